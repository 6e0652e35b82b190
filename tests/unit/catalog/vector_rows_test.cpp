// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/vector_rows.h>

#include <vitrine/base/random.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

using ::testing::HasSubstr;

struct Quantised {
  Quantised(std::span<const float> rows, std::size_t dimension)
      : values(rows.size()), scales(rows.size() / dimension) {
    EXPECT_TRUE(QuantiseRows(rows, dimension, values, scales).has_value());
  }
  std::vector<std::int8_t> values;
  std::vector<float> scales;
};

TEST(QuantiseRows, ErrsByHalfALevelAtMost) {
  constexpr std::size_t kDimension = 48;
  Random random(2);
  std::vector<float> rows(100 * kDimension);
  std::ranges::generate(rows, [&] { return static_cast<float>(random.Normal()); });
  const Quantised quantised(rows, kDimension);
  const Int8Rows view = {
      .dimension = kDimension, .values = quantised.values, .scales = quantised.scales};
  ASSERT_EQ(RowCount(view), 100U);
  ASSERT_EQ(DimensionOf(view), kDimension);
  std::vector<float> back(kDimension);
  for (std::size_t row = 0; row < 100; ++row) {
    CopyRow(view, row, back);
    int most = 0;
    for (std::size_t i = 0; i < kDimension; ++i) {
      const std::size_t at = row * kDimension + i;
      EXPECT_NEAR(back[i], rows[at], 0.5001F * quantised.scales[row]);
      most = std::max(most, std::abs(int{quantised.values[at]}));
    }
    EXPECT_EQ(most, 127);
  }
}

TEST(QuantiseRows, IsSymmetricAndRoundsHalvesToEven) {
  std::vector<float> row = {127, 0.5F, 1.5F, 2.5F, -0.5F, -1.5F, -2.5F, -127};
  const Quantised quantised(row, 8);
  EXPECT_EQ(quantised.values, (std::vector<std::int8_t>{127, 0, 2, 2, 0, -2, -2, -127}));
  EXPECT_EQ(quantised.scales, std::vector<float>{1});
}

TEST(QuantiseRows, TakesZerosTheLargestAndTheSmallestNumbers) {
  constexpr float kMost = std::numeric_limits<float>::max();
  constexpr float kLeast = std::numeric_limits<float>::denorm_min();
  const std::vector<float> rows = {0, -0.0F, kMost, -kMost, kLeast, -kLeast};
  const Quantised quantised(rows, 2);
  EXPECT_EQ(quantised.scales[0], 0);
  EXPECT_EQ(quantised.values, (std::vector<std::int8_t>{0, 0, 127, -127, 0, 0}));
}

TEST(QuantiseRows, OfNothingIsNothing) {
  EXPECT_TRUE(QuantiseRows({}, 16, {}, {}).has_value());
  EXPECT_EQ(RowCount(FloatRows{}), 0U);
}

TEST(QuantiseRows, RejectsShapesThatDoNotAgree) {
  const std::vector<float> rows(32);
  std::vector<std::int8_t> values(32);
  std::vector<float> scales(2);
  EXPECT_EQ(QuantiseRows(rows, 15, values, scales).error().code, ErrorCode::kShapeMismatch);
  EXPECT_EQ(QuantiseRows(rows, 32, values, scales).error().code, ErrorCode::kShapeMismatch);
  values.pop_back();
  EXPECT_EQ(QuantiseRows(rows, 16, values, scales).error().code, ErrorCode::kShapeMismatch);
}

TEST(QuantiseRows, RejectsWhatIsNotFiniteAndSaysWhere) {
  std::vector<std::int8_t> values(48);
  std::vector<float> scales(3);
  for (const float broken :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity()}) {
    std::vector<float> rows(48, 1);
    rows[16] = broken;
    const auto quantised = QuantiseRows(rows, 16, values, scales);
    ASSERT_FALSE(quantised.has_value());
    EXPECT_EQ(quantised.error().code, ErrorCode::kNonFinite);
    EXPECT_THAT(quantised.error().message, HasSubstr("row 1 "));
  }
}

TEST(CopyRow, GivesFloatsAsTheyAre) {
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  std::vector<float> row(2);
  CopyRow(FloatRows{.dimension = 2, .values = values}, 2, row);
  EXPECT_EQ(row, (std::vector<float>{5, 6}));
}

}  // namespace
}  // namespace vitrine
