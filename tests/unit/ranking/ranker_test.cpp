// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/ranker.h>

#include "tests/support/catalog_fixture.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/lookbook_plan.h>
#include <vitrine/ranking/reason_text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// Whoever opened nothing but dresses still sees what goes with them.
TEST(Ranker, AtMostHalfOfAPageIsOfOneCategoryWhileOthersRemain) {
  for (std::uint64_t seed = 10; seed < 14; ++seed) {
    const Catalog catalog = MakeCatalog(MakeShop(300, seed));
    const Ranker ranker(catalog);
    PageRequest request;
    request.now_ms = kNow;
    for (const std::size_t count : {1U, 3U, 6U, 12U}) {
      request.count = count;
      const auto picks = ranker.PickPage(ShopperOf(catalog, "Dresses", 8), request);
      ASSERT_TRUE(picks.has_value());
      ASSERT_EQ(picks->size(), count);
      std::map<TermIndex, std::size_t> counts;
      for (const Pick& pick : *picks) {
        ++counts[catalog.category(pick.product)];
      }
      for (const auto& [category, number] : counts) {
        EXPECT_LE(number, (count + 1) / 2) << catalog.category_name(category);
      }
    }
  }
}

// `models` lamps, each in `sizes` variants.
std::vector<Product> Variants(int models, int sizes) {
  std::vector<Product> products;
  for (int model = 0; model < models; ++model) {
    for (int size = 0; size < sizes; ++size) {
      const std::string id = "m" + std::to_string(100 + model) + "s" + std::to_string(size);
      products.push_back(MakeProduct(id, {"Home", "Lamps"}, "Elm", "Sage", 10 + model));
      products.back().title = "Model " + std::to_string(model);
      products.back().group_id = "g" + std::to_string(model);
    }
  }
  return products;
}

TEST(Ranker, AShopOfOneCategoryFillsItsPages) {
  const Catalog catalog = MakeCatalog(Variants(8, 1));
  EXPECT_EQ(Pick6(Ranker(catalog), Profile())->size(), 6U);
}

TEST(Ranker, VariantsOfWhatWasBoughtOrDismissedNeverCome) {
  const Catalog catalog = MakeCatalog(Variants(6, 4));
  Profile profile;
  profile.Observe({EventKind::kPurchase, kNow, "", {"m100s2"}});
  profile.Observe({EventKind::kDismiss, kNow, "", {"m101s3"}});
  const auto picks = Pick6(Ranker(catalog), profile);
  ASSERT_TRUE(picks.has_value());
  EXPECT_EQ(picks->size(), 4U);
  for (const Pick& pick : *picks) {
    EXPECT_NE(catalog.group_id(pick.product), "g0");
    EXPECT_NE(catalog.group_id(pick.product), "g1");
  }
}

TEST(Ranker, AVariantOfAShownProductCountsAsShown) {
  const Catalog catalog = MakeCatalog(Variants(12, 3));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  std::set<std::string_view> groups;
  for (std::size_t page = 0; page < 3; ++page) {
    const auto picks = plan.Page(page, 4, Profile(), kNow);
    ASSERT_TRUE(picks.has_value());
    for (const Pick& pick : *picks) {
      EXPECT_TRUE(groups.insert(catalog.group_id(pick.product)).second) << "page " << page;
    }
  }
  EXPECT_EQ(groups.size(), 12U);
}

TEST(Ranker, ManyViewedProductsDoNotPushOutTheNew) {
  std::vector<Product> products;
  for (int i = 0; i < 1000; ++i) {
    products.push_back(MakeProduct("p" + std::to_string(1000 + i), {"Home", "Lamps"}, "Elm",
                                   i < 250 ? "Sage" : "Rust", 10));
  }
  const Catalog catalog = MakeCatalog(products);
  const auto picks = Pick6(Ranker(catalog), ShopperOf(catalog, "Lamps", 250));
  ASSERT_EQ(picks->size(), 6U);
  EXPECT_LE(std::ranges::count_if(*picks, &Pick::viewed), 2);
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

// What a shop is made of, in the order of the ids.
struct Shop {
  std::vector<Product> products;
  std::vector<float> popularity;
  std::vector<float> vectors;

  Catalog Open() const {
    auto pack =
        WritePack(products, {.vectors = vectors, .dimension = 32, .popularity = popularity});
    return Catalog::Open(std::move(pack.value())).value();
  }
};

// Every third product has a second colour.
Shop MakeWholeShop(std::uint64_t seed) {
  Shop shop;
  shop.products = MakeShop(250, seed);
  std::ranges::sort(shop.products, {}, &Product::id);
  Random random(seed + 100);
  for (std::size_t i = 0; i < shop.products.size(); ++i) {
    shop.popularity.push_back(random.Uniform());
    if (i % 3 == 0) {
      shop.products[i].colours.push_back(i % 2 == 0 ? "Stone" : "Sage Green");
    }
  }
  shop.vectors = ContentVectors(shop.products, 32, 1).value();
  return shop;
}

// Whether a reason names this interaction, alone or as one of a habit.
bool Names(const Catalog& catalog, const Reason& reason, const Interaction& interaction) {
  if (reason.kind == ReasonKind::kEvent) {
    return interaction.product_id == reason.interaction_product &&
           interaction.kind == reason.interaction_kind &&
           interaction.time_ms == reason.interaction_time_ms;
  }
  return HasTerm(catalog, catalog.Find(interaction.product_id).value(), reason.facet, reason.term);
}

void ExpectDeedsMatter(const Ranker& ranker, const Profile& profile, const Pick& pick) {
  Profile without;
  for (const Interaction& interaction : profile.interactions()) {
    if (!Names(ranker.catalog(), pick.reason, interaction)) {
      without.Observe({interaction.kind, interaction.time_ms, "", {interaction.product_id}});
    }
  }
  EXPECT_LT(without.interactions().size(), profile.interactions().size());
  EXPECT_GT(RankOf(Scores(ranker, without), pick.product),
            RankOf(Scores(ranker, profile), pick.product));
}

// Takes one property from one product and builds the shop anew around the same shopper.
void ExpectPropertyMatters(Shop shop, const Ranker& ranker, const Profile& profile,
                           const Pick& pick) {
  const std::size_t before = RankOf(Scores(ranker, profile), pick.product);
  Product& product = shop.products[pick.product];
  switch (pick.reason.kind) {
    case ReasonKind::kPopularity:
      shop.popularity[pick.product] = 0;
      break;
    case ReasonKind::kAvailability:
      product.availability = Availability::kOutOfStock;
      break;
    case ReasonKind::kShop:
    case ReasonKind::kEvent:
    case ReasonKind::kFacet:
      FAIL() << "there are no rules, and what the shopper did is checked elsewhere";
  }
  const Catalog without = shop.Open();
  EXPECT_GT(RankOf(Scores(Ranker(without, ranker.options()), profile), pick.product), before);
}

TEST_P(Reasons, TakingAwayWhatIsNamedLowersTheRank) {
  const Shop shop = MakeWholeShop(GetParam());
  const Catalog catalog = shop.Open();
  const Ranker ranker(catalog);
  const char* const categories[] = {"Dresses", "Lamps", "Sneakers", "Vases", "none"};
  for (const char* category : categories) {
    const Profile profile = ShopperOf(catalog, category, 5);
    LookbookPlan plan(ranker);
    for (std::size_t page = 0; page < 4; ++page) {
      const auto picks = plan.Page(page, 6, profile, kNow);
      ASSERT_TRUE(picks.has_value());
      for (const Pick& pick : *picks) {
        EXPECT_GT(pick.reason.rank_without, pick.reason.rank_with);
        if (pick.reason.kind == ReasonKind::kEvent || pick.reason.kind == ReasonKind::kFacet) {
          ExpectDeedsMatter(ranker, profile, pick);
        } else {
          ExpectPropertyMatters(shop, ranker, profile, pick);
        }
      }
    }
  }
}

TEST_P(Reasons, NoneIsGivenTwiceOnAPage) {
  const Catalog catalog = MakeCatalog(MakeShop(250, GetParam()));
  const auto picks = Pick6(Ranker(catalog), ShopperOf(catalog, "Dresses", 5));
  ASSERT_TRUE(picks.has_value());
  std::set<std::string> texts;
  for (const Pick& pick : *picks) {
    EXPECT_TRUE(texts.insert(ReasonText(catalog, pick)).second) << ReasonText(catalog, pick);
  }
}

TEST(LonelyProduct, HasAReasonThatClaimsNoDrop) {
  const Catalog catalog = MakeCatalog({MakeProduct("A", {"Home"}, "Elm", "Sage", 10)});
  const auto picks = Pick6(Ranker(catalog), Profile());
  ASSERT_EQ(picks->size(), 1U);
  const Reason& reason = picks->front().reason;
  EXPECT_EQ(reason.kind, ReasonKind::kAvailability);
  EXPECT_EQ(reason.facet, FacetKind::kNone);
  EXPECT_EQ(reason.rank_without, reason.rank_with);
}

INSTANTIATE_TEST_SUITE_P(Shops, Reasons, ::testing::Range<std::uint64_t>(20, 26));

}  // namespace
}  // namespace vitrine
