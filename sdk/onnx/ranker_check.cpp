// SPDX-License-Identifier: Apache-2.0
#include "sdk/onnx/ranker_check.h"

#include "sdk/onnx/onnx_ranker.h"

#include <vitrine/base/number_text.h>
#include <vitrine/base/random.h>
#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/features.h>
#include <vitrine/ranking/network.h>
#include <vitrine/ranking/reranker.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <ranges>
#include <span>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kList = Reranker::kCandidates;
constexpr std::size_t kMostTried = 10'000;  // Candidates, of a model that asks for one number.
constexpr std::size_t kLists = 16;
constexpr std::size_t kTimedRuns = 21;
constexpr std::uint64_t kSeed = 1;

// Sums in another order differ by less.
constexpr float kRounding = 1e-5F;

// A page tries up to seventeen lists, and a browser takes several times as long.
constexpr double kSlowMs = 5;

// History, the same for all candidates of a list, is behind these.
constexpr std::size_t kOwnFeatures = 32;

using Features = std::vector<float>;  // Row-major [candidates, kFeatureCount].

// Lists as drawn from the ranges: each feature alone, so that they are not quite as in a shop.
std::vector<Features> DrawnLists() {
  Random random(kSeed);
  const auto draw = [&](std::size_t feature) {
    const FeatureInfo& info = FeatureInfoOf(feature);
    return info.lowest + random.Uniform() * (info.highest - info.lowest);
  };
  std::vector<Features> lists(kLists);
  for (Features& list : lists) {
    for (std::size_t i = 0; i < kList * kFeatureCount; ++i) {
      const std::size_t feature = i % kFeatureCount;
      const bool shared = i >= kFeatureCount && feature >= kOwnFeatures;
      list.push_back(shared ? list[feature] : draw(feature));
    }
  }
  return lists;
}

// Lists of shoppers who went through a shop from one neighbour to the next.
std::vector<Features> RealLists(const Catalog& catalog) {
  Random random(kSeed);
  const auto products = static_cast<std::uint32_t>(catalog.size());
  const auto popular = PopularProducts(catalog, kList);
  std::vector<Features> lists;
  for (std::size_t i = 0; i < kLists && products > 0; ++i) {
    std::vector<Visit> visits;
    for (std::size_t visit = 0; visit <= i % 8; ++visit) {
      const auto list =
          visits.empty() ? std::span<const Neighbour>() : catalog.neighbours(visits.back().product);
      const ProductIndex product =
          list.empty() ? random.Below(products)
                       : list[random.Below(static_cast<std::uint32_t>(list.size()))].product;
      visits.push_back({product, static_cast<std::int64_t>(visit) * 20'000});
    }
    const auto candidates = FindCandidates(catalog, visits, popular, kList);
    ComputeFeatures(catalog, visits, candidates,
                    lists.emplace_back(candidates.size() * kFeatureCount));
  }
  return lists;
}

// A list of one candidate over and over, each time with one feature at an end of its range.
Features ExtremesOf(std::span<const float> candidate) {
  Features list;
  for (std::size_t row = 0; row < 2 * kFeatureCount; ++row) {
    list.insert(list.end(), candidate.begin(), candidate.end());
    const FeatureInfo& info = FeatureInfoOf(row / 2);
    list[row * kFeatureCount + row / 2] = row % 2 == 0 ? info.lowest : info.highest;
  }
  return list;
}

bool AllFinite(std::span<const float> scores) { return CheckScores(scores).has_value(); }

class Check {
 public:
  Check(OnnxRanker& ranker, RankerCheck& result) : ranker_(ranker), result_(result) {}

  void Run(const Catalog* catalog) {
    for (const std::string& problem : ranker_.problems()) {
      Add(Gravity::kError, problem);
    }
    TryCounts();
    if (most_ == 0) {
      return;
    }
    auto lists = catalog != nullptr ? RealLists(*catalog) : DrawnLists();
    if (lists.empty()) {
      lists = DrawnLists();
    }
    const bool usual = TryUsual(lists);
    TryZeros();
    if (usual) {
      TryExtremes(std::span(lists.front()).first(kFeatureCount));
      TryAgain(lists.front());
    }
    if (result_.passed()) {
      TryAlone(lists.front());
      Time(lists.front());
    }
    if (result_.passed() && catalog != nullptr && !catalog->weights().empty()) {
      Compare(*catalog, lists);
    }
  }

 private:
  // Each but once: several tests may fail alike.
  void Add(Gravity gravity, const std::string& message) {
    auto& findings = result_.findings;
    if (std::ranges::find(findings, message, &Finding::message) == findings.end()) {
      findings.push_back({gravity, message});
    }
  }

  // The list is handed over in parts where the model takes no such many candidates.
  std::vector<float> ScoresOf(std::span<const float> features, std::size_t most) {
    std::vector<float> scores(features.size() / kFeatureCount);
    for (std::size_t first = 0; first < scores.size(); first += most) {
      const std::size_t count = std::min(most, scores.size() - first);
      // A model of a fixed number gets the last candidates filled up with zeros.
      Features part(most * kFeatureCount);
      std::ranges::copy(features.subspan(first * kFeatureCount, count * kFeatureCount),
                        part.begin());
      std::vector<float> answer(most);
      if (auto scored = ranker_.Score(part, answer); !scored) {
        Add(Gravity::kError, scored.error().message);
        return {};
      }
      std::copy_n(answer.begin(), count, scores.begin() + static_cast<std::ptrdiff_t>(first));
    }
    return scores;
  }

  void TryCounts() {
    const auto only = ranker_.list_size();
    const std::vector<std::size_t> counts =
        only ? std::vector<std::size_t>{*only} : std::vector<std::size_t>{1, 7, kList};
    std::vector<std::string> failures;
    for (const std::size_t count : counts) {
      if (count == 0 || count > kMostTried) {
        continue;
      }
      const Features zeros(count * kFeatureCount);
      std::vector<float> scores(count);
      if (auto scored = ranker_.Score(zeros, scores); scored) {
        most_ = count;
      } else {
        failures.push_back(std::move(scored.error().message));
      }
    }
    // Where nothing goes, the first says it all.
    failures.resize(std::min<std::size_t>(failures.size(), most_ == 0 ? 1 : failures.size()));
    for (const std::string& failure : failures) {
      Add(Gravity::kError, failure);
    }
  }

  bool TryUsual(std::span<const Features> lists) {
    for (const Features& list : lists) {
      const std::vector<float> scores = ScoresOf(list, most_);
      if (scores.empty()) {
        return false;
      }
      if (!AllFinite(scores)) {
        Add(Gravity::kError, "finite scores were expected, some of usual candidates are not");
        return false;
      }
      const auto [low, high] = std::ranges::minmax(scores);
      if (!std::isfinite(high - low)) {
        Add(Gravity::kError, "scores that can be compared were expected, they lie from " +
                                 NumberText(low) + " to " + NumberText(high));
        return false;
      }
      different_ = different_ || low < high;
    }
    if (!different_) {
      Add(Gravity::kWarning, "all candidates of a list get the same score, so it orders nothing");
    }
    return true;
  }

  void TryZeros() {
    const std::vector<float> scores = ScoresOf(Features(most_ * kFeatureCount), most_);
    if (!scores.empty() && !AllFinite(scores)) {
      Add(Gravity::kError, "finite scores were expected, those of features that are 0 are not");
    }
  }

  void TryExtremes(std::span<const float> candidate) {
    const Features list = ExtremesOf(candidate);
    const std::vector<float> scores = ScoresOf(list, most_);
    for (std::size_t row = 0; row < scores.size(); ++row) {
      if (!std::isfinite(scores[row])) {
        const std::size_t feature = row / 2;
        Add(Gravity::kError, "finite scores were expected, that of a candidate is not where " +
                                 std::string(FeatureName(feature)) + " is " +
                                 NumberText(list[row * kFeatureCount + feature]));
      }
    }
  }

  void TryAgain(const Features& list) {
    if (ScoresOf(list, most_) != ScoresOf(list, most_)) {
      Add(Gravity::kError,
          "the same scores were expected for the same candidates, they differ from run to run");
    }
  }

  void TryAlone(const Features& list) {
    const std::vector<float> together = ScoresOf(list, most_);
    const std::vector<float> alone = ScoresOf(list, 1);
    for (std::size_t i = 0; i < std::min(together.size(), alone.size()); ++i) {
      const float size = std::max(1.0F, std::abs(together[i]));
      // Written so that NaN counts as different.
      result_.listwise =
          result_.listwise || !(std::abs(together[i] - alone[i]) <= kRounding * size);
    }
  }

  void Time(Features list) {
    // A small shop has no whole list.
    while (list.size() < kList * kFeatureCount) {
      list.push_back(list[list.size() - kFeatureCount]);
    }
    std::vector<double> times;
    for (std::size_t run = 0; run < kTimedRuns; ++run) {
      const auto start = std::chrono::steady_clock::now();
      ScoresOf(list, most_);
      const std::chrono::duration<double, std::milli> time =
          std::chrono::steady_clock::now() - start;
      times.push_back(time.count());
    }
    std::ranges::nth_element(times, times.begin() + kTimedRuns / 2);
    result_.list_ms = times[kTimedRuns / 2];
    if (*result_.list_ms > kSlowMs) {
      Add(Gravity::kWarning, "a list takes " + NumberText(*result_.list_ms) +
                                 " ms, and a page up to seventeen lists; expected at most " +
                                 NumberText(kSlowMs) + " ms");
    }
  }

  void Compare(const Catalog& catalog, std::span<const Features> lists) {
    auto weights = ReadNetwork(catalog.weights());
    const auto network = weights ? Network::Create(std::move(*weights))
                                 : Result<Network>(std::unexpected(weights.error()));
    if (!network || network->feature_count() != kFeatureCount || network->output_count() != 1) {
      return;
    }
    double difference = 0;
    for (const Features& list : lists) {
      const std::vector<float> scores = ScoresOf(list, most_);
      std::vector<float> own(scores.size());
      if (scores.empty() || !network->Evaluate(list, own)) {
        return;
      }
      for (std::size_t i = 0; i < own.size(); ++i) {
        difference = std::max(difference, std::abs(double{scores[i]} - double{own[i]}));
      }
    }
    result_.difference = difference;
  }

  OnnxRanker& ranker_;
  RankerCheck& result_;
  std::size_t most_ = 0;  // Candidates that it takes at once, as far as tried; 0: it does not run.
  bool different_ = false;
};

}  // namespace

bool RankerCheck::passed() const {
  return std::ranges::none_of(
      findings, [](const Finding& finding) { return finding.gravity == Gravity::kError; });
}

RankerCheck CheckRanker(std::string_view model, const Catalog* catalog) {
  RankerCheck result;
  if (model.size() > kMostRankerBytes) {
    result.findings.push_back({Gravity::kError, std::to_string(kMostRankerBytes) +
                                                    " bytes at most were expected, it has " +
                                                    std::to_string(model.size())});
    return result;
  }
  const auto ranker = OnnxRanker::Load(model);
  if (!ranker) {
    result.findings.push_back({Gravity::kError, ranker.error().message});
    return result;
  }
  result.signature = (*ranker)->signature();
  Check(**ranker, result).Run(catalog);
  return result;
}

}  // namespace vitrine
