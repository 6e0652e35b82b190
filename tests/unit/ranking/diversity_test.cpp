// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/diversity.h>

#include <vitrine/base/random.h>
#include <vitrine/ranking/scan.h>

#include <gtest/gtest.h>
#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "tests/unit/ranking/each_target.h"

namespace vitrine {
namespace {

constexpr std::size_t kDimension = 32;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// Unit vectors in a few groups, and a relevance for each.
struct Candidates {
  explicit Candidates(std::size_t count) : relevance(count), scales(count) {
    Random random(8);
    values = hwy::AllocateAligned<float>(count * kDimension);
    std::vector<float> centres(5 * kDimension);
    std::ranges::generate(centres, [&] { return static_cast<float>(random.Normal()); });
    for (std::size_t row = 0; row < count; ++row) {
      const std::size_t centre = random.Below(5) * kDimension;
      float square = 0;
      for (std::size_t i = 0; i < kDimension; ++i) {
        float& value = values[row * kDimension + i];
        value = centres[centre + i] + 0.4F * static_cast<float>(random.Normal());
        square += value * value;
      }
      for (std::size_t i = 0; i < kDimension; ++i) {
        values[row * kDimension + i] /= std::sqrt(square);
      }
      relevance[row] = random.Uniform();
    }
    levels.resize(count * kDimension);
    EXPECT_TRUE(QuantiseRows({values.get(), levels.size()}, kDimension, levels, scales));
  }
  VectorRows floats() const {
    return FloatRows{.dimension = kDimension, .values = {values.get(), levels.size()}};
  }
  VectorRows bytes() const {
    return Int8Rows{.dimension = kDimension, .values = levels, .scales = scales};
  }
  std::vector<float> LikenessTo(std::size_t row) const {
    std::vector<float> vector(kDimension);
    CopyRow(floats(), row, vector);
    std::vector<float> likeness(relevance.size());
    ScoreRows(floats(), vector, likeness);
    return likeness;
  }

  std::vector<float> relevance;
  std::vector<float> scales;
  hwy::AlignedFreeUniquePtr<float[]> values;
  std::vector<std::int8_t> levels;
};

// From the definition: all likenesses to all picks, each time.
std::vector<std::uint32_t> ReferenceMmr(const Candidates& candidates, std::size_t count,
                                        float diversity_01) {
  std::vector<std::uint32_t> picks;
  while (picks.size() < count) {
    std::vector<float> nearest(candidates.relevance.size(), -2);
    for (const std::uint32_t pick : picks) {
      const std::vector<float> likeness = candidates.LikenessTo(pick);
      for (std::size_t i = 0; i < nearest.size(); ++i) {
        nearest[i] = std::max(nearest[i], likeness[i]);
      }
    }
    std::size_t best = nearest.size();
    float most = -100;
    for (std::size_t i = 0; i < nearest.size(); ++i) {
      const float value = (1 - diversity_01) * candidates.relevance[i] -
                          (picks.empty() ? 0 : diversity_01 * nearest[i]);
      if (value > most && std::ranges::find(picks, i) == picks.end()) {
        most = value;
        best = i;
      }
    }
    picks.push_back(static_cast<std::uint32_t>(best));
  }
  return picks;
}

TEST(MaximalMarginalRelevance, PicksByItsDefinition) {
  const Candidates candidates(77);
  for (const float diversity : {0.0F, 0.35F, 0.8F, 1.0F}) {
    const auto expected = ReferenceMmr(candidates, 20, diversity);
    OnEachTarget([&] {
      EXPECT_EQ(MaximalMarginalRelevance(candidates.relevance, candidates.floats(), 20, diversity)
                    .value(),
                expected)
          << diversity;
    });
  }
}

TEST(MaximalMarginalRelevance, WithoutDiversityPicksTheMostRelevant) {
  const Candidates candidates(50);
  std::vector<ScoredRow> best;
  TopList top(10);
  top.Offer(candidates.relevance, 0);
  std::vector<std::uint32_t> expected;
  for (const ScoredRow& scored : top.Take()) {
    expected.push_back(scored.row);
  }
  for (const VectorRows& rows : {candidates.floats(), candidates.bytes()}) {
    EXPECT_EQ(MaximalMarginalRelevance(candidates.relevance, rows, 10, 0).value(), expected);
  }
}

TEST(MaximalMarginalRelevance, OfBytesPicksAlmostTheSame) {
  const Candidates candidates(200);
  const auto floats =
      MaximalMarginalRelevance(candidates.relevance, candidates.floats(), 20, 0.35F).value();
  const auto bytes =
      MaximalMarginalRelevance(candidates.relevance, candidates.bytes(), 20, 0.35F).value();
  const auto same = std::ranges::count_if(
      bytes, [&](std::uint32_t pick) { return std::ranges::find(floats, pick) != floats.end(); });
  EXPECT_GE(same, 18);
}

TEST(MaximalMarginalRelevance, OfEqualOnesPicksTheFirst) {
  auto values = hwy::AllocateAligned<float>(4 * kDimension);
  std::fill_n(values.get(), 4 * kDimension, 0.0F);
  const FloatRows rows = {.dimension = kDimension, .values = {values.get(), 4 * kDimension}};
  const std::vector<float> relevance(4, 0.5F);
  const std::vector<std::uint32_t> in_order = {0, 1, 2, 3};
  EXPECT_EQ(MaximalMarginalRelevance(relevance, rows, 9, 0.5F).value(), in_order);
}

TEST(MarginalRelevance, LeavesOutWhatItIsTold) {
  const std::vector<float> relevance = {3, 2, 1};
  MarginalRelevance picker(relevance, 0.5F);
  EXPECT_EQ(picker.Best(), 0U);
  picker.LeaveOut(0);
  EXPECT_EQ(picker.Best(), 1U);
  picker.Take(1, std::vector<float>{0.3F, 1, 0.2F});
  EXPECT_EQ(picker.Best(), 2U);
  picker.Take(2, std::vector<float>{0.3F, 0.2F, 1});
  EXPECT_EQ(picker.Best(), std::nullopt);
}

TEST(MarginalRelevance, KeepsAwayFromWhatWasPickedBefore) {
  const std::vector<float> relevance = {3, 2, 1};
  MarginalRelevance picker(relevance, 0.5F);
  picker.TakeOther(std::vector<float>{2.5F, 0, 0});
  EXPECT_EQ(picker.Best(), 1U);
  // The most alike pick counts, not the last.
  picker.TakeOther(std::vector<float>{0, 0, 0});
  EXPECT_EQ(picker.Best(), 1U);
  picker.Take(1, std::vector<float>{0, 1, 0.5F});
  EXPECT_EQ(picker.Best(), 0U);
}

TEST(MaximalMarginalRelevance, OfNoCandidatesPicksNone) {
  const FloatRows none = {.dimension = kDimension, .values = {}};
  EXPECT_TRUE(MaximalMarginalRelevance({}, none, 5, 0.5F).value().empty());
}

TEST(MaximalMarginalRelevance, RejectsWhatItCannotUse) {
  const Candidates candidates(6);
  std::vector<float> relevance = candidates.relevance;
  const auto mmr = [&](float diversity) {
    return MaximalMarginalRelevance(relevance, candidates.floats(), 3, diversity);
  };
  for (const float diversity : {-0.1F, 1.1F, kNaN}) {
    EXPECT_EQ(mmr(diversity).error().code, ErrorCode::kInvalidArgument);
  }
  relevance[2] = kNaN;
  EXPECT_EQ(mmr(0.5F).error().code, ErrorCode::kNonFinite);
  relevance.pop_back();
  EXPECT_EQ(mmr(0.5F).error().code, ErrorCode::kShapeMismatch);
}

}  // namespace
}  // namespace vitrine
