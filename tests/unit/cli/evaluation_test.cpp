// SPDX-License-Identifier: Apache-2.0
// The measure and the peers, by hand for a few sessions.
#include "sdk/cli/evaluation/evaluation.h"
#include "sdk/cli/evaluation/contender.h"
#include "sdk/cli/training_data.h"

#include <vitrine/catalog/pack.h>

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace vitrine::cli {
namespace {

Session SessionOf(const std::vector<std::string>& items) {
  Session session{items, {}};
  for (std::size_t i = 0; i < items.size(); ++i) {
    session.times_ms.push_back(static_cast<std::int64_t>(i) * 1000);
  }
  return session;
}

Catalog CatalogOf(std::span<const Session> sessions) {
  return Catalog::Open(WritePack(ProductsOf(sessions)).value()).value();
}

// Scores every item by its position, the last highest; the two first are equal.
Contender ByPosition() {
  return {"position", [](std::span<const Visit>, std::span<float> scores) {
            for (std::size_t i = 0; i < scores.size(); ++i) {
              scores[i] = static_cast<float>(i == 1 ? 0 : i);
            }
            return Result<void>();
          }};
}

TEST(Evaluation, RanksTheNextItemAmongAll) {
  const std::vector<Session> sessions = {SessionOf({"a", "b", "c", "d"})};
  const Catalog catalog = CatalogOf(sessions);
  const auto done = Evaluate(catalog, sessions, Protocol::kEveryNext, ByPosition());
  ASSERT_TRUE(done);
  // Ranks: d 1, c 2, a 3, and b, equal to a, 4.
  EXPECT_EQ(done->sessions[0].predictions, 3);
  EXPECT_EQ(done->sessions[0].hits, 3);
  EXPECT_DOUBLE_EQ(done->sessions[0].reciprocal_ranks, 1.0 / 4 + 1.0 / 2 + 1.0);
  EXPECT_DOUBLE_EQ(done->sessions[0].gains, 1 / std::log2(5.0) + 1 / std::log2(3.0) + 1);
  EXPECT_EQ(done->coverage, 1);
}

TEST(Evaluation, OnlyNewItemsAreAskedForAndRankedInProtocolB) {
  const std::vector<Session> sessions = {SessionOf({"d", "a", "d", "c"})};
  const std::vector<Session> all = {SessionOf({"a", "b", "c", "d"})};
  const auto done = Evaluate(CatalogOf(all), sessions, Protocol::kOnlyNew, ByPosition());
  ASSERT_TRUE(done);
  // "a" of a, b, c: second; "d" was seen; "c" of b, c: first.
  EXPECT_EQ(done->sessions[0].predictions, 2);
  EXPECT_DOUBLE_EQ(done->sessions[0].reciprocal_ranks, 1.0 / 2 + 1.0);
}

TEST(Evaluation, AnUnknownItemIsAMiss) {
  const std::vector<Session> all = {SessionOf({"a", "b"})};
  const std::vector<Session> sessions = {SessionOf({"a", "x", "b"})};
  const auto done = Evaluate(CatalogOf(all), sessions, Protocol::kEveryNext, ByPosition());
  ASSERT_TRUE(done);
  EXPECT_EQ(done->sessions[0].predictions, 2);
  EXPECT_EQ(done->sessions[0].hits, 1);
}

TEST(Evaluation, TheIntervalOfADifferenceIsPaired) {
  // Ours is ahead by one hit in every session, though sessions differ widely.
  std::vector<SessionSums> ours;
  std::vector<SessionSums> theirs;
  for (int i = 0; i < 50; ++i) {
    theirs.push_back({.predictions = 10, .hits = static_cast<double>(i % 9)});
    ours.push_back({.predictions = 10, .hits = static_cast<double>(i % 9 + 1)});
  }
  const Interval ahead = DifferenceOf(ours, theirs, &SessionSums::hits, 1);
  EXPECT_NEAR(ahead.low, 0.1, 1e-9);
  EXPECT_NEAR(ahead.value, 0.1, 1e-9);
  EXPECT_NEAR(ahead.high, 0.1, 1e-9);
  const Interval mean = MeanOf(ours, &SessionSums::hits, 1);
  EXPECT_LT(mean.low, mean.value - 0.03);
  EXPECT_GT(mean.high, mean.value + 0.03);
}

std::vector<float> Scores(const Contender& contender, const std::vector<Visit>& visits,
                          std::size_t items) {
  std::vector<float> scores(items);
  EXPECT_TRUE(contender.score(visits, scores).has_value());
  return scores;
}

TEST(VectorSessionKnn, VotesAreThoseCountedByHand) {
  const std::vector<training::Session> sessions = {
      {{0, 0}, {1, 1}}, {{1, 0}, {2, 1}, {3, 2}}, {{4, 0}, {5, 1}}};
  const training::SessionIndex index(sessions, 6);
  // The visit: 0, then 1, weighed 1/2 and 1. Likeness to the first session:
  // 1.5 / sqrt(1.25 * 2); to the second 1 / sqrt(1.25 * 3). Both share the newest item.
  const auto scores = Scores(VectorSessionKnn(index, 10), {{0, 0}, {1, 1}}, 6);
  const double first = 1.5 / std::sqrt(1.25 * 2);
  const double second = 1 / std::sqrt(1.25 * 3);
  EXPECT_NEAR(scores[0], first, 1e-6);
  EXPECT_NEAR(scores[1], first + second, 1e-6);
  EXPECT_NEAR(scores[2], second, 1e-6);
  EXPECT_EQ(scores[4], 0);
  // One voter: the likest.
  EXPECT_EQ(Scores(VectorSessionKnn(index, 1), {{0, 0}, {1, 1}}, 6)[2], 0);
  // Only the older item is shared: the vote counts half.
  const auto older = Scores(VectorSessionKnn(index, 10), {{0, 0}, {5, 1}}, 6);
  EXPECT_NEAR(older[1], 0.5 / std::sqrt(1.25 * 2) / 2, 1e-6);
}

TEST(SessionLinearModel, ForeseesWhatCameNext) {
  std::vector<training::Session> sessions;
  for (int i = 0; i < 100; ++i) {
    sessions.push_back({{0, 0}, {1, 1}});
    sessions.push_back({{2, 0}, {3, 1}});
  }
  const training::SessionIndex index(sessions, 4);
  const auto scores = Scores(SessionLinearModel(index), {{0, 0}}, 4);
  // Half of 200 * B = half of (together + followed), by hand for the pair 0, 1: left
  // [[60 + 50, 50], [50, 50 + 10]], right [[50, 100], [50, 50]].
  const double determinant = 110.0 * 60 - 50.0 * 50;
  EXPECT_NEAR(scores[0], (60 * 50.0 - 50 * 50) / determinant, 1e-4);
  EXPECT_NEAR(scores[1], (60 * 100.0 - 50 * 50) / determinant, 1e-4);
  EXPECT_NEAR(scores[2], 0, 1e-6);
}

}  // namespace
}  // namespace vitrine::cli
