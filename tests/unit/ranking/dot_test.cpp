// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/dot.h>

#include <vitrine/base/random.h>

#include <gtest/gtest.h>
#include <hwy/aligned_allocator.h>
#include <hwy/targets.h>

#include <cstddef>
#include <vector>

namespace vitrine {
namespace {

// The documented order, step by step.
float ReferenceDot(const float* row, const float* query, std::size_t dimension) {
  float sums[16] = {};
  for (std::size_t i = 0; i < dimension; ++i) {
    sums[i % 16] += row[i] * query[i];
  }
  for (std::size_t half = 8; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) {
      sums[i] += sums[i + half];
    }
  }
  return sums[0];
}

TEST(DotRows, EveryInstructionSetGivesTheSameBits) {
  constexpr std::size_t kRows = 37;
  Random random(3);
  for (const std::size_t dimension : {16U, 32U, 64U, 144U, 1024U}) {
    auto rows = hwy::AllocateAligned<float>(kRows * dimension);
    std::vector<float> query(dimension);
    for (std::size_t i = 0; i < kRows * dimension; ++i) {
      rows[i] = static_cast<float>(random.Normal());
    }
    for (float& value : query) {
      value = static_cast<float>(random.Normal());
    }
    std::int64_t targets = hwy::SupportedTargets();
    std::size_t tried = 0;
    while (targets != 0) {
      const std::int64_t target = targets & -targets;
      targets &= targets - 1;
      hwy::SetSupportedTargetsForTest(target);
      hwy::GetChosenTarget().Update(hwy::SupportedTargets());
      std::vector<float> scores(kRows);
      DotRows({rows.get(), kRows * dimension}, query, scores);
      for (std::size_t row = 0; row < kRows; ++row) {
        EXPECT_EQ(scores[row], ReferenceDot(rows.get() + row * dimension, query.data(), dimension))
            << hwy::TargetName(target) << " row " << row << " dimension " << dimension;
      }
      ++tried;
    }
    hwy::SetSupportedTargetsForTest(0);
    EXPECT_GE(tried, 1U);
  }
}

}  // namespace
}  // namespace vitrine
