// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/diversity.h>

#include <vitrine/base/number_text.h>
#include <vitrine/ranking/scan.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace vitrine {
namespace {

constexpr float kOut = -std::numeric_limits<float>::infinity();
// The first of the highest values. Whole groups without a higher one are passed over, in vector
// instructions.
std::optional<std::uint32_t> Highest(std::span<const float> values) {
  constexpr std::size_t kGroup = 16;
  float highest = kOut;
  std::optional<std::uint32_t> best;
  for (std::size_t begin = 0; begin < values.size(); begin += kGroup) {
    const std::size_t end = std::min(begin + kGroup, values.size());
    int higher = 0;
    for (std::size_t i = begin; i < end; ++i) {
      higher |= values[i] > highest ? 1 : 0;
    }
    for (std::size_t i = begin; higher != 0 && i < end; ++i) {
      if (values[i] > highest) {
        highest = values[i];
        best = static_cast<std::uint32_t>(i);
      }
    }
  }
  return best;
}

Result<void> CheckCandidates(std::span<const float> relevance, const VectorRows& vectors) {
  if (relevance.size() != RowCount(vectors)) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(relevance.size()) + " relevances for " +
                                               std::to_string(RowCount(vectors)) + " vectors");
  }
  const auto found = std::ranges::find_if_not(relevance, [](float r) { return std::isfinite(r); });
  if (found != relevance.end()) {
    return Fail(ErrorCode::kNonFinite, "the relevance of candidate " +
                                           std::to_string(found - relevance.begin()) +
                                           " is not finite");
  }
  return {};
}

}  // namespace

MarginalRelevance::MarginalRelevance(std::span<const float> relevance, float diversity_01)
    : diversity_01_(diversity_01), relevance_(relevance.begin(), relevance.end()) {
  for (float& value : relevance_) {
    value *= 1 - diversity_01;
  }
  nearest_.assign(relevance_.size(), -std::numeric_limits<float>::infinity());
  values_ = relevance_;
}

std::optional<std::uint32_t> MarginalRelevance::Best() const { return Highest(values_); }

void MarginalRelevance::Take(std::uint32_t candidate, std::span<const float> likeness) {
  LeaveOut(candidate);
  TakeOther(likeness);
}

void MarginalRelevance::TakeOther(std::span<const float> likeness) {
  assert(likeness.size() == values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    nearest_[i] = likeness[i] > nearest_[i] ? likeness[i] : nearest_[i];
    values_[i] = relevance_[i] - diversity_01_ * nearest_[i];
  }
}

void MarginalRelevance::LeaveOut(std::uint32_t candidate) {
  assert(candidate < values_.size());
  relevance_[candidate] = kOut;
  values_[candidate] = kOut;
}

Result<std::vector<std::uint32_t>> MaximalMarginalRelevance(std::span<const float> relevance,
                                                            const VectorRows& vectors,
                                                            std::size_t count, float diversity_01) {
  if (!(diversity_01 >= 0 && diversity_01 <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a diversity of " + NumberText(diversity_01) + "; expected 0 .. 1");
  }
  if (auto checked = CheckCandidates(relevance, vectors); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  MarginalRelevance picker(relevance, diversity_01);
  std::vector<float> likeness(RowCount(vectors));
  std::vector<float> picked(DimensionOf(vectors));
  std::vector<std::uint32_t> picks;
  while (picks.size() < count) {
    const std::optional<std::uint32_t> best = picker.Best();
    if (!best) {
      break;
    }
    picks.push_back(*best);
    if (picks.size() < count) {
      CopyRow(vectors, *best, picked);
      ScoreRows(vectors, picked, likeness);
      picker.Take(*best, likeness);
    }
  }
  return picks;
}

}  // namespace vitrine
