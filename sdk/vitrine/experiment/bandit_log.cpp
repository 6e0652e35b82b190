// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/bandit_log.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace vitrine {

PolicyTable UniformPolicy(std::uint32_t action_count, std::uint32_t position_count) {
  return {action_count, std::vector<double>(std::size_t{action_count} * position_count,
                                            1.0 / static_cast<double>(action_count))};
}

Result<PolicyTable> PolicyFromWeights(std::uint32_t action_count, std::vector<double> weights) {
  if (action_count == 0 || weights.empty() || weights.size() % action_count != 0) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(weights.size()) + " weights for " +
                                               std::to_string(action_count) + " actions");
  }
  for (std::size_t start = 0; start < weights.size(); start += action_count) {
    const auto row = std::span(weights).subspan(start, action_count);
    double sum = 0;
    for (const double weight : row) {
      if (weight < 0) {
        return Fail(ErrorCode::kInvalidArgument,
                    "a policy's weight is " + NumberText(weight) + "; expected 0 or more");
      }
      sum += weight;
    }
    if (!std::isfinite(sum)) {
      return Fail(ErrorCode::kNonFinite, "a policy's weights sum to " + NumberText(sum));
    }
    if (sum == 0) {
      return Fail(ErrorCode::kInvalidArgument, "a policy shows nothing at position number " +
                                                   std::to_string(start / action_count + 1));
    }
    for (double& weight : row) {
      weight /= sum;
    }
  }
  return PolicyTable{action_count, std::move(weights)};
}

Result<PolicyTable> UniformOverShown(const BanditLog& log) {
  if (const auto checked = CheckCells(log.action_count, log.position_count); !checked) {
    return std::unexpected(checked.error());
  }
  std::vector<double> shown(std::size_t{log.action_count} * log.position_count);
  for (std::size_t i = 0; i < log.size(); ++i) {
    shown[std::size_t{log.positions[i]} * log.action_count + log.actions[i]] = 1;
  }
  return PolicyFromWeights(log.action_count, std::move(shown));
}

Result<PolicyTable> PolicyOfLog(const BanditLog& log) {
  if (const auto checked = CheckCells(log.action_count, log.position_count); !checked) {
    return std::unexpected(checked.error());
  }
  std::vector<double> sums(std::size_t{log.action_count} * log.position_count);
  std::vector<double> counts(sums.size());
  std::vector<std::size_t> rounds(log.position_count);
  for (std::size_t i = 0; i < log.size(); ++i) {
    const std::size_t cell = std::size_t{log.positions[i]} * log.action_count + log.actions[i];
    sums[cell] += log.propensities[i];
    counts[cell] += 1;
    rounds[log.positions[i]] += 1;
  }
  if (rounds.empty() || std::ranges::count(rounds, std::size_t{0}) > 0) {
    return Fail(ErrorCode::kInconclusive,
                "the policy's log has no rounds at a position of the log to be evaluated");
  }
  for (std::size_t cell = 0; cell < sums.size(); ++cell) {
    sums[cell] = counts[cell] > 0 ? sums[cell] / counts[cell] : 0;
  }
  return PolicyFromWeights(log.action_count, std::move(sums));
}

Result<void> CheckCells(std::size_t action_count, std::size_t position_count) {
  constexpr std::size_t kMostCells = std::size_t{1} << 24U;
  if (position_count > 0 && action_count > kMostCells / position_count) {
    return Fail(ErrorCode::kTooLarge,
                std::to_string(action_count) + " items at " + std::to_string(position_count) +
                    " positions; expected at most " + std::to_string(kMostCells) + " pairs");
  }
  return {};
}

Result<void> CheckBanditLog(const BanditLog& log) {
  const std::size_t rounds = log.size();
  if (rounds == 0) {
    return Fail(ErrorCode::kInconclusive, "the log has no rounds");
  }
  if (rounds > std::numeric_limits<std::uint32_t>::max()) {
    return Fail(ErrorCode::kTooLarge, std::to_string(rounds) + " rounds; expected below 2^32");
  }
  if (const auto checked = CheckCells(log.action_count, log.position_count); !checked) {
    return checked;
  }
  if (log.positions.size() != rounds || log.rewards.size() != rounds ||
      log.propensities.size() != rounds || log.contexts.size() != rounds * log.context_width) {
    return Fail(ErrorCode::kShapeMismatch,
                "the log's lists have different lengths; expected one entry to a round");
  }
  for (std::size_t i = 0; i < rounds; ++i) {
    if (log.actions[i] >= log.action_count || log.positions[i] >= log.position_count) {
      return Fail(ErrorCode::kInvalidArgument,
                  "round " + std::to_string(i) + " has an action or a position beyond its count");
    }
    if (!std::isfinite(log.rewards[i])) {
      return Fail(ErrorCode::kNonFinite,
                  "the reward of round " + std::to_string(i) + " is " + NumberText(log.rewards[i]));
    }
    if (!(log.propensities[i] > 0 && log.propensities[i] <= 1)) {
      return Fail(ErrorCode::kInvalidArgument,
                  "the propensity of round " + std::to_string(i) + " is " +
                      NumberText(log.propensities[i]) +
                      "; what was shown had a probability above 0 and at most 1");
    }
  }
  if (std::ranges::any_of(log.contexts,
                          [&](std::uint32_t category) { return category >= log.category_count; })) {
    return Fail(ErrorCode::kInvalidArgument, "a round's context has a category beyond their count");
  }
  return {};
}

Result<void> CheckPolicy(const BanditLog& log, const PolicyTable& policy) {
  constexpr double kTolerance = 1e-6;
  if (policy.action_count != log.action_count ||
      policy.probabilities.size() != std::size_t{log.action_count} * log.position_count) {
    return Fail(ErrorCode::kShapeMismatch,
                "the policy has " + std::to_string(policy.probabilities.size()) +
                    " probabilities; expected " + std::to_string(log.position_count) + " x " +
                    std::to_string(log.action_count));
  }
  for (std::uint32_t position = 0; position < log.position_count; ++position) {
    double sum = 0;
    for (const double probability : policy.row(position)) {
      if (!(probability >= 0 && probability <= 1)) {
        return Fail(ErrorCode::kInvalidArgument, "a probability of the policy is " +
                                                     NumberText(probability) + "; expected 0 to 1");
      }
      sum += probability;
    }
    if (!(std::abs(sum - 1) <= kTolerance)) {
      return Fail(ErrorCode::kInvalidArgument, "the policy's probabilities at position number " +
                                                   std::to_string(position + 1) + " sum to " +
                                                   NumberText(sum) + "; expected 1");
    }
  }
  return {};
}

}  // namespace vitrine
