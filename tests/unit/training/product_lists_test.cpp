// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/product_lists.h"
#include "tests/unit/training/sample_sessions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace vitrine::training {
namespace {

TEST(ProductLists, TheNextOfTheRingComesFirst) {
  const auto sessions = RingSessions(5, 400, 2);
  const SessionIndex index(sessions, 20);
  const auto pairs = CountPairs(index, {});
  const ProductLists lists = MakeLists(index, pairs, FitLinearModel(pairs, {.full_share = 0}), 2);
  ASSERT_EQ(lists.ends.size(), 20U);
  for (ProductIndex product = 0; product < 20; ++product) {
    const std::size_t begin = product == 0 ? 0 : lists.ends[product - 1];
    ASSERT_EQ(lists.ends[product] - begin, 2U);
    const Neighbour& first = lists.neighbours[begin];
    EXPECT_EQ(first.product, product / 4 * 4 + (product + 1) % 4);
    EXPECT_GT(ValueOf(first.follow), ValueOf(first.precede));
    // Two thirds of the visits with one have the other, and each has three products.
    EXPECT_NEAR(ValueOf(first.covisit), 2 / 3.0 / std::sqrt(3.0), 0.1);
  }
}

TEST(Behaviour, SaysWhatIsNewWhatIsRepeatedAndWhereVisitsEnd) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::vector<Session> sessions = {SessionOf({0, 1}), SessionOf({0, 1}),
                                         SessionOf({2, 3, 2}, 5 * kDayMs)};
  const SessionIndex index(sessions, 4);
  const auto behaviour = MeasureBehaviour(index);
  EXPECT_GT(behaviour[2].recent, behaviour[0].recent);
  EXPECT_EQ(behaviour[2].latest, 255);
  EXPECT_GT(behaviour[3].repeat, behaviour[0].repeat);
  EXPECT_GT(behaviour[1].leave, behaviour[0].leave);
  const auto popularity = MeasurePopularity(index);
  EXPECT_EQ(std::ranges::max(popularity), 1);
  EXPECT_GT(popularity[0], popularity[3]);
}

TEST(Strength, IsExactAtTheEndsAndNearTheValue) {
  EXPECT_EQ(ValueOf(StrengthOf(0)), 0);
  EXPECT_EQ(ValueOf(StrengthOf(1)), 1);
  EXPECT_EQ(StrengthOf(-1), 0);
  EXPECT_EQ(StrengthOf(7), 255);
  EXPECT_EQ(StrengthOf(std::numeric_limits<double>::quiet_NaN()), 0);
  for (double value = 0; value < 1; value += 0.001) {
    EXPECT_NEAR(ValueOf(StrengthOf(value)), value, 0.004);
  }
}

}  // namespace
}  // namespace vitrine::training
