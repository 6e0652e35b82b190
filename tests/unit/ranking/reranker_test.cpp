// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/ranking/ranker.h>
#include <vitrine/ranking/reranker.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::testing::HasSubstr;

// linear_slow: what the lists of the visits say.
constexpr std::size_t kLinearSlow = 2;

std::vector<std::byte> Bytes(const NetworkWeights& weights) {
  return WriteNetwork(weights).value();
}

TEST(Reranker, PutsCandidatesFirstInTheNetworksOrder) {
  const Catalog catalog = TrainedCatalog(400, Bytes(ScoreByFeature(kLinearSlow, 1)));
  const Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  std::vector<float> scores(catalog.size());
  ASSERT_TRUE(ranker.ScoreFor(Viewed({"p150"}), 10, scores).has_value());
  // p150 names the next three, nearest first.
  EXPECT_GT(scores[51], scores[52]);
  EXPECT_GT(scores[52], scores[53]);
  for (ProductIndex other = 0; other < catalog.size(); ++other) {
    if (other < 51 || other > 53) {
      EXPECT_LT(scores[other], scores[53]);
    }
  }
}

TEST(Reranker, TheSignOfTheNetworkDecides) {
  const Catalog catalog = TrainedCatalog(400, Bytes(ScoreByFeature(kLinearSlow, -1)));
  const Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  std::vector<float> scores(catalog.size());
  ASSERT_TRUE(ranker.ScoreFor(Viewed({"p150"}), 10, scores).has_value());
  EXPECT_LT(scores[51], scores[52]);
}

TEST(Reranker, WhatIsSoldOutStaysOut) {
  const Catalog catalog =
      TrainedCatalog(60, Bytes(ScoreByFeature(kLinearSlow, 1)), Availability::kOutOfStock);
  const Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  std::vector<float> scores(catalog.size());
  ASSERT_TRUE(ranker.ScoreFor(Viewed({"p158"}), 10, scores).has_value());
  EXPECT_EQ(scores[59], -std::numeric_limits<float>::infinity());
}

TEST(Reranker, WithoutVisitsTheTasteDecides) {
  const Catalog catalog = TrainedCatalog(60, Bytes(ScoreByFeature(kLinearSlow, 1)));
  const Ranker trained(catalog, {}, Reranker::Open(catalog).value());
  const Ranker plain(catalog);
  std::vector<float> scores(catalog.size());
  std::vector<float> expected(catalog.size());
  ASSERT_TRUE(trained.ScoreFor(Profile(), 10, scores).has_value());
  ASSERT_TRUE(plain.ScoreFor(Profile(), 10, expected).has_value());
  EXPECT_EQ(scores, expected);
}

TEST(Reranker, APageHasReasonsThatHold) {
  const Catalog catalog = TrainedCatalog(400, Bytes(ScoreByFeature(kLinearSlow, 1)));
  const Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  const auto picks = ranker.PickPage(Viewed({"p150", "p250"}),
                                     {.count = 6, .now_ms = 10, .shown = {}, .recent_reasons = {}});
  ASSERT_TRUE(picks) << picks.error().message;
  ASSERT_EQ(picks->size(), 6U);
  const auto named = std::ranges::count_if(*picks, [](const Pick& pick) {
    return pick.reason.kind == ReasonKind::kEvent &&
           pick.reason.rank_without > pick.reason.rank_with;
  });
  EXPECT_GT(named, 0);
}

TEST(Reranker, ScoresOfAnotherNumberAreRefusedAndLeftAsTheyAre) {
  const Catalog catalog = TrainedCatalog(60, Bytes(ScoreByFeature(kLinearSlow, 1)));
  const auto reranker = Reranker::Open(catalog).value();
  const Ranker ranker(catalog, {}, reranker);
  const std::vector<Visit> visits = {{.product = 10, .time_ms = 0}};
  for (const std::size_t size : {std::size_t{0}, catalog.size() - 1, catalog.size() + 1}) {
    std::vector<float> scores(size, 7.0F);
    const auto raised = reranker->Raise(catalog, visits, scores);
    ASSERT_FALSE(raised);
    EXPECT_EQ(raised.error().code, ErrorCode::kShapeMismatch);
    const auto scored = ranker.ScoreFor(Viewed({"p110"}), 10, scores);
    ASSERT_FALSE(scored);
    EXPECT_EQ(scored.error().code, ErrorCode::kShapeMismatch);
    EXPECT_THAT(scored.error().message, HasSubstr(std::to_string(size) + " values"));
    EXPECT_EQ(scores, std::vector<float>(size, 7.0F));
  }
}

TEST(Reranker, APackWithoutWeightsHasNone) {
  const auto reranker = Reranker::Open(TrainedCatalog(3, {}));
  ASSERT_TRUE(reranker);
  EXPECT_FALSE(reranker->has_value());
}

TEST(Reranker, ANetworkOfAnotherShapeIsRefused) {
  NetworkWeights weights = ScoreByFeature(0, 1);
  weights.means.pop_back();
  weights.scales.pop_back();
  weights.layers[0].weights.pop_back();
  const auto reranker = Reranker::Open(TrainedCatalog(3, Bytes(weights)));
  ASSERT_FALSE(reranker);
  EXPECT_EQ(reranker.error().code, ErrorCode::kShapeMismatch);
  EXPECT_THAT(reranker.error().message, HasSubstr("39 features"));
}

TEST(Reranker, BrokenWeightsAreRefused) {
  std::vector<std::byte> bytes = Bytes(ScoreByFeature(0, 1));
  bytes.pop_back();
  const auto reranker = Reranker::Open(TrainedCatalog(3, bytes));
  ASSERT_FALSE(reranker);
  EXPECT_EQ(reranker.error().code, ErrorCode::kPackCorrupt);
}

TEST(Reranker, ANetworkThatOverflowsSaysSo) {
  NetworkWeights weights = ScoreByFeature(kLinearSlow, 3e38F);
  weights.layers[0].biases[0] = 3e38F;
  const Catalog catalog = TrainedCatalog(60, Bytes(weights));
  const Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  std::vector<float> scores(catalog.size());
  const auto scored = ranker.ScoreFor(Viewed({"p110"}), 10, scores);
  ASSERT_FALSE(scored);
  EXPECT_EQ(scored.error().code, ErrorCode::kNonFinite);
}

}  // namespace
}  // namespace vitrine
