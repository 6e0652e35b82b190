// SPDX-License-Identifier: Apache-2.0
// What is counted of two products, by hand for a session of four items.
#include "sdk/training/pair_counts.h"
#include "tests/unit/training/sample_sessions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace vitrine::training {
namespace {

constexpr double kE = std::numbers::e;

const PairCount& CountOf(const std::vector<std::vector<PairCount>>& counts, ProductIndex product,
                         ProductIndex other) {
  const auto found = std::ranges::find(counts[product], other, &PairCount::other);
  EXPECT_NE(found, counts[product].end());
  return *found;
}

TEST(PairCounts, AreThoseCountedByHand) {
  const std::vector<Session> sessions = {SessionOf({0, 1, 0, 2})};
  const SessionIndex index(sessions, 4);
  const auto counts = CountPairs(index, {});
  EXPECT_FLOAT_EQ(CountOf(counts, 0, 1).follow, 1);
  EXPECT_FLOAT_EQ(CountOf(counts, 0, 2).follow, 1 + 1.0F / 3);
  EXPECT_FLOAT_EQ(CountOf(counts, 0, 0).follow, 0.5F);
  EXPECT_FLOAT_EQ(CountOf(counts, 0, 1).precede, 1);
  EXPECT_FLOAT_EQ(CountOf(counts, 2, 0).precede, 1 + 1.0F / 3);
  EXPECT_FLOAT_EQ(CountOf(counts, 1, 2).covisit, static_cast<float>(1 / std::sqrt(3.0)));
  EXPECT_FLOAT_EQ(CountOf(counts, 1, 2).together, 1);
  EXPECT_NEAR(CountOf(counts, 0, 1).source_source, 2 / kE, 1e-6);
  EXPECT_NEAR(CountOf(counts, 2, 0).target_source, 1 + 2 / (kE * kE), 1e-6);
  EXPECT_TRUE(counts[3].empty());
}

TEST(PairCounts, AnOlderSessionWeighsLess) {
  constexpr std::int64_t kFourDaysMs = std::int64_t{4} * 86'400'000;
  const std::vector<Session> sessions = {SessionOf({0, 1}), SessionOf({2, 3}, kFourDaysMs)};
  const SessionIndex index(sessions, 4);
  const auto counts = CountPairs(index, {});
  EXPECT_NEAR(CountOf(counts, 0, 1).together, 1 / kE, 1e-6);
  EXPECT_FLOAT_EQ(CountOf(counts, 2, 3).together, 1);
}

TEST(PairCounts, OnlyTheMostFrequentOthersAreKept) {
  std::vector<Session> sessions(3, SessionOf({0, 1}));
  sessions.push_back(SessionOf({0, 2}));
  const SessionIndex index(sessions, 3);
  const auto counts = CountPairs(index, {.most_others = 2});
  ASSERT_EQ(counts[0].size(), 2U);  // Itself and product 1.
  EXPECT_EQ(counts[0][1].other, 1U);
}

TEST(PairCounts, WhatTooFewSessionsShowIsLeftOut) {
  // Twice in one session is one session.
  const std::vector<Session> sessions = {SessionOf({0, 1}), SessionOf({1, 0}),
                                         SessionOf({0, 2, 0, 2})};
  const SessionIndex index(sessions, 3);
  const auto counts = CountPairs(index, {.least_visits = 2});
  ASSERT_EQ(counts[0].size(), 2U);  // Itself and product 1.
  EXPECT_EQ(counts[0][1].other, 1U);
  EXPECT_EQ(counts[0][1].visits, 2U);
  EXPECT_EQ(counts[2].size(), 1U);
}

TEST(SessionIndex, NamesTheSessionsOfEveryProductOnce) {
  const std::vector<Session> sessions = {SessionOf({0, 1, 0}), SessionOf({1, 2})};
  const SessionIndex index(sessions, 4);
  EXPECT_EQ(index.product_count(), 4U);
  EXPECT_TRUE(std::ranges::equal(index.With(0), std::vector<std::uint32_t>{0}));
  EXPECT_TRUE(std::ranges::equal(index.With(1), std::vector<std::uint32_t>{0, 1}));
  EXPECT_TRUE(index.With(3).empty());
}

}  // namespace
}  // namespace vitrine::training
