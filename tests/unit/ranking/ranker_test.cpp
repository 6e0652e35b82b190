// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/ranker.h>

#include "tests/support/catalog_fixture.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/facets.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace vitrine {
namespace {

using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeProduct;
using ::vitrine::testing::MakeShop;

constexpr std::int64_t kNow = 1'700'000'000'000;
constexpr std::int64_t kMinute = 60'000;

std::vector<float> Scores(const Ranker& ranker, const Profile& profile) {
  std::vector<float> scores(ranker.catalog().size());
  const Taste taste = TasteAt(ranker.catalog(), profile, kNow, ranker.options().taste);
  EXPECT_TRUE(ranker.Score(taste, scores).has_value());
  return scores;
}

// A product's place in the order that the documentation promises: score, then id.
std::size_t RankOf(std::span<const float> scores, ProductIndex product) {
  std::size_t rank = 0;
  for (ProductIndex other = 0; other < scores.size(); ++other) {
    rank += scores[other] > scores[product] || (scores[other] == scores[product] && other < product)
                ? 1
                : 0;
  }
  return rank;
}

Profile ShopperOf(const Catalog& catalog, std::string_view category, std::size_t count) {
  Profile profile;
  std::size_t opened = 0;
  for (ProductIndex product = 0; product < catalog.size() && opened < count; ++product) {
    const TermIndex node = catalog.category(product);
    if (node != kNoTerm && catalog.category_name(node) == category) {
      ++opened;
      profile.Observe({EventKind::kView,
                       kNow - static_cast<std::int64_t>(count - opened + 1) * kMinute,
                       "",
                       {std::string(catalog.id(product))}});
    }
  }
  return profile;
}

Result<std::vector<Pick>> Pick6(const Ranker& ranker, const Profile& profile) {
  PageRequest request;
  request.now_ms = kNow;
  return ranker.PickPage(profile, request);
}

TEST(Ranker, OpenedDressesRankDressesFirst) {
  const Catalog catalog = MakeCatalog(MakeShop(300, 1));
  const Ranker ranker(catalog);
  const auto picks = Pick6(ranker, ShopperOf(catalog, "Dresses", 5));
  ASSERT_TRUE(picks.has_value());
  ASSERT_EQ(picks->size(), 6U);
  const auto dresses = std::ranges::count_if(*picks, [&](const Pick& pick) {
    return catalog.category_name(catalog.category(pick.product)) == "Dresses";
  });
  EXPECT_GE(dresses, 3);
}

TEST(Ranker, DifferentShoppersSeeDifferentPages) {
  const Catalog catalog = MakeCatalog(MakeShop(300, 2));
  const Ranker ranker(catalog);
  const auto first = Pick6(ranker, ShopperOf(catalog, "Dresses", 5));
  const auto second = Pick6(ranker, ShopperOf(catalog, "Sneakers", 5));
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->front().product, second->front().product);
}

TEST(Ranker, AtMostAThirdOfAPageWasViewedBefore) {
  const Catalog catalog = MakeCatalog(MakeShop(60, 3));
  const Ranker ranker(catalog);
  const auto picks = Pick6(ranker, ShopperOf(catalog, "Dresses", 8));
  ASSERT_TRUE(picks.has_value());
  EXPECT_LE(std::ranges::count_if(*picks, &Pick::viewed), 2);
}

TEST(Ranker, WhatCannotBeHadWasBoughtOrDismissedNeverComes) {
  Catalog catalog = MakeCatalog(MakeShop(12, 4));
  const Ranker ranker(catalog);
  Profile profile;
  profile.Observe({EventKind::kPurchase, kNow, "", {std::string(catalog.id(0))}});
  profile.Observe({EventKind::kDismiss, kNow, "", {std::string(catalog.id(1))}});
  catalog.OverrideAvailability(2, Availability::kOutOfStock);
  PageRequest request;
  request.count = 12;
  request.now_ms = kNow;
  const auto picks = ranker.PickPage(profile, request);
  ASSERT_TRUE(picks.has_value());
  EXPECT_EQ(picks->size(), 9U);
  for (const Pick& pick : *picks) {
    EXPECT_GT(pick.product, 2U);
  }
}

TEST(Ranker, AVariantComesOncePerPage) {
  std::vector<Product> products = MakeShop(12, 5);
  for (Product& product : products) {
    product.group_id = "one group";
  }
  const Catalog catalog = MakeCatalog(products);
  const auto picks = Pick6(Ranker(catalog), Profile());
  ASSERT_TRUE(picks.has_value());
  EXPECT_EQ(picks->size(), 1U);
}

TEST(Ranker, ColdStartFollowsPopularity) {
  const std::vector<Product> products = MakeShop(100, 6);
  std::vector<float> popularity(products.size(), 0.1F);
  popularity[37] = 1.0F;
  const Catalog catalog = MakeCatalog(products, popularity);
  const auto picks = Pick6(Ranker(catalog), Profile());
  ASSERT_TRUE(picks.has_value());
  EXPECT_EQ(catalog.id(picks->front().product), products[37].id);
  EXPECT_EQ(picks->front().reason.kind, ReasonKind::kPopularity);
}

TEST(Ranker, AColdPageIsDiverse) {
  const Catalog catalog = MakeCatalog(MakeShop(300, 7));
  const auto picks = Pick6(Ranker(catalog), Profile());
  ASSERT_TRUE(picks.has_value());
  std::set<TermIndex> categories;
  for (const Pick& pick : *picks) {
    categories.insert(catalog.category(pick.product));
  }
  EXPECT_GE(categories.size(), 4U);
}

TEST(Ranker, EmptySmallAndSoldOutShopsGiveShortPages) {
  const Catalog empty = MakeCatalog({});
  EXPECT_EQ(Pick6(Ranker(empty), Profile())->size(), 0U);
  Catalog one = MakeCatalog({MakeProduct("A", {"Home"}, "Elm", "Sage", 10)});
  const auto single = Pick6(Ranker(one), Profile());
  ASSERT_EQ(single->size(), 1U);
  one.OverrideAvailability(0, Availability::kOutOfStock);
  EXPECT_EQ(Pick6(Ranker(one), Profile())->size(), 0U);
}

TEST(Ranker, AnImpossibleCountIsAnError) {
  const Catalog catalog = MakeCatalog(MakeShop(5, 8));
  const Ranker ranker(catalog);
  for (const std::size_t count : {std::size_t{0}, std::size_t{65}}) {
    PageRequest request;
    request.count = count;
    const auto picks = ranker.PickPage(Profile(), request);
    ASSERT_FALSE(picks.has_value());
    EXPECT_EQ(picks.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(Ranker, AForeignTasteIsAnError) {
  const Catalog catalog = MakeCatalog(MakeShop(20, 9));
  const Catalog other = MakeCatalog({MakeProduct("A", {"Home"}, "Elm", "Sage", 10)});
  std::vector<float> scores(catalog.size());
  const auto scored = Ranker(catalog).Score(TasteAt(other, Profile(), kNow, {}), scores);
  ASSERT_FALSE(scored.has_value());
  EXPECT_EQ(scored.error().code, ErrorCode::kShapeMismatch);
}

TEST(Ranker, TheOrderOfTheFeedDoesNotMatter) {
  std::vector<Product> products = MakeShop(150, 10);
  const Catalog first = MakeCatalog(products);
  std::ranges::reverse(products);
  const Catalog second = MakeCatalog(products);
  const auto a = Pick6(Ranker(first), ShopperOf(first, "Lamps", 3));
  const auto b = Pick6(Ranker(second), ShopperOf(second, "Lamps", 3));
  ASSERT_TRUE(a && b);
  ASSERT_EQ(a->size(), b->size());
  for (std::size_t i = 0; i < a->size(); ++i) {
    EXPECT_EQ(first.id((*a)[i].product), second.id((*b)[i].product));
  }
}

TEST(Ranker, ShownProductsComeBackOnlyWhenNothingElseIsLeft) {
  const Catalog catalog = MakeCatalog(MakeShop(10, 11));
  const Ranker ranker(catalog);
  const std::vector<ProductIndex> shown = {0, 1, 2, 3, 4, 5};
  PageRequest request;
  request.count = 6;
  request.now_ms = kNow;
  request.shown = shown;
  request.kept_apart = 3;
  const auto picks = ranker.PickPage(Profile(), request);
  ASSERT_TRUE(picks.has_value());
  ASSERT_EQ(picks->size(), 6U);
  std::set<ProductIndex> products;
  for (const Pick& pick : *picks) {
    products.insert(pick.product);
  }
  EXPECT_THAT(products, ::testing::IsSupersetOf({6U, 7U, 8U, 9U}));
  EXPECT_FALSE(products.contains(3) || products.contains(4) || products.contains(5));
}

// The heart of honesty: what a reason names is really taken away, and the rank recomputed from
// scratch.
class Reasons : public ::testing::TestWithParam<std::uint64_t> {};

void ExpectEventMatters(const Ranker& ranker, const Profile& profile, const Pick& pick) {
  const auto interactions = profile.interactions();
  const auto named = std::ranges::find_if(interactions, [&](const Interaction& interaction) {
    return interaction.product_id == pick.reason.interaction_product &&
           interaction.kind == pick.reason.interaction_kind &&
           interaction.time_ms == pick.reason.interaction_time_ms;
  });
  ASSERT_NE(named, interactions.end());
  Profile without;
  for (const Interaction& interaction : interactions) {
    if (&interaction != &*named) {
      without.Observe({interaction.kind, interaction.time_ms, "", {interaction.product_id}});
    }
  }
  EXPECT_GT(RankOf(Scores(ranker, without), pick.product),
            RankOf(Scores(ranker, profile), pick.product));
}

// Takes one property from one product and builds the shop anew around the shopper's old taste.
void ExpectFacetMatters(const Ranker& ranker, const Profile& profile, const Pick& pick) {
  const Catalog& catalog = ranker.catalog();
  std::vector<float> scores = Scores(ranker, profile);
  const std::size_t before = RankOf(scores, pick.product);
  const Taste taste = TasteAt(catalog, profile, kNow, ranker.options().taste);
  switch (pick.reason.kind) {
    case ReasonKind::kFacet:
      ASSERT_TRUE(HasTerm(catalog, pick.product, pick.reason.facet, pick.reason.term));
      scores[pick.product] -= ranker.FacetScore(taste, pick.product, pick.reason.facet);
      break;
    case ReasonKind::kPopularity:
      scores[pick.product] -=
          ranker.options().popularity_weight * catalog.popularity()[pick.product];
      break;
    case ReasonKind::kAvailability:
      scores[pick.product] = -std::numeric_limits<float>::infinity();
      break;
    case ReasonKind::kEvent:
      FAIL() << "events are checked elsewhere";
  }
  EXPECT_GT(RankOf(scores, pick.product), before);
}

TEST_P(Reasons, TakingAwayWhatIsNamedLowersTheRank) {
  const std::vector<Product> products = MakeShop(250, GetParam());
  Random random(GetParam() + 100);
  std::vector<float> popularity;
  for (std::size_t i = 0; i < products.size(); ++i) {
    popularity.push_back(random.Uniform());
  }
  const Catalog catalog = MakeCatalog(products, popularity);
  const Ranker ranker(catalog);
  const char* const categories[] = {"Dresses", "Lamps", "Sneakers", "Vases", "none"};
  for (const char* category : categories) {
    const Profile profile = ShopperOf(catalog, category, 5);
    const auto picks = Pick6(ranker, profile);
    ASSERT_TRUE(picks.has_value());
    for (const Pick& pick : *picks) {
      EXPECT_GT(pick.reason.rank_without, pick.reason.rank_with);
      if (pick.reason.kind == ReasonKind::kEvent) {
        ExpectEventMatters(ranker, profile, pick);
      } else {
        ExpectFacetMatters(ranker, profile, pick);
      }
    }
  }
}

TEST_P(Reasons, NoneIsGivenTwiceOnAPage) {
  const Catalog catalog = MakeCatalog(MakeShop(250, GetParam()));
  const auto picks = Pick6(Ranker(catalog), ShopperOf(catalog, "Dresses", 5));
  ASSERT_TRUE(picks.has_value());
  for (std::size_t i = 0; i < picks->size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE((*picks)[i].reason.SaysTheSameAs((*picks)[j].reason)) << i << " and " << j;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shops, Reasons, ::testing::Range<std::uint64_t>(20, 26));

}  // namespace
}  // namespace vitrine
