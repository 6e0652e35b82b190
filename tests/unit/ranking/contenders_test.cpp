// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catalog_fixture.h"
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/contenders.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace vitrine {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

Profile RandomShopper(const Catalog& catalog, std::uint64_t seed) {
  Random random(seed);
  Profile profile;
  for (int i = 0; i < 6; ++i) {
    const ProductIndex product = random.Below(static_cast<std::uint32_t>(catalog.size()));
    profile.Observe({i % 3 == 2 ? EventKind::kAddToCart : EventKind::kView,
                     kNow - 1000 * i,
                     "",
                     {std::string(catalog.id(product))}});
  }
  return profile;
}

std::size_t RankAmongAll(std::span<const float> scores, ProductIndex product) {
  std::size_t rank = 0;
  for (ProductIndex other = 0; other < scores.size(); ++other) {
    rank +=
        scores[other] > scores[product] || (scores[other] == scores[product] && other < product);
  }
  return rank;
}

std::vector<Pick> EveryNth(const Catalog& catalog, std::size_t step) {
  std::vector<Pick> picks;
  for (std::size_t product = 0; product < catalog.size(); product += step) {
    Pick pick;
    pick.product = static_cast<ProductIndex>(product);
    picks.push_back(pick);
  }
  return picks;
}

TEST(ScoreSome, IsWhatScoreForSaysToTheBit) {
  const Catalog catalog = testing::MakeCatalog(testing::MakeShop(300, 1));
  const Ranker ranker(catalog);
  const Profile profile = RandomShopper(catalog, 2);
  std::vector<float> all(catalog.size());
  ASSERT_TRUE(ranker.ScoreFor(profile, kNow, all));
  const std::vector<ProductIndex> products = {0, 7, 8, 150, 299};
  std::vector<float> some(products.size());
  ASSERT_TRUE(ranker.ScoreSome(profile, kNow, products, {}, some));
  for (std::size_t i = 0; i < products.size(); ++i) {
    EXPECT_EQ(some[i], all[products[i]]);
  }
}

TEST(WeighCandidates, AfterTheSameVisitsIsWhatWasFound) {
  const Catalog catalog = TrainedCatalog(400, {});
  const std::vector<Visit> visits = {{50, 0}, {52, 1000}, {120, 2000}, {50, 3000}};
  const auto found = FindCandidates(catalog, visits, PopularProducts(catalog, 100), 100);
  std::vector<ProductIndex> products;
  for (const Candidate& candidate : found) {
    products.push_back(candidate.product);
  }
  const auto weighed = WeighCandidates(catalog, visits, products);
  ASSERT_EQ(weighed.size(), found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(weighed[i].product, found[i].product) << i;
    EXPECT_EQ(weighed[i].evidence, found[i].evidence) << i;
  }
  // Without the visit to 120 its neighbours have nothing to show.
  const auto without = WeighCandidates(catalog, std::span(visits).first(2), products);
  const auto neighbour = std::ranges::find(without, 121U, &Candidate::product);
  ASSERT_NE(neighbour, without.end());
  EXPECT_EQ(neighbour->evidence[0][2], 0);
}

TEST(Contenders, OfASmallShopAreAllOfIt) {
  const Catalog catalog = testing::MakeCatalog(testing::MakeShop(150, 3));
  const Ranker ranker(catalog);
  std::vector<float> scores(catalog.size());
  const auto raised = ranker.ScoreFor(RandomShopper(catalog, 4), kNow, scores);
  ASSERT_TRUE(raised);
  const auto picks = EveryNth(catalog, 10);
  const Contenders contenders(ranker, {scores, *raised}, picks);
  for (std::size_t i = 0; i < picks.size(); ++i) {
    EXPECT_EQ(contenders.ranks()[i], RankAmongAll(scores, picks[i].product));
  }
  EXPECT_EQ(contenders.RankAt(0, std::numeric_limits<float>::infinity()), 0U);
  EXPECT_EQ(contenders.RankAt(0, -std::numeric_limits<float>::infinity()), 149U);
}

struct Drops {
  std::size_t claimed = 0;
  std::size_t real = 0;
};

// What is claimed of the contenders, and what holds for the whole shop.
void CountDrops(const Ranker& ranker, std::uint64_t seed, Drops* drops) {
  const Catalog& catalog = ranker.catalog();
  const Profile profile = RandomShopper(catalog, seed);
  std::vector<float> scores(catalog.size());
  const auto raised = ranker.ScoreFor(profile, kNow, scores);
  ASSERT_TRUE(raised);
  const auto picks = EveryNth(catalog, 5);
  const Contenders contenders(ranker, {scores, *raised}, picks);
  for (std::size_t i = 0; i < profile.interactions().size(); ++i) {
    const Profile without = profile.Without({&i, 1});
    const auto ranks = contenders.RanksFor(without, kNow);
    const auto exact = contenders.ExactRanksFor(without, kNow);
    ASSERT_TRUE(ranks && exact);
    std::vector<float> others(catalog.size());
    ASSERT_TRUE(ranker.ScoreFor(without, kNow, others));
    for (std::size_t pick = 0; pick < picks.size(); ++pick) {
      EXPECT_EQ((*exact)[pick], RankAmongAll(others, picks[pick].product));
      if ((*ranks)[pick] > contenders.ranks()[pick]) {
        ++drops->claimed;
        EXPECT_FALSE(contenders.IsFar(pick));
        drops->real +=
            RankAmongAll(others, picks[pick].product) > RankAmongAll(scores, picks[pick].product)
                ? 1
                : 0;
      }
    }
  }
}

TEST(Contenders, ADropAmongThemIsADropAmongAll) {
  const Catalog catalog = testing::MakeCatalog(testing::MakeShop(900, 5));
  Drops drops;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    CountDrops(Ranker(catalog), seed, &drops);
  }
  EXPECT_GT(drops.claimed, 500U);
  EXPECT_EQ(drops.real, drops.claimed);
}

// The network orders the same candidates in a trial, where another stay would suggest some others.
TEST(Contenders, InATrainedShopNearlyAllDropsAreDropsAmongAll) {
  constexpr std::size_t kLinearSlow = 2;
  const Catalog catalog = TrainedCatalog(900, WriteNetwork(ScoreByFeature(kLinearSlow, 1)).value());
  const Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  Drops drops;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CountDrops(ranker, seed, &drops);
  }
  EXPECT_GT(drops.claimed, 200U);
  EXPECT_GE(static_cast<double>(drops.real), 0.95 * static_cast<double>(drops.claimed));
}

}  // namespace
}  // namespace vitrine
