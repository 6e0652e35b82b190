// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/scan.h>

#include <vitrine/base/random.h>

#include <gtest/gtest.h>
#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <tuple>
#include <vector>

#include "tests/unit/ranking/each_target.h"
#include "tests/unit/ranking/hash.h"

namespace vitrine {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// By sorting all.
std::vector<ScoredRow> ReferenceTop(std::span<const float> scores, std::size_t count) {
  std::vector<ScoredRow> all;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    if (scores[row] > -kInfinity) {
      all.push_back({static_cast<std::uint32_t>(row), scores[row]});
    }
  }
  std::ranges::sort(all, [](const ScoredRow& a, const ScoredRow& b) {
    return std::tuple(-a.score, a.row) < std::tuple(-b.score, b.row);
  });
  all.resize(std::min(count, all.size()));
  return all;
}

std::vector<ScoredRow> TopOf(std::span<const float> scores, std::size_t count, std::size_t block) {
  TopList top(count);
  for (std::size_t first = 0; first < scores.size(); first += block) {
    top.Offer(scores.subspan(first, std::min(block, scores.size() - first)),
              static_cast<std::uint32_t>(first));
  }
  return top.Take();
}

// Rows of both precisions, with as many equal ones as there are in shops.
struct Shop {
  Shop(std::size_t count, std::size_t size) : dimension(size), query(size), scales(count) {
    Random random(5);
    values = hwy::AllocateAligned<float>(std::max<std::size_t>(count, 1) * dimension);
    std::generate_n(values.get(), count * dimension,
                    [&] { return static_cast<float>(random.Normal()); });
    for (std::size_t row = 3; row < count; row += 5) {
      std::copy_n(values.get() + (row - 3) * dimension, dimension, values.get() + row * dimension);
    }
    for (float& value : query) {
      value = static_cast<float>(random.Normal());
    }
    levels.resize(count * dimension);
    EXPECT_TRUE(QuantiseRows({values.get(), levels.size()}, dimension, levels, scales));
  }
  VectorRows floats() const {
    return FloatRows{.dimension = dimension, .values = {values.get(), levels.size()}};
  }
  VectorRows bytes() const {
    return Int8Rows{.dimension = dimension, .values = levels, .scales = scales};
  }

  std::size_t dimension;
  std::vector<float> query;
  std::vector<float> scales;
  hwy::AlignedFreeUniquePtr<float[]> values;
  std::vector<std::int8_t> levels;
};

TEST(TopList, KeepsTheBestWhateverTheBlocksAre) {
  Random random(1);
  std::vector<float> scores(1003);
  // Few different scores, so that many are equal.
  std::ranges::generate(scores, [&] { return static_cast<float>(random.Below(60)) / 7; });
  for (const std::size_t count : {0U, 1U, 20U, 333U, 1003U, 2000U}) {
    for (const std::size_t block : {1U, 16U, 100U, 2000U}) {
      EXPECT_EQ(TopOf(scores, count, block), ReferenceTop(scores, count))
          << count << " in blocks of " << block;
    }
  }
}

TEST(TopList, TakesScoresInAnyOrder) {
  std::vector<float> scores(500);
  std::iota(scores.begin(), scores.end(), -250.0F);
  EXPECT_EQ(TopOf(scores, 20, 256), ReferenceTop(scores, 20));
  std::ranges::reverse(scores);
  EXPECT_EQ(TopOf(scores, 20, 256), ReferenceTop(scores, 20));
}

TEST(TopList, LeavesOutWhatHasNoScore) {
  const std::vector<float> scores = {kNaN, 2, -kInfinity, kInfinity, kNaN, 2};
  EXPECT_EQ(TopOf(scores, 5, 6), (std::vector<ScoredRow>{{3, kInfinity}, {1, 2}, {5, 2}}));
}

TEST(TopList, IsEmptyAfterTheyAreTaken) {
  TopList top(2);
  EXPECT_TRUE(top.Take().empty());
  top.Offer(std::vector<float>{1, 2, 3}, 0);
  EXPECT_EQ(top.Take().size(), 2U);
  top.Offer(std::vector<float>{0}, 7);
  EXPECT_EQ(top.Take(), (std::vector<ScoredRow>{{7, 0}}));
}

TEST(TopRows, AreTheBestOfAllScoresInBothPrecisions) {
  for (const std::size_t count : {0U, 1U, 19U, 255U, 256U, 777U}) {
    const Shop shop(count, 48);
    for (const VectorRows& rows : {shop.floats(), shop.bytes()}) {
      std::vector<float> scores(count);
      ScoreRows(rows, shop.query, scores);
      EXPECT_EQ(TopRows(rows, shop.query, 20), ReferenceTop(scores, 20)) << count;
    }
  }
}

TEST(ScoreRows, OfBytesIsCloseToThatOfFloats) {
  const Shop shop(300, 128);
  std::vector<float> floats(300);
  std::vector<float> bytes(300);
  ScoreRows(shop.floats(), shop.query, floats);
  ScoreRows(shop.bytes(), shop.query, bytes);
  // Errors of at most half a level each, as a random walk over 128 products: five deviations.
  const float level = *std::ranges::max_element(shop.scales);
  const float bound = 5 * level / std::sqrt(12.0F) * std::sqrt(128.0F) * 1.1F;
  for (std::size_t row = 0; row < floats.size(); ++row) {
    EXPECT_NEAR(bytes[row], floats[row], bound);
  }
  EXPECT_NE(bytes, floats);
}

TEST(ScoreRows, OfAQueryOfZerosAreZero) {
  const Shop shop(40, 32);
  const std::vector<float> query(32);
  for (const VectorRows& rows : {shop.floats(), shop.bytes()}) {
    std::vector<float> scores(40, 1);
    ScoreRows(rows, query, scores);
    EXPECT_EQ(scores, std::vector<float>(40));
  }
}

// The numbers were taken natively and in wasm.
TEST(ScoreRows, GivesItsBitsOnEveryPlatform) {
  const Shop shop(333, 64);
  OnEachTarget([&] {
    std::vector<float> scores(333);
    ScoreRows(shop.floats(), shop.query, scores);
    EXPECT_EQ(HashOf<float>(scores), 0xDA74D1A051A80716U);
    ScoreRows(shop.bytes(), shop.query, scores);
    EXPECT_EQ(HashOf<float>(scores), 0x56D1C97FC7543431U);
  });
}

}  // namespace
}  // namespace vitrine
