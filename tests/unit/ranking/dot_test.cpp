// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/dot.h>

#include <vitrine/base/random.h>

#include <gtest/gtest.h>
#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/unit/ranking/each_target.h"

namespace vitrine {
namespace {

constexpr std::size_t kDimensions[] = {16, 32, 64, 144, 1024};

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

float ReferenceDotInt8(const std::int8_t* row, float scale, const std::int16_t* query,
                       float query_scale, std::size_t dimension) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < dimension; ++i) {
    sum += std::int64_t{row[i]} * query[i];
  }
  return static_cast<float>(sum) * scale * query_scale;
}

TEST(DotRows, EveryInstructionSetGivesTheSameBits) {
  constexpr std::size_t kRows = 39;
  Random random(3);
  for (const std::size_t dimension : kDimensions) {
    auto rows = hwy::AllocateAligned<float>(kRows * dimension);
    std::vector<float> query(dimension);
    for (std::size_t i = 0; i < kRows * dimension; ++i) {
      rows[i] = static_cast<float>(random.Normal());
    }
    for (float& value : query) {
      value = static_cast<float>(random.Normal());
    }
    OnEachTarget([&] {
      for (const std::size_t count : {std::size_t{0}, std::size_t{1}, kRows}) {
        std::vector<float> scores(count);
        DotRows({rows.get(), count * dimension}, query, scores);
        for (std::size_t row = 0; row < count; ++row) {
          EXPECT_EQ(scores[row],
                    ReferenceDot(rows.get() + row * dimension, query.data(), dimension))
              << "row " << row << " dimension " << dimension;
        }
      }
    });
  }
}

TEST(DotRowsInt8, EveryInstructionSetGivesTheExactSums) {
  constexpr std::size_t kRows = 39;
  Random random(4);
  for (const std::size_t dimension : kDimensions) {
    std::vector<std::int8_t> rows(kRows * dimension);
    std::vector<float> scales(kRows);
    std::vector<std::int16_t> query(dimension);
    for (std::int8_t& value : rows) {
      value = static_cast<std::int8_t>(static_cast<int>(random.Below(255)) - 127);
    }
    for (float& scale : scales) {
      scale = random.Uniform();
    }
    for (std::int16_t& value : query) {
      value = static_cast<std::int16_t>(static_cast<int>(random.Below(2 * kMostQueryLevel + 1)) -
                                        kMostQueryLevel);
    }
    OnEachTarget([&] {
      for (const std::size_t count : {std::size_t{0}, std::size_t{1}, kRows}) {
        std::vector<float> scores(count);
        DotRowsInt8(std::span(rows).first(count * dimension), std::span(scales).first(count), query,
                    0.37F, scores);
        for (std::size_t row = 0; row < count; ++row) {
          EXPECT_EQ(scores[row], ReferenceDotInt8(rows.data() + row * dimension, scales[row],
                                                  query.data(), 0.37F, dimension))
              << "row " << row << " dimension " << dimension;
        }
      }
    });
  }
}

TEST(DotRowsInt8, TheLargestSumsDoNotOverflow) {
  constexpr std::size_t kDimension = 1024;
  std::vector<std::int8_t> rows(2 * kDimension, 127);
  std::fill(rows.begin() + kDimension, rows.end(), std::int8_t{-127});
  const std::vector<std::int16_t> query(kDimension, kMostQueryLevel);
  const std::vector<float> scales(2, 1);
  OnEachTarget([&] {
    std::vector<float> scores(2);
    DotRowsInt8(rows, scales, query, 1, scores);
    const auto most = static_cast<float>(std::int64_t{kDimension} * 127 * kMostQueryLevel);
    EXPECT_EQ(scores, (std::vector<float>{most, -most}));
  });
}

}  // namespace
}  // namespace vitrine
