// SPDX-License-Identifier: Apache-2.0
// The generator's sequence is part of what makes a slate reproducible, so it is pinned here.
#include <vitrine/base/random.h>
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace vitrine {
namespace {

TEST(Random, GivesThePublishedSequence) {
  // The first outputs of the demonstration program of the PCG C library, pcg32-demo: seed 42,
  // stream 54.
  Random random(42, 54);
  std::vector<std::uint32_t> values(6);
  for (std::uint32_t& value : values) {
    value = random.Next();
  }
  EXPECT_THAT(values, testing::ElementsAre(0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U,
                                           0xbfa4784bU, 0xcbed606eU));
}

TEST(Random, StreamsDiffer) {
  Random first(7, 1);
  Random second(7, 2);
  int equal = 0;
  for (int i = 0; i < 1000; ++i) {
    equal += first.Next() == second.Next() ? 1 : 0;
  }
  EXPECT_LT(equal, 3);
}

TEST(Random, BelowStaysBelowAndReachesEveryValue) {
  Random random(1);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70'000; ++i) {
    const std::uint32_t value = random.Below(7);
    ASSERT_LT(value, 7U);
    ++counts[value];
  }
  // Six standard deviations around 10,000.
  EXPECT_THAT(counts, testing::Each(testing::AllOf(testing::Gt(9444), testing::Lt(10556))));
}

TEST(Random, BelowOneIsZero) {
  Random random(1);
  EXPECT_EQ(random.Below(1), 0U);
}

TEST(Random, UniformCoversTheHalfOpenInterval) {
  Random random(5);
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const float value = random.Uniform();
    ASSERT_GE(value, 0.0F);
    ASSERT_LT(value, 1.0F);
    sum += static_cast<double>(value);
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 6 * std::sqrt(1.0 / 12 / 100'000));
}

TEST(Random, NormalHasMeanZeroAndVarianceOne) {
  Random random(9);
  double sum = 0;
  double squares = 0;
  constexpr int kCount = 100'000;
  for (int i = 0; i < kCount; ++i) {
    const double value = random.Normal();
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / kCount, 0.0, 6 / std::sqrt(kCount));
  EXPECT_NEAR(squares / kCount, 1.0, 6 * std::sqrt(2.0 / kCount));
}

}  // namespace
}  // namespace vitrine
