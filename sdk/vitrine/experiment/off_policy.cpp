// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/base/random.h>
#include <vitrine/experiment/off_policy.h>
#include <vitrine/experiment/reward_model.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace vitrine {
namespace {

Result<void> CheckOptions(const OffPolicyOptions& options) {
  constexpr std::uint32_t kMost = 100;
  constexpr std::uint32_t kFewestResamples = 100;
  const auto wrong = [](const std::string& what, const std::string& came,
                        const std::string& expected) {
    return Fail(ErrorCode::kInvalidArgument, what + " is " + came + "; expected " + expected);
  };
  if (options.folds < 2 || options.folds > kMost) {
    return wrong("the number of folds", std::to_string(options.folds), "2 to 100");
  }
  if (options.repeats < 1 || options.repeats > kMost) {
    return wrong("the number of repeats", std::to_string(options.repeats), "1 to 100");
  }
  if (options.bootstrap.resamples < kFewestResamples) {
    return wrong("the number of resamples", std::to_string(options.bootstrap.resamples),
                 "at least 100");
  }
  if (!(options.bootstrap.confidence_01 > 0 && options.bootstrap.confidence_01 < 1)) {
    return wrong("the confidence", NumberText(options.bootstrap.confidence_01), "between 0 and 1");
  }
  if (!(options.ridge > 0) || std::isinf(options.ridge)) {
    return wrong("the ridge", NumberText(options.ridge), "above 0");
  }
  return {};
}

// What each round adds to the estimators' sums.
struct Terms {
  std::vector<double> weights;
  std::vector<double> weighted_rewards;
  std::vector<double> direct;
  std::vector<double> doubly_robust;
  std::vector<double> ones;
};

// Puts the rounds into a new order, so that neighbours in time are in different folds.
void Shuffle(std::vector<std::uint32_t>& order, Random& random) {
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[random.Below(static_cast<std::uint32_t>(i))]);
  }
}

// Adds the model's terms of one division into folds, each times `share`.
void AddModelTerms(const BanditLog& log, const PolicyTable& policy, const OffPolicyOptions& options,
                   const RewardModel& of_all, std::span<const std::uint32_t> order, double share,
                   Terms& terms) {
  for (std::uint32_t fold = 0; fold < options.folds; ++fold) {
    std::map<std::vector<std::uint32_t>, double> known;  // By position and context.
    std::vector<std::uint32_t> learned;
    std::vector<std::uint32_t> judged;
    for (std::size_t i = 0; i < order.size(); ++i) {
      (i % options.folds == fold ? judged : learned).push_back(order[i]);
    }
    if (judged.empty()) {
      continue;
    }
    if (learned.empty()) {
      learned = judged;  // A log of one round, which is refused anyway.
    }
    const RewardModel model = RewardModel::Fit(log, learned, options.ridge, &of_all);
    for (const std::uint32_t i : judged) {
      const double expected = model.Predict(log, i, log.actions[i]);
      std::vector<std::uint32_t> key = {log.positions[i]};
      key.insert(key.end(), log.context(i).begin(), log.context(i).end());
      const auto [place, is_new] = known.try_emplace(std::move(key));
      if (is_new) {
        place->second = model.PredictPolicy(log, i, policy);
      }
      const double direct = place->second;
      terms.direct[i] += share * direct;
      terms.doubly_robust[i] += share * (direct + terms.weights[i] * (log.rewards[i] - expected));
    }
  }
}

Terms TermsOf(const BanditLog& log, const PolicyTable& policy, const OffPolicyOptions& options) {
  constexpr std::uint64_t kStream = 1;  // Not that of the bootstrap.
  const std::size_t rounds = log.size();
  Terms terms;
  terms.ones.assign(rounds, 1.0);
  for (std::size_t i = 0; i < rounds; ++i) {
    terms.weights.push_back(policy.row(log.positions[i])[log.actions[i]] / log.propensities[i]);
    terms.weighted_rewards.push_back(terms.weights[i] * log.rewards[i]);
  }
  terms.direct.resize(rounds);
  terms.doubly_robust.resize(rounds);
  std::vector<std::uint32_t> order(rounds);
  std::iota(order.begin(), order.end(), 0U);
  const RewardModel of_all = RewardModel::Fit(log, order, options.ridge);
  Random random(options.bootstrap.seed, kStream);
  for (std::uint32_t repeat = 0; repeat < options.repeats; ++repeat) {
    Shuffle(order, random);
    AddModelTerms(log, policy, options, of_all, order, 1.0 / options.repeats, terms);
  }
  return terms;
}

double Sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// (sum |x|)^2 / sum x^2: how many equal values say as much; of infinite ones none. Of parts of the
// largest, whose squares do not overflow.
double EffectiveCount(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) {
    largest = std::max(largest, std::abs(value));
  }
  if (largest == 0 || std::isinf(largest)) {
    return 0;
  }
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    const double part = std::abs(value) / largest;
    sum += part;
    squares += part * part;
  }
  return sum * sum / squares;
}

// The part of what the policy shows that the log never did, over the log's positions.
double Unsupported(const BanditLog& log, const PolicyTable& policy) {
  std::vector<bool> logged(policy.probabilities.size());
  std::vector<double> rounds(log.position_count);
  for (std::size_t i = 0; i < log.size(); ++i) {
    logged[std::size_t{log.positions[i]} * log.action_count + log.actions[i]] = true;
    rounds[log.positions[i]] += 1;
  }
  double missing = 0;
  for (std::size_t cell = 0; cell < logged.size(); ++cell) {
    missing += logged[cell] ? 0 : policy.probabilities[cell] * rounds[cell / log.action_count];
  }
  return missing / static_cast<double>(log.size());
}

Overlap OverlapOf(const BanditLog& log, const PolicyTable& policy, const Terms& terms) {
  const auto rounds = static_cast<double>(log.size());
  const double sum = Sum(terms.weights);
  Overlap overlap = {.effective_rounds = EffectiveCount(terms.weights),
                     .effective_rewards = EffectiveCount(terms.weighted_rewards),
                     .largest_weight = std::ranges::max(terms.weights),
                     .mean_weight = sum / rounds,
                     .unsupported_01 = Unsupported(log, policy)};
  overlap.largest_share_01 = sum > 0 && std::isfinite(sum) ? overlap.largest_weight / sum : 1;
  double squares = 0;
  for (const double weight : terms.weights) {
    squares += (weight - overlap.mean_weight) * (weight - overlap.mean_weight);
  }
  overlap.mean_weight_error = std::sqrt(squares / std::max(rounds - 1, 1.0) / rounds);
  return overlap;
}

std::string Percent(double part) { return NumberText(std::round(part * 1000) / 10) + " %"; }

// Weights that overflow make NaNs, which hold no comparison and so are refused.
std::vector<std::string> RefusalsOf(const Overlap& overlap, std::size_t rounds,
                                    const OverlapLimits& limits) {
  std::vector<std::string> refusals;
  if (!(overlap.effective_rounds >= limits.least_effective_rounds)) {
    refusals.push_back("the " + std::to_string(rounds) + " rounds say as much as " +
                       NumberText(std::round(overlap.effective_rounds * 10) / 10) +
                       "; expected an effective sample size of at least " +
                       NumberText(limits.least_effective_rounds));
  }
  if (!(overlap.largest_share_01 <= limits.most_of_one_round_01)) {
    refusals.push_back("one round has " + Percent(overlap.largest_share_01) +
                       " of all weight (its weight is " +
                       NumberText(std::round(overlap.largest_weight * 10) / 10) +
                       "); expected at most " + Percent(limits.most_of_one_round_01));
  }
  if (overlap.unsupported_01 > limits.most_unsupported_01) {
    refusals.push_back(Percent(overlap.unsupported_01) +
                       " of what the policy shows was never shown in the log at that position; "
                       "expected at most " +
                       Percent(limits.most_unsupported_01));
  }
  if (!(overlap.effective_rewards >= limits.least_effective_rewards)) {
    refusals.push_back("the rewards say as much as " +
                       NumberText(std::round(overlap.effective_rewards * 10) / 10) +
                       " rewarded rounds; expected at least " +
                       NumberText(limits.least_effective_rewards));
  }
  const double expected = 1 - overlap.unsupported_01;
  if (!(std::abs(overlap.mean_weight - expected) <=
        limits.most_errors_off * overlap.mean_weight_error + 1e-9)) {
    refusals.push_back("the weights' mean is " + NumberText(overlap.mean_weight) +
                       ", further from " + NumberText(expected) +
                       " than chance allows: the propensities are not those that the log was "
                       "shown by, or what the policy shows was not a candidate in every round");
  }
  return refusals;
}

}  // namespace

Result<OffPolicyResult> EvaluatePolicy(const BanditLog& log, const PolicyTable& policy,
                                       const OffPolicyOptions& options) {
  for (const auto& checked : {CheckOptions(options), CheckBanditLog(log)}) {
    if (!checked) {
      return std::unexpected(checked.error());
    }
  }
  if (const auto checked = CheckPolicy(log, policy); !checked) {
    return std::unexpected(checked.error());
  }
  const Terms terms = TermsOf(log, policy, options);
  const auto rounds = static_cast<double>(log.size());
  OffPolicyResult result;
  result.overlap = OverlapOf(log, policy, terms);
  result.refusals = RefusalsOf(result.overlap, log.size(), options.limits);
  const double weight_sum = Sum(terms.weights);
  result.logged.value = Sum(log.rewards) / rounds;
  result.ips.value = Sum(terms.weighted_rewards) / rounds;
  result.snips.value = weight_sum > 0 ? Sum(terms.weighted_rewards) / weight_sum : 0;
  result.direct.value = Sum(terms.direct) / rounds;
  result.doubly_robust.value = Sum(terms.doubly_robust) / rounds;

  // Of a policy that is refused there is no interval, and its terms may have overflowed.
  const bool answers = result.refusals.empty();
  std::vector<RatioStatistic> statistics = {{log.rewards, terms.ones}};
  if (answers) {
    statistics.insert(statistics.end(), {{terms.weighted_rewards, terms.ones},
                                         {terms.weighted_rewards, terms.weights},
                                         {terms.doubly_robust, terms.ones}});
  }
  const auto intervals = BootstrapIntervals(statistics, options.bootstrap);
  result.logged.interval = intervals[0];
  if (answers) {
    result.ips.interval = intervals[1];
    result.snips.interval = intervals[2];
    result.doubly_robust.interval = intervals[3];
  }
  return result;
}

}  // namespace vitrine
