// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/lookbook_plan.h>

#include "tests/support/catalog_fixture.h"

#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/heading.h>
#include <vitrine/ranking/reason_text.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeProduct;
using ::vitrine::testing::MakeShop;

constexpr std::int64_t kNow = 1'700'000'000'000;

std::vector<Pick> Page(LookbookPlan& plan, std::size_t index, std::size_t slots,
                       const Profile& profile = {}) {
  const auto picks = plan.Page(index, slots, profile, kNow);
  EXPECT_TRUE(picks.has_value());
  return picks ? std::vector<Pick>(picks->begin(), picks->end()) : std::vector<Pick>();
}

std::vector<ProductIndex> ProductsOf(std::span<const Pick> picks) {
  std::vector<ProductIndex> products;
  for (const Pick& pick : picks) {
    products.push_back(pick.product);
  }
  return products;
}

std::vector<std::string> HeadlineTexts(const Catalog& catalog, std::span<const Pick> picks) {
  std::vector<std::string> texts;
  for (const Headline& headline : Headlines(catalog, picks)) {
    texts.push_back(HeadlineText(catalog, headline));
  }
  return texts;
}

TEST(LookbookPlan, NoProductRepeatsWhileOthersAreLeft) {
  const Catalog catalog = MakeCatalog(MakeShop(60, 1));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  std::set<ProductIndex> products;
  for (std::size_t page = 0; page < 10; ++page) {
    for (const Pick& pick : Page(plan, page, 6)) {
      EXPECT_TRUE(products.insert(pick.product).second) << "page " << page;
    }
  }
  EXPECT_EQ(products.size(), 60U);
}

TEST(LookbookPlan, NeighbouringPagesNeverShareAProductOrAReason) {
  const Catalog catalog = MakeCatalog(MakeShop(40, 2));
  const Ranker ranker(catalog);
  Profile profile;
  for (ProductIndex product = 0; product < 6; ++product) {
    profile.Observe({EventKind::kView, kNow - product, "", {std::string(catalog.id(product))}});
  }
  for (const Profile& shopper : {Profile(), profile}) {
    LookbookPlan plan(ranker);
    std::vector<Pick> last;
    for (std::size_t page = 0; page < 12; ++page) {
      const std::vector<Pick> picks = Page(plan, page, page == 0 ? 1 : 4 + 2 * (page % 2), shopper);
      EXPECT_FALSE(picks.empty());
      for (const Pick& pick : picks) {
        for (const Pick& before : last) {
          EXPECT_NE(pick.product, before.product) << "page " << page;
          EXPECT_NE(ReasonText(catalog, pick), ReasonText(catalog, before)) << "page " << page;
        }
      }
      last = picks;
    }
  }
}

TEST(LookbookPlan, ADecidedPageStaysAndAnUndecidedOneFollowsTheTaste) {
  const Catalog catalog = MakeCatalog(MakeShop(200, 3));
  const Ranker ranker(catalog);
  LookbookPlan steady(ranker);
  LookbookPlan moved(ranker);
  const auto first = Page(moved, 0, 6);
  Page(steady, 0, 6);
  Profile profile;
  for (const Pick& pick : Page(steady, 5, 6)) {
    profile.Observe({EventKind::kAddToCart, kNow, "", {std::string(catalog.id(pick.product))}});
  }
  const auto again = Page(moved, 0, 6, profile);
  ASSERT_EQ(again.size(), first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(again[i].product, first[i].product);
  }
  const auto with = Page(moved, 1, 6, profile);
  const auto without = Page(steady, 1, 6);
  EXPECT_NE(with.front().product, without.front().product);
}

TEST(LookbookPlan, RestartingForgetsTheLaterPages) {
  const Catalog catalog = MakeCatalog(MakeShop(30, 4));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  const auto cover = Page(plan, 0, 1);
  const auto second = Page(plan, 1, 6);
  Profile profile;
  profile.Observe({EventKind::kDismiss, kNow, "", {std::string(catalog.id(second[0].product))}});
  plan.RestartFrom(1);
  EXPECT_EQ(Page(plan, 0, 1, profile).front().product, cover.front().product);
  for (const Pick& pick : Page(plan, 1, 6, profile)) {
    EXPECT_NE(pick.product, second[0].product);
  }
}

TEST(LookbookPlan, NeighbouringPagesSayNothingTwiceWhereDepartmentsShareNames) {
  std::vector<Product> products;
  for (int i = 0; i < 40; ++i) {
    const std::string id = std::to_string(100 + i);
    products.push_back(MakeProduct(id, {i % 2 == 0 ? "Women" : "Men", i % 4 < 2 ? "Shoes" : "Bags"},
                                   "Elm", "Sage", 10));
    products.back().title = "Model " + std::to_string(i / 4);
  }
  const Catalog catalog = MakeCatalog(products);
  const Ranker ranker(catalog);
  Profile profile;
  for (const char* id : {"100", "101", "104", "105"}) {
    profile.Observe({EventKind::kView, kNow, "", {id}});
  }
  LookbookPlan plan(ranker);
  std::set<std::string> last;
  for (std::size_t page = 0; page < 6; ++page) {
    std::set<std::string> texts;
    for (const Pick& pick : Page(plan, page, 4, profile)) {
      const std::string text = ReasonText(catalog, pick);
      EXPECT_FALSE(last.contains(text)) << "page " << page << ": " << text;
      EXPECT_TRUE(texts.insert(text).second) << "page " << page << ": " << text;
    }
    last = texts;
    EXPECT_NE(HeadlineText(catalog, plan.HeadlineOf(page)), "Shoes and shoes");
  }
}

TEST(LookbookPlan, ASingleProductFillsOnePageAndLeavesItsNeighbourEmpty) {
  const Catalog catalog = MakeCatalog({MakeProduct("A", {"Home"}, "Elm", "Sage", 10)});
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  EXPECT_EQ(Page(plan, 0, 1).size(), 1U);
  EXPECT_EQ(Page(plan, 1, 4).size(), 0U);
}

TEST(LookbookPlan, AnEmptyPageFillsOnceAProductIsBackInStock) {
  Catalog catalog = MakeCatalog({MakeProduct("A", {"Home"}, "Elm", "Sage", 10)});
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  catalog.OverrideAvailability(0, Availability::kOutOfStock);
  EXPECT_EQ(Page(plan, 0, 1).size(), 0U);
  catalog.OverrideAvailability(0, Availability::kInStock);
  EXPECT_EQ(Page(plan, 0, 1).size(), 1U);
}

TEST(LookbookPlan, AfterARestartTheOrderOfAskingDoesNotMatter) {
  const Catalog catalog = MakeCatalog(MakeShop(60, 4));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  const std::vector<Pick> cover = Page(plan, 0, 1);
  const std::vector<Pick> second = Page(plan, 1, 4);
  plan.Restart();
  const std::vector<Pick> ahead = Page(plan, 1, 4);
  ASSERT_EQ(ahead.size(), second.size());
  for (std::size_t i = 0; i < ahead.size(); ++i) {
    EXPECT_EQ(ahead[i].product, second[i].product);
  }
  EXPECT_EQ(Page(plan, 0, 1).front().product, cover.front().product);
}

TEST(LookbookPlan, PagesBeyondTheLimitAreAnError) {
  const Catalog catalog = MakeCatalog(MakeShop(3, 5));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  const auto page = plan.Page(LookbookPlan::kMaxPages, 6, Profile(), kNow);
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kInvalidArgument);
}

TEST(LookbookPlan, NeighbouringPagesHaveDifferentHeadlines) {
  const Catalog catalog = MakeCatalog(MakeShop(120, 6));
  const Ranker ranker(catalog);
  Profile profile;
  profile.Observe({EventKind::kAddToCart, kNow, "", {std::string(catalog.id(7))}});
  LookbookPlan plan(ranker);
  std::string last;
  for (std::size_t page = 0; page < 8; ++page) {
    Page(plan, page, page == 0 ? 1 : 4, profile);
    const std::string headline = HeadlineText(catalog, plan.HeadlineOf(page));
    EXPECT_FALSE(headline.empty());
    EXPECT_NE(headline, last) << "page " << page;
    last = headline;
  }
  EXPECT_EQ(plan.HeadlineOf(8).kind, HeadlineKind::kNone) << "not decided yet";
  EXPECT_EQ(HeadlineText(catalog, plan.HeadlineOf(8)), "");
}

TEST(Headlines, LowerTheFirstLetterOfAnOrdinaryWordOnly) {
  const Catalog catalog =
      MakeCatalog({MakeProduct("A", {"Clothing", "Shirts"}, "Elm", "Sage", 10),
                   MakeProduct("B", {"Clothing", "T-Shirts"}, "Elm", "Rust", 20),
                   MakeProduct("C", {"Home", "LED lamps"}, "Elm", "Blue", 30),
                   MakeProduct("D", {"Home", "Table lamps"}, "Elm", "Red", 40)});
  const auto pair = [&](ProductIndex first, ProductIndex second) {
    Pick one;
    one.product = first;
    Pick other;
    other.product = second;
    const std::vector<std::string> headlines = HeadlineTexts(catalog, std::vector{one, one, other});
    EXPECT_GE(headlines.size(), 3U);
    return headlines.at(2);  // Behind the shared category and colour.
  };
  EXPECT_EQ(pair(0, 1), "Shirts and T-Shirts");
  EXPECT_EQ(pair(0, 2), "Shirts and LED lamps");
  EXPECT_EQ(pair(0, 3), "Shirts and table lamps");
}

TEST(Headlines, PromiseNoCategoryThatMostOfThePageLacks) {
  std::vector<Product> products;
  std::vector<Pick> picks;
  for (int i = 0; i < 6; ++i) {
    const std::string name = std::to_string(i);
    products.push_back(
        MakeProduct(name, {"Home", "Kind " + name}, "Brand " + name, "Colour " + name, 10));
    picks.emplace_back().product = static_cast<ProductIndex>(i);
  }
  const Catalog catalog = MakeCatalog(products);
  EXPECT_EQ(HeadlineTexts(catalog, picks),
            (std::vector<std::string>{"Worth a closer look", "More to discover"}));
  EXPECT_EQ(HeadlineTexts(catalog, std::span(picks).first(4))[0], "Kind 0 and kind 1");
}

TEST(Headlines, NameWhatTheFirstProductIs) {
  const Catalog catalog = MakeCatalog({MakeProduct("A", {"Carafes"}, "Elm", "Amber", 10),
                                       MakeProduct("B", {"Stemware"}, "Fjord", "Clear", 20),
                                       MakeProduct("C", {"Stemware"}, "Fjord", "Clear", 30)});
  std::vector<Pick> picks(3);
  for (std::size_t i = 0; i < picks.size(); ++i) {
    picks[i].product = static_cast<ProductIndex>(i);
  }
  EXPECT_EQ(HeadlineTexts(catalog, picks)[0], "Carafes and stemware");
  std::ranges::reverse(picks);
  EXPECT_EQ(HeadlineTexts(catalog, picks)[0], "Stemware");
}

TEST(ReasonText, NamesWhatTheReasonNames) {
  const Catalog catalog = MakeCatalog({MakeProduct("A", {"Home", "Lamps"}, "Elm", "Sage", 10),
                                       MakeProduct("B", {"Home", "Vases"}, "Fjord", "Rust", 20)});
  Pick pick;
  Reason& reason = pick.reason;
  EXPECT_EQ(ReasonText(catalog, pick), "Sage Lamps A is available now");
  reason.facet = FacetKind::kBrand;
  reason.term = catalog.brand(0);
  EXPECT_EQ(ReasonText(catalog, pick), "Available now from Elm");
  reason.kind = ReasonKind::kPopularity;
  reason.facet = FacetKind::kCategory;
  reason.term = catalog.category(0);
  EXPECT_EQ(ReasonText(catalog, pick), "Popular in Lamps");
  reason.kind = ReasonKind::kEvent;
  reason.facet = FacetKind::kColour;
  reason.term = catalog.colours(1)[0];
  reason.interaction_product = "B";
  reason.interaction_kind = EventKind::kAddToCart;
  EXPECT_EQ(ReasonText(catalog, pick),
            "Also in Rust, like Rust Vases B, which you put in your bag");
  reason.kind = ReasonKind::kFacet;
  EXPECT_EQ(ReasonText(catalog, pick), "You like Rust");
}

TEST(LookbookPlan, ADismissedProductAloneIsReplaced) {
  const Catalog catalog = MakeCatalog(MakeShop(40, 4));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  const std::vector<Pick> first = Page(plan, 0, 4);
  const std::vector<Pick> second = Page(plan, 1, 6);
  const ProductIndex dismissed = second[2].product;
  Profile profile;
  // Much else has been learned meanwhile, which is for the pages to come.
  profile.Observe({EventKind::kView, kNow, "", {std::string(catalog.id(39))}});
  profile.Observe({EventKind::kDismiss, kNow, "", {std::string(catalog.id(dismissed))}});
  EXPECT_EQ(plan.Withdraw(dismissed), 1U);
  EXPECT_EQ(plan.Withdraw(dismissed), 0U);
  // What rests on scores that do not hold is taken back, and nothing else.
  Page(plan, 1, 6, profile);
  plan.Undo();
  const std::vector<Pick> anew = Page(plan, 1, 6, profile);
  ASSERT_EQ(anew.size(), 6U);
  for (std::size_t slot = 0; slot < anew.size(); ++slot) {
    if (slot == 2) {
      EXPECT_NE(anew[slot].product, dismissed);
      EXPECT_EQ(std::ranges::count(ProductsOf(second), anew[slot].product), 0);
      EXPECT_EQ(std::ranges::count(ProductsOf(first), anew[slot].product), 0);
    } else {
      EXPECT_EQ(anew[slot].product, second[slot].product);
      EXPECT_EQ(ReasonText(catalog, anew[slot]), ReasonText(catalog, second[slot]));
    }
  }
  const std::vector<Pick> kept = Page(plan, 0, 4, profile);
  EXPECT_EQ(ProductsOf(kept), ProductsOf(first));
}

TEST(LookbookPlan, WhatReplacesADismissedProductFollowsTheRules) {
  const Catalog catalog = MakeCatalog(MakeShop(40, 4));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  SlateRules rules;
  rules.pins = {{std::string(catalog.id(30)), 0, 1}};
  rules.brand_cap = 2;
  plan.SetRules(rules);
  const std::vector<Pick> before = Page(plan, 0, 4);
  ASSERT_EQ(before[1].product, 30U);
  Profile profile;
  const ProductIndex dismissed = before[3].product;
  profile.Observe({EventKind::kDismiss, kNow, "", {std::string(catalog.id(dismissed))}});
  plan.Withdraw(dismissed);
  const std::vector<Pick> anew = Page(plan, 0, 4, profile);
  ASSERT_EQ(anew.size(), 4U);
  EXPECT_EQ(std::ranges::count(ProductsOf(anew), 30U), 1);
  EXPECT_EQ(anew[1].product, 30U);
  for (const Pick& pick : anew) {
    const auto same = std::ranges::count_if(anew, [&](const Pick& other) {
      return catalog.brand(other.product) == catalog.brand(pick.product);
    });
    EXPECT_LE(same, 2);
  }
}

TEST(LookbookPlan, WhereNothingIsLeftAPageIsShorterByWhatWasDismissed) {
  const Catalog catalog = MakeCatalog(MakeShop(4, 4));
  const Ranker ranker(catalog);
  LookbookPlan plan(ranker);
  const std::vector<Pick> before = Page(plan, 0, 4);
  ASSERT_EQ(before.size(), 4U);
  Profile profile;
  profile.Observe({EventKind::kDismiss, kNow, "", {std::string(catalog.id(before[0].product))}});
  plan.Withdraw(before[0].product);
  const std::vector<Pick> anew = Page(plan, 0, 4, profile);
  EXPECT_EQ(ProductsOf(anew), ProductsOf(std::span(before).subspan(1)));
}

TEST(LookbookPlan, DecidedPagesStayWhenTheCatalogueGrows) {
  auto products = MakeShop(300, 3);
  const Catalog all = MakeCatalog(products, std::vector<float>(300, 0.5F));
  products.resize(40);
  const Catalog some = MakeCatalog(products, std::vector<float>(40, 0.5F));
  const Ranker before(some);
  const Ranker after(all);
  Profile profile;
  for (ProductIndex product = 0; product < 6; ++product) {
    profile.Observe({EventKind::kView, kNow - product, "", {std::string(some.id(product))}});
  }
  LookbookPlan plan(before);
  const auto text = [](const Catalog& catalog, const std::vector<Pick>& picks) {
    std::vector<std::string> lines;
    for (const Pick& pick : picks) {
      lines.push_back(std::string(catalog.id(pick.product)) + ": " + ReasonText(catalog, pick));
    }
    return lines;
  };
  const auto first = text(some, Page(plan, 0, 6, profile));
  const auto second = text(some, Page(plan, 1, 4, profile));
  const std::string headline = HeadlineText(some, plan.HeadlineOf(1));
  LookbookPlan grown(after);
  grown.Continue(plan);
  EXPECT_EQ(text(all, Page(grown, 0, 6, profile)), first);
  EXPECT_EQ(text(all, Page(grown, 1, 4, profile)), second);
  EXPECT_EQ(HeadlineText(all, grown.HeadlineOf(1)), headline);
  std::size_t fresh = 0;
  for (std::size_t page = 2; page < 6; ++page) {
    for (const Pick& pick : Page(grown, page, 6, profile)) {
      fresh += some.Find(all.id(pick.product)) ? 0 : 1;
    }
  }
  EXPECT_GT(fresh, 0U);
}

TEST(LookbookPlan, RulesHoldInTheNextCatalogueToo) {
  auto products = MakeShop(300, 5);
  const Catalog all = MakeCatalog(products);
  products.resize(40);
  const Catalog some = MakeCatalog(products);
  const Ranker before(some);
  const Ranker after(all);
  LookbookPlan plan(before);
  plan.SetRules(ParseRules(R"({"never": [{"category": "Home"}]})").value());
  const auto first = Page(plan, 0, 6);
  LookbookPlan grown(after);
  grown.Continue(plan);
  EXPECT_EQ(all.id(Page(grown, 0, 6)[0].product), some.id(first[0].product));
  for (std::size_t page = 1; page < 5; ++page) {
    for (const Pick& pick : Page(grown, page, 6)) {
      EXPECT_NE(all.category_name(RootCategory(all, pick.product)), "Home");
    }
  }
}

TEST(LookbookPlan, AProductThatTheNextCatalogueLacksLeavesItsPage) {
  auto products = MakeShop(40, 4);
  const Catalog all = MakeCatalog(products);
  const Ranker before(all);
  LookbookPlan plan(before);
  const auto picks = Page(plan, 0, 6);
  std::erase_if(products,
                [&](const Product& product) { return product.id == all.id(picks[2].product); });
  const Catalog fewer = MakeCatalog(products);
  const Ranker after(fewer);
  LookbookPlan next(after);
  next.Continue(plan);
  EXPECT_EQ(Page(next, 0, 6).size(), picks.size() - 1);
}

}  // namespace
}  // namespace vitrine
