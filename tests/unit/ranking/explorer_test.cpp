// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/explorer.h>

#include "tests/support/catalog_fixture.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/lookbook_plan.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeShop;

constexpr std::int64_t kNow = 1'700'000'000'000;
constexpr std::size_t kSlots = 6;

// A shop whose products differ in popularity, so that there is something to learn.
Catalog Shop(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> popularity(count);
  for (float& value : popularity) {
    value = random.Uniform();
  }
  return MakeCatalog(MakeShop(count, seed), popularity);
}

std::vector<Pick> PageOf(const Ranker& ranker, const Exploration& exploration,
                         const Profile& profile = {}) {
  PageRequest request;
  request.count = kSlots;
  request.now_ms = kNow;
  request.exploration = exploration;
  return ranker.PickPage(profile, request).value();
}

TEST(Explorer, EverySlotSaysHowLikelyItWas) {
  const Catalog catalog = Shop(300, 1);
  const Ranker ranker(catalog);
  const Explorer explorer(7, ranker.options().diversity_01);
  const auto picks = PageOf(ranker, explorer.For(0));
  ASSERT_EQ(picks.size(), kSlots);
  for (const Pick& pick : picks) {
    ASSERT_TRUE(pick.draw.has_value());
    EXPECT_GT(pick.draw->propensity, 0);
    EXPECT_LE(pick.draw->propensity, 1);
  }
  for (const Pick& pick : PageOf(ranker, {})) {
    EXPECT_FALSE(pick.draw.has_value());
  }
}

TEST(Explorer, EqualSeedsDrawEquallyAndOthersDiffer) {
  const Catalog catalog = Shop(300, 2);
  const Ranker ranker(catalog);
  const auto page = [&](std::uint64_t seed, std::size_t index) {
    std::vector<ProductIndex> products;
    const Explorer explorer(seed, ranker.options().diversity_01);
    for (const Pick& pick : PageOf(ranker, explorer.For(index))) {
      products.push_back(pick.product);
    }
    return products;
  };
  EXPECT_EQ(page(3, 0), page(3, 0));
  EXPECT_NE(page(3, 0), page(4, 0));
  EXPECT_NE(page(3, 0), page(3, 1));
}

// The promise that inverse-propensity weights rest on: over many seeds, a product stands in a slot
// as often as its propensities say. For the first slot, whose candidates are always the same.
TEST(Explorer, ThePropensitiesAreThoseItDrawsBy) {
  const Catalog catalog = Shop(300, 3);
  const Ranker ranker(catalog);
  std::map<ProductIndex, double> drawn;
  std::map<ProductIndex, double> weighted;
  constexpr int kPages = 4000;
  for (std::uint64_t seed = 0; seed < kPages; ++seed) {
    const Explorer explorer(seed, ranker.options().diversity_01);
    PageRequest request;
    request.count = 1;
    request.now_ms = kNow;
    request.exploration = explorer.For(0);
    const auto picks = ranker.PickPage({}, request).value();
    drawn[picks[0].product] += 1;
    weighted[picks[0].product] += 1 / picks[0].draw->propensity;
  }
  // Each of the sixteen candidates: the mean of its weights over all pages is 1.
  EXPECT_EQ(drawn.size(), 16U);
  for (const auto& [product, sum] : weighted) {
    const double mean_weight = sum / drawn[product];
    const double error = mean_weight * std::sqrt(drawn[product]) / kPages;
    EXPECT_NEAR(sum / kPages, 1, 6 * error + 0.02) << product << " drawn " << drawn[product];
  }
}

TEST(Explorer, KeepsTheRulesOfThePage) {
  const Catalog catalog = Shop(200, 4);
  const Ranker ranker(catalog);
  const Explorer explorer(1, ranker.options().diversity_01);
  LookbookPlan plan(ranker);
  plan.Explore(&explorer);
  plan.SetRules(ParseRules(R"({"brandCap": 2, "never": [{"brand": "Elm"}],
                               "pin": [{"product": "nobody"}]})")
                    .value());
  std::set<ProductIndex> seen;
  for (std::size_t page = 0; page < 8; ++page) {
    const auto picks = plan.Page(page, kSlots, {}, kNow);
    std::map<TermIndex, std::size_t> brands;
    std::map<TermIndex, std::size_t> categories;
    for (const Pick& pick : *picks) {
      EXPECT_TRUE(seen.insert(pick.product).second);
      EXPECT_NE(catalog.brand_name(catalog.brand(pick.product)), "Elm");
      EXPECT_LE(++brands[catalog.brand(pick.product)], 2U);
      EXPECT_LE(++categories[catalog.category(pick.product)], kSlots / 2);
      EXPECT_GE(pick.reason.rank_without, pick.reason.rank_with);
    }
  }
}

// The mean popularity of what is shown on the last hundred of 120 pages to a shopper who opens a
// product with the chance that `opens` gives for its popularity.
template <typename Opens>
double MeanPopularity(const Ranker& ranker, const Profile& profile, const Opens& opens) {
  const Catalog& catalog = ranker.catalog();
  double sum = 0;
  double count = 0;
  for (std::uint64_t shopper = 0; shopper < 6; ++shopper) {
    std::vector<double> learned = Explorer(shopper, ranker.options().diversity_01).Save();
    Random random(100 + shopper);
    for (std::size_t page = 0; page < 120; ++page) {
      // A new one for each page, which has seen nothing, so that each showing is learned.
      Explorer explorer(shopper, ranker.options().diversity_01);
      EXPECT_TRUE(explorer.Restore(learned));
      const auto picks = PageOf(ranker, explorer.For(page), profile);
      explorer.Seen(catalog, picks);
      for (const Pick& pick : picks) {
        const float popularity = catalog.popularity()[pick.product];
        if (page >= 20) {
          sum += static_cast<double>(popularity);
          count += 1;
        }
        if (random.Uniform() < opens(popularity)) {
          explorer.Observe({EventKind::kSelect, kNow, "", {std::string(catalog.id(pick.product))}});
        }
      }
      learned = explorer.Save();
    }
  }
  return sum / count;
}

TEST(Explorer, LearnsWhatThisShopperOpens) {
  const Catalog catalog = Shop(400, 5);
  RankOptions options;
  options.popularity_weight = 0;
  const Ranker ranker(catalog, options);
  Profile profile;
  for (ProductIndex product = 0; product < 5; ++product) {
    profile.Observe({EventKind::kView, kNow - product, "", {std::string(catalog.id(product))}});
  }
  const double of_anyone = MeanPopularity(ranker, profile, [](float) { return 0.3F; });
  const double of_followers =
      MeanPopularity(ranker, profile, [](float popularity) { return 0.6F * popularity; });
  const double of_others =
      MeanPopularity(ranker, profile, [](float popularity) { return 0.6F * (1 - popularity); });
  EXPECT_GT(of_followers, of_anyone + 0.05);
  EXPECT_LT(of_others, of_anyone - 0.05);
}

TEST(Explorer, LearnsEachShowingAndEachRewardOnce) {
  const Catalog catalog = Shop(100, 6);
  const Ranker ranker(catalog);
  Explorer once(1, 0.35F);
  Explorer often(1, 0.35F);
  const auto picks = PageOf(ranker, once.For(0));
  const std::vector<std::string> opened = {std::string(catalog.id(picks[2].product))};
  const Event event = {EventKind::kView, kNow, "", opened};
  once.Observe(event);  // Not seen yet: nothing to reward.
  EXPECT_EQ(once.Save(), often.Save());
  once.Seen(catalog, picks);
  const auto unrewarded = once.Save();
  once.Observe(event);
  EXPECT_NE(once.Save(), unrewarded);
  for (int time = 0; time < 3; ++time) {
    often.Seen(catalog, picks);
    often.Observe(event);
    often.Observe({EventKind::kImpression, kNow, "", opened});
    often.Observe({EventKind::kDismiss, kNow, "", opened});
  }
  EXPECT_EQ(once.Save(), often.Save());
}

TEST(Explorer, ForgetsAllThatItLearned) {
  const Catalog catalog = Shop(100, 7);
  const Ranker ranker(catalog);
  const Explorer fresh(1, 0.35F);
  Explorer explorer(1, 0.35F);
  explorer.Seen(catalog, PageOf(ranker, explorer.For(0)));
  EXPECT_NE(explorer.Save(), fresh.Save());
  explorer.Forget();
  EXPECT_EQ(explorer.Save(), fresh.Save());
}

// Up to the last bits: sums are taken in another order.
void ExpectNear(const std::vector<double>& state, const std::vector<double>& expected) {
  ASSERT_EQ(state.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(state[i], expected[i], 1e-9 * (1 + std::abs(expected[i])));
  }
}

TEST(Explorer, TakesBackOnlyWhatItSaved) {
  const Catalog catalog = Shop(100, 8);
  const Ranker ranker(catalog);
  Explorer explorer(1, 0.35F);
  explorer.Seen(catalog, PageOf(ranker, explorer.For(0)));
  const std::vector<double> state = explorer.Save();
  Explorer other(1, 0.35F);
  ASSERT_TRUE(other.Restore(state));
  ExpectNear(other.Save(), state);
  const auto refused = [](const std::vector<double>& broken) {
    Explorer fresh(1, 0.35F);
    const std::vector<double> before = fresh.Save();
    const ErrorCode code = fresh.Restore(broken).error().code;
    EXPECT_EQ(fresh.Save(), before);
    return code;
  };
  const auto code = [&](std::size_t place, double value) {
    std::vector<double> broken = state;
    broken[place] = value;
    return refused(broken);
  };
  EXPECT_EQ(code(0, std::numeric_limits<double>::quiet_NaN()), ErrorCode::kProfileCorrupt);
  EXPECT_EQ(code(kSlotFeatureCount, -1), ErrorCode::kProfileCorrupt);
  EXPECT_EQ(code(kSlotFeatureCount, 1), ErrorCode::kProfileCorrupt);
  EXPECT_EQ(code(7, std::numeric_limits<double>::infinity()), ErrorCode::kProfileCorrupt);
  EXPECT_EQ(refused(std::vector<double>(5)), ErrorCode::kShapeMismatch);
}

TEST(Explorer, WhatWasSeenBeforeAnEarlierVisitIsKnownComesOnTop) {
  const Catalog catalog = Shop(100, 8);
  const Ranker ranker(catalog);
  Explorer earlier(1, 0.35F);
  earlier.Seen(catalog, PageOf(ranker, earlier.For(0)));
  const std::vector<double> kept = earlier.Save();
  Explorer late(2, 0.35F);
  const auto picks = PageOf(ranker, late.For(3));
  const Event opened = {.kind = EventKind::kView,
                        .id = {},
                        .product_ids = {std::string(catalog.id(picks[0].product))}};
  late.Seen(catalog, picks);
  late.Observe(opened);
  ASSERT_TRUE(late.Restore(kept));
  Explorer early(2, 0.35F);
  ASSERT_TRUE(early.Restore(kept));
  early.Seen(catalog, picks);
  early.Observe(opened);
  const std::vector<double> expected = early.Save();
  const std::vector<double> learned = late.Save();
  ExpectNear(learned, expected);
  // What another page saved has the same showings in it.
  ASSERT_TRUE(late.Restore(expected));
  EXPECT_EQ(late.Save(), learned);
}

}  // namespace
}  // namespace vitrine
