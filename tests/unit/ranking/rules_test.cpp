// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/rules.h>

#include "tests/support/catalog_fixture.h"

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
#include <vector>

namespace vitrine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeProduct;
using ::vitrine::testing::MakeShop;

constexpr std::int64_t kNow = 1'700'000'000'000;

SlateRules Parsed(std::string_view json) {
  auto rules = ParseRules(json);
  EXPECT_TRUE(rules) << rules.error().message;
  return rules ? std::move(*rules) : SlateRules();
}

std::vector<std::string> Shown(const Catalog& catalog, const AppliedRules& rules) {
  std::vector<std::string> ids;
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    if (std::isfinite(rules.LiftOf(product))) {
      ids.emplace_back(catalog.id(product));
    }
  }
  return ids;
}

// The ids that rules let through.
std::vector<std::string> Shown(const Catalog& catalog, std::string_view json) {
  return Shown(catalog, AppliedRules(catalog, Parsed(json)));
}

std::vector<Pick> PageOf(const Catalog& catalog, std::string_view json, std::size_t count,
                         const Profile& profile = {}, std::size_t page = 0) {
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  plan.SetRules(Parsed(json));
  const auto picks = plan.Page(page, count, profile, kNow);
  EXPECT_TRUE(picks.has_value());
  return {picks->begin(), picks->end()};
}

std::vector<std::string> Ids(const Catalog& catalog, std::span<const Pick> picks) {
  std::vector<std::string> ids;
  for (const Pick& pick : picks) {
    ids.emplace_back(catalog.id(pick.product));
  }
  return ids;
}

std::vector<Product> SmallShop() {
  std::vector<Product> products = {
      MakeProduct("a", {"Home", "Lamps"}, "Elm", "Sage", 10),
      MakeProduct("b", {"Home", "Lamps", "Table Lamps"}, "Oak", "Rust", 20),
      MakeProduct("c", {"Home", "Vases"}, "Elm", "Rust", 30),
      MakeProduct("d", {"Wear", "Table Lamps"}, "Oak", "Sage", 40),
  };
  products[2].attributes = {{"season", "autumn"}};
  products[3].availability = Availability::kPreorder;
  return products;
}

TEST(Rules, FiltersNameProductsByEachOfTheirProperties) {
  const Catalog catalog = MakeCatalog(SmallShop());
  const auto only = [&](std::string_view filter) {
    return Shown(catalog, std::string(R"({"only": [)").append(filter).append("]}"));
  };
  EXPECT_THAT(only(R"({"product": "c"})"), ElementsAre("c"));
  EXPECT_THAT(only(R"({"product": ["c", "a", "nobody's"]})"), ElementsAre("a", "c"));
  EXPECT_THAT(only(R"({"brand": " ELM "})"), ElementsAre("a", "c"));
  EXPECT_THAT(only(R"({"colour": "rust"})"), ElementsAre("b", "c"));
  EXPECT_THAT(only(R"({"category": "lamps"})"), ElementsAre("a", "b"));
  EXPECT_THAT(only(R"({"category": "Table Lamps"})"), ElementsAre("b", "d"));
  EXPECT_THAT(only(R"({"category": "Home > Lamps > Table lamps"})"), ElementsAre("b"));
  EXPECT_THAT(only(R"({"category": "Wear"})"), ElementsAre("d"));
  EXPECT_THAT(only(R"({"attribute": {"season": ["spring", "autumn"]}})"), ElementsAre("c"));
  EXPECT_THAT(only(R"({"availability": "preorder"})"), ElementsAre("d"));
  EXPECT_THAT(only(R"({"minPrice": 20, "maxPrice": 30, "currency": "EUR"})"),
              ElementsAre("b", "c"));
  EXPECT_THAT(only(R"({"minPrice": 20, "currency": "USD"})"), IsEmpty());
  EXPECT_THAT(only(R"({"brand": "Elm", "colour": "Rust"})"), ElementsAre("c"));
  EXPECT_THAT(only(R"({"brand": "Elm"}, {"colour": "Rust"})"), ElementsAre("a", "b", "c"));
}

TEST(Rules, AColourIsMetByColoursAlone) {
  std::vector<Product> products = SmallShop();
  products[0].attributes = {{"material", "Sage"}};
  const Catalog catalog = MakeCatalog(products);
  EXPECT_THAT(
      Shown(catalog, R"({"only": [{"colour": "White", "attribute": {"material": "Sage"}}]})"),
      IsEmpty());
  EXPECT_THAT(Shown(catalog, R"({"never": [{"colour": "White", "product": ["a", "Sage"]}]})"),
              ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(
      Shown(catalog, R"({"only": [{"colour": "Sage", "attribute": {"material": "Sage"}}]})"),
      ElementsAre("a"));
}

TEST(Rules, NeverWinsOverOnly) {
  const Catalog catalog = MakeCatalog(SmallShop());
  EXPECT_THAT(Shown(catalog, R"({"never": [{"brand": "Elm"}]})"), ElementsAre("b", "d"));
  EXPECT_THAT(Shown(catalog, R"({"only": [{"colour": "Rust"}], "never": [{"brand": "Elm"}]})"),
              ElementsAre("b"));
}

TEST(Rules, FollowLivePricesAndStock) {
  Catalog catalog = MakeCatalog(SmallShop());
  AppliedRules rules(catalog, Parsed(R"({"only": [{"maxPrice": 15, "currency": "EUR"}],
                                        "never": [{"availability": "backorder"}]})"));
  EXPECT_THAT(Shown(catalog, rules), ElementsAre("a"));
  ASSERT_TRUE(catalog.OverridePrice(2, {12'000'000, "EUR"}));
  rules.Refresh();
  EXPECT_THAT(Shown(catalog, rules), ElementsAre("a", "c"));
  catalog.OverrideAvailability(0, Availability::kBackorder);
  rules.Refresh();
  EXPECT_THAT(Shown(catalog, rules), ElementsAre("c"));
}

TEST(Rules, ACampaignHoldsOnEveryPage) {
  const Catalog catalog = MakeCatalog(MakeShop(200, 3));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  plan.SetRules(Parsed(R"({"only": [{"category": "Lamps"}]})"));
  std::set<ProductIndex> lamps;
  for (std::size_t page = 0; page < 12; ++page) {
    const auto picks = plan.Page(page, 6, {}, kNow);
    ASSERT_TRUE(picks.has_value());
    EXPECT_FALSE(picks->empty());
    for (const Pick& pick : *picks) {
      EXPECT_EQ(catalog.category_name(catalog.category(pick.product)), "Lamps");
      lamps.insert(pick.product);
    }
  }
  EXPECT_GT(lamps.size(), 20U);
}

TEST(Rules, NobodyMayBeShownLeavesThePageEmpty) {
  const Catalog catalog = MakeCatalog(SmallShop());
  EXPECT_THAT(PageOf(catalog, R"({"only": [{"brand": "Nobody's"}]})", 3), IsEmpty());
}

// How many products of a page have each of a property's terms.
template <typename TermOf>
std::map<TermIndex, std::size_t> Counts(std::span<const Pick> picks, const TermOf& term_of) {
  std::map<TermIndex, std::size_t> counts;
  for (const Pick& pick : picks) {
    ++counts[term_of(pick.product)];
  }
  return counts;
}

TEST(Rules, ABrandHasAtMostItsShareOfAPage) {
  const Catalog catalog = MakeCatalog(MakeShop(300, 4));
  for (const std::size_t cap : {1U, 2U}) {
    const auto picks = PageOf(catalog, R"({"brandCap": )" + std::to_string(cap) + "}", 12);
    EXPECT_EQ(picks.size(), std::min<std::size_t>(12, cap * catalog.brand_count()));
    for (const auto& [brand, count] : Counts(picks, [&](auto p) { return catalog.brand(p); })) {
      EXPECT_LE(count, cap) << catalog.brand_name(brand);
    }
  }
}

// Many dresses of one brand, few shoes of others, and a shopper who looks at dresses.
struct OneSidedShop {
  OneSidedShop() : catalog(MakeCatalog(Products())) {
    for (int i = 0; i < 6; ++i) {
      profile.Observe({EventKind::kView, kNow - 1000 + i, "", {"d" + std::to_string(i)}});
    }
  }

  static std::vector<Product> Products() {
    std::vector<Product> products;
    for (std::size_t i = 0; i < 460; ++i) {
      const bool is_dress = i < 400;
      products.push_back(MakeProduct((is_dress ? "d" : "s") + std::to_string(i),
                                     {is_dress ? "Dresses" : "Shoes"},
                                     is_dress ? "Xa" : "X" + std::to_string(i % 10), "Black", 50));
    }
    return products;
  }

  Catalog catalog;
  Profile profile;
};

TEST(Rules, APageUnderABrandCapIsFullWhileOtherBrandsRemain) {
  const OneSidedShop shop;
  const Catalog& catalog = shop.catalog;
  for (const std::size_t page : {0U, 2U}) {
    const auto picks = PageOf(catalog, R"({"brandCap": 2})", 6, shop.profile, page);
    EXPECT_EQ(picks.size(), 6U);
    for (const auto& [brand, count] : Counts(picks, [&](auto p) { return catalog.brand(p); })) {
      EXPECT_LE(count, 2U) << catalog.brand_name(brand);
    }
  }
}

TEST(Rules, AtMostHalfOfAPageIsOfOneCategoryWhileOthersRemain) {
  const OneSidedShop shop;
  const Catalog& catalog = shop.catalog;
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  for (std::size_t page = 0; page < 20; ++page) {
    const auto picks = plan.Page(page, 6, shop.profile, kNow);
    const auto counts = Counts(*picks, [&](auto p) { return catalog.category(p); });
    ASSERT_EQ(picks->size(), 6U);
    EXPECT_EQ(counts.size(), 2U);
    EXPECT_EQ(counts.begin()->second, 3U) << "page " << page;
  }
  // The shoes are over.
  const auto picks = plan.Page(20, 6, shop.profile, kNow);
  EXPECT_EQ(picks->size(), 6U);
  EXPECT_EQ(Counts(*picks, [&](auto p) { return catalog.category(p); }).size(), 1U);
}

TEST(Rules, ABoostLiftsAndABurialSinks) {
  const Catalog catalog = MakeCatalog(MakeShop(300, 5));
  const auto count = [&](std::string_view json) {
    const auto picks = PageOf(catalog, json, 12);
    return std::ranges::count_if(picks, [&](const Pick& pick) {
      return catalog.brand_name(catalog.brand(pick.product)) == "Elm";
    });
  };
  const auto plain = count("{}");
  EXPECT_GT(plain, 0);
  EXPECT_EQ(count(R"({"bury": [{"where": {"brand": "Elm"}, "by": 1}]})"), 0);
  EXPECT_GT(count(R"({"boost": [{"where": {"brand": "Elm"}, "by": 1}]})"), plain + 3);
  EXPECT_GE(count(R"({"boost": [{"where": {"brand": "Elm"}, "by": 0.1}]})"), plain);
}

// The least likely product of a large shop is in nobody's shortlist.
TEST(Rules, ABoostReachesTheLeastLikely) {
  std::vector<Product> products = MakeShop(400, 6);
  std::vector<float> popularity(products.size());
  for (std::size_t i = 0; i < popularity.size(); ++i) {
    popularity[i] = i == 7 ? 0 : 0.1F + 0.002F * static_cast<float>(i);
  }
  const std::string id = products[7].id;
  const Catalog catalog = MakeCatalog(products, popularity);
  const auto boosted =
      PageOf(catalog, R"({"boost": [{"where": {"product": ")" + id + R"("}, "by": 1}]})", 6);
  EXPECT_THAT(Ids(catalog, PageOf(catalog, "{}", 6)), ::testing::Not(::testing::Contains(id)));
  EXPECT_THAT(Ids(catalog, boosted), ::testing::Contains(id));
}

TEST(Rules, APinHasItsPlaceAndSaysSo) {
  const Catalog catalog = MakeCatalog(MakeShop(300, 7));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  const std::string first(catalog.id(200));
  const std::string second(catalog.id(201));
  plan.SetRules(Parsed(R"({"never": [{"product": ")" + first + R"("}], "pin": [
      {"product": ")" + first +
                       R"(", "page": 1, "slot": 3},
      {"product": ")" + second +
                       R"(", "page": 1, "slot": 0},
      {"product": "nobody's", "page": 1, "slot": 2},
      {"product": ")" + second +
                       R"(", "page": 2}]})"));
  for (std::size_t page = 0; page < 4; ++page) {
    const auto picks = plan.Page(page, 6, {}, kNow);
    ASSERT_EQ(picks->size(), 6U);
    for (std::size_t slot = 0; slot < 6; ++slot) {
      const Pick& pick = (*picks)[slot];
      const bool pinned = page == 1 && (slot == 3 || slot == 0);
      EXPECT_EQ(pick.pinned, pinned);
      EXPECT_EQ(pick.product == 200 || pick.product == 201, pinned);
      EXPECT_EQ(pick.reason.kind == ReasonKind::kShop, pinned);
      if (pinned) {
        EXPECT_THAT(ReasonText(catalog, pick), HasSubstr("The shop's choice"));
        EXPECT_GT(pick.reason.rank_without, pick.reason.rank_with);
      }
    }
  }
  EXPECT_THAT(plan.rules()->Unmatched(), ElementsAre("pin[2]"));
}

TEST(Rules, APinYieldsToTheShopperAndToStock) {
  Catalog catalog = MakeCatalog(MakeShop(100, 8));
  const std::string id(catalog.id(50));
  const std::string rules = R"({"pin": [{"product": ")" + id + R"("}]})";
  EXPECT_EQ(PageOf(catalog, rules, 6).front().product, 50U);
  Profile profile;
  profile.Observe({EventKind::kDismiss, kNow, "", {id}});
  EXPECT_THAT(Ids(catalog, PageOf(catalog, rules, 6, profile)),
              ::testing::Not(::testing::Contains(id)));
  catalog.OverrideAvailability(50, Availability::kOutOfStock);
  EXPECT_THAT(Ids(catalog, PageOf(catalog, rules, 6)), ::testing::Not(::testing::Contains(id)));
}

TEST(Rules, OfTwoPinnedVariantsTheFirstHasItsPlace) {
  std::vector<Product> products = SmallShop();
  products[0].group_id = products[1].group_id = "lamp";
  const Catalog catalog = MakeCatalog(products);
  const auto picks =
      PageOf(catalog, R"({"pin": [{"product": "b", "slot": 0}, {"product": "a", "slot": 1}]})", 6);
  EXPECT_EQ(picks.size(), 3U);
  EXPECT_EQ(picks.front().product, 1U);
}

// Its slot lies behind all that the catalogue has: it comes at the end.
TEST(Rules, APinOfAShortPageComesLast) {
  const Catalog catalog = MakeCatalog(SmallShop());
  EXPECT_EQ(PageOf(catalog, R"({"pin": [{"product": "b", "slot": 5}]})", 6).back().product, 1U);
  EXPECT_EQ(PageOf(catalog, R"({"pin": [{"product": "b", "slot": 6}]})", 6).back().product, 1U);
}

TEST(Rules, APinWhoseSlotThePageLacksComesLast) {
  const Catalog catalog = MakeCatalog(MakeShop(100, 9));
  const std::string id(catalog.id(50));
  const std::string other(catalog.id(60));
  const std::string pins = R"({"pin": [{"product": ")" + id + R"(", "slot": 7},
                                       {"product": ")" +
                           other + R"(", "slot": 9}]})";
  EXPECT_THAT(Ids(catalog, PageOf(catalog, pins, 1)), ElementsAre(id));
  const auto ids = Ids(catalog, PageOf(catalog, pins, 4));
  ASSERT_EQ(ids.size(), 4U);
  EXPECT_EQ(ids[2], id);
  EXPECT_EQ(ids[3], other);
}

TEST(Rules, SayWhichRulesFitNothing) {
  const Catalog catalog = MakeCatalog(SmallShop());
  const AppliedRules rules(catalog, Parsed(R"({
      "only": [{"brand": "Elm"}, {"brand": "Elmm"}], "never": [{"colour": "Blue"}],
      "boost": [{"where": {"brand": "Oak"}, "by": 1}, {"where": {"product": "e"}, "by": 1}],
      "bury": [{"where": {"category": "Home > Table Lamps"}, "by": 1}]})"));
  EXPECT_THAT(rules.Unmatched(), ElementsAre("only[1]", "never[0]", "boost[1]", "bury[0]"));
}

TEST(Rules, WhatIsWrongIsNamed) {
  const auto message = [](std::string_view json) {
    const auto rules = ParseRules(json);
    EXPECT_FALSE(rules) << json;
    EXPECT_EQ(rules.error().code, ErrorCode::kInvalidArgument);
    return rules.error().message;
  };
  EXPECT_THAT(message("{"), HasSubstr("rules are not valid JSON at byte"));
  EXPECT_THAT(message(""), HasSubstr("one JSON object"));
  EXPECT_THAT(message("{}{}"), HasSubstr("one JSON object"));
  EXPECT_THAT(message("[]"), HasSubstr("rules: expected an object"));
  EXPECT_THAT(message(R"({"boots": []})"), HasSubstr(R"(brandCap, not "boots")"));
  EXPECT_THAT(message(R"({"bran": []})"), HasSubstr("rules: expected"));
  EXPECT_THAT(message(R"({"only": {}})"), HasSubstr("only: expected a list"));
  EXPECT_THAT(message(R"({"only": [{}]})"), HasSubstr("only[0]: expected at least one condition"));
  EXPECT_THAT(message(R"({"only": [3]})"), HasSubstr("only[0]: expected an object"));
  EXPECT_THAT(message(R"({"only": [{"brand": []}]})"), HasSubstr("only[0].brand: expected"));
  EXPECT_THAT(message(R"({"only": [{"brand": {}}]})"), HasSubstr("only[0].brand: expected a name"));
  EXPECT_THAT(message(R"({"only": [{"attribute": "x"}]})"), HasSubstr("only[0].attribute"));
  EXPECT_THAT(message(R"({"only": [{"availability": "soon"}]})"), HasSubstr("in_stock"));
  EXPECT_THAT(message(R"({"only": [{"minPrice": 3}]})"), HasSubstr("only[0].currency"));
  EXPECT_THAT(message(R"({"only": [{"minPrice": 3, "maxPrice": 2, "currency": "EUR"}]})"),
              HasSubstr("minPrice <= maxPrice"));
  EXPECT_THAT(message(R"({"boost": [{"where": {"brand": "Elm"}, "by": 0}]})"),
              HasSubstr("boost[0].by: expected a number above 0"));
  EXPECT_THAT(message(R"({"bury": [{"where": {"brand": "Elm"}, "by": 1e99}]})"),
              HasSubstr("bury[0].by"));
  EXPECT_THAT(message(R"({"boost": [{"by": 1}]})"), HasSubstr("boost[0].where: expected"));
  EXPECT_THAT(message(R"({"pin": [{"slot": 1}]})"), HasSubstr("pin[0].product: expected"));
  EXPECT_THAT(message(R"({"pin": [{"product": "a", "page": -1}]})"), HasSubstr("pin[0].page"));
  EXPECT_THAT(message(R"({"brandCap": 0})"), HasSubstr("brandCap: expected"));
}

TEST(Rules, AreLimitedInNumber) {
  std::string many = R"({"only": [)";
  for (std::size_t i = 0; i <= kMaxRules; ++i) {
    many += std::string(i == 0 ? "" : ",") + R"({"brand": "x"})";
  }
  EXPECT_EQ(ParseRules(many + "]}").error().code, ErrorCode::kTooLarge);
  std::string names = R"({"only": [{"product": [)";
  for (std::size_t i = 0; i <= kMaxRuleNames; ++i) {
    names += std::string(i == 0 ? "" : ",") + "1";
  }
  EXPECT_EQ(ParseRules(names + "]}]}").error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace vitrine
