// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/profile.h>

#include "tests/support/catalog_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace vitrine {
namespace {

using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeProduct;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;

Event View(std::string product, std::int64_t time_ms, std::string id = "") {
  return {EventKind::kView, time_ms, std::move(id), {std::move(product)}};
}

TEST(Profile, AnEventToldTwiceCountsOnce) {
  Profile profile;
  EXPECT_TRUE(profile.Observe(View("A", 1, "e1")));
  EXPECT_FALSE(profile.Observe(View("A", 1, "e1")));
  EXPECT_EQ(profile.interactions().size(), 1U);
}

TEST(Profile, EventsOutOfOrderAreSortedByTime) {
  Profile profile;
  for (const std::int64_t time : {30, 10, 20}) {
    profile.Observe(View("A" + std::to_string(time), time));
  }
  EXPECT_TRUE(std::ranges::is_sorted(profile.interactions(), {}, &Interaction::time_ms));
}

TEST(Profile, ItsSizeIsBounded) {
  Profile profile;
  for (int i = 0; i < 2000; ++i) {
    profile.Observe(View("A" + std::to_string(i), i, "e" + std::to_string(i)));
  }
  ASSERT_EQ(profile.interactions().size(), Profile::kMaxDeliberate);
  EXPECT_EQ(profile.interactions().back().product_id, "A1999");
}

TEST(Profile, LongListsPushNoDeedOut) {
  Profile profile;
  profile.Observe({EventKind::kPurchase, 1, "", {"bought"}});
  profile.Observe({EventKind::kDismiss, 2, "", {"dismissed"}});
  profile.Observe(View("opened", 3));
  Event list{EventKind::kImpression, 0, "", {}};
  for (int i = 0; i < 60; ++i) {
    list.product_ids.push_back("L" + std::to_string(i));
  }
  for (int i = 0; i < 30; ++i) {
    list.time_ms = 10 + i;
    profile.Observe(list);
  }
  EXPECT_EQ(profile.interactions().size(), 3 + Profile::kMaxImpressions);
  for (const char* id : {"bought", "dismissed", "opened"}) {
    EXPECT_NE(std::ranges::find(profile.interactions(), id, &Interaction::product_id),
              profile.interactions().end())
        << id;
  }
}

TEST(Profile, AnEventWithoutProductsChangesNothing) {
  Profile profile;
  EXPECT_FALSE(profile.Observe({EventKind::kView, 1, "e", {}}));
  EXPECT_TRUE(profile.interactions().empty());
}

TEST(Profile, SavedAndRestoredItIsTheSame) {
  Profile profile;
  profile.Observe(View("quote\" and \xc3\xa9", 7, "e1"));
  profile.Observe({EventKind::kPurchase, 9, "", {"B", "C"}});
  auto restored = Profile::Restore(profile.Save());
  ASSERT_TRUE(restored.has_value());
  EXPECT_EQ(restored->Save(), profile.Save());
  EXPECT_FALSE(restored->Observe(View("quote\" and \xc3\xa9", 8, "e1")))
      << "seen ids are part of the profile";
}

TEST(Profile, WhatTheFirstVersionKeptIsStillKnown) {
  const auto profile = Profile::Restore(
      R"({"version":1,"interactions":[["view_item",7,"A"],["purchase",9,"B"]],"seen":["e1"]})");
  ASSERT_TRUE(profile.has_value()) << profile.error().message;
  ASSERT_EQ(profile->interactions().size(), 2U);
  EXPECT_EQ(profile->interactions()[0].product_id, "A");
  EXPECT_EQ(profile->interactions()[1].kind, EventKind::kPurchase);
  EXPECT_EQ(Profile::Restore(profile->Save())->Save(), profile->Save());
}

TEST(Profile, ForgettingLeavesNothing) {
  Profile profile;
  profile.Observe(View("A", 1, "e1"));
  profile.Forget();
  EXPECT_EQ(profile.Save(), Profile().Save());
}

TEST(Profile, DamagedStorageIsAnError) {
  for (const char* json :
       {"", "{}", "[]", R"({"version":3,"interactions":[]})", R"({"version":0,"interactions":[]})",
        R"({"version":"2","interactions":[]})",
        R"({"version":2,"interactions":[["view_item",1,"A",7]]})",
        R"({"version":1,"interactions":[["view_item","x","A"]],"seen":[]})",
        R"({"version":1,"interactions":[["no_such",1,"A"]],"seen":[]})", R"({"version":2})"}) {
    const auto restored = Profile::Restore(json);
    ASSERT_FALSE(restored.has_value()) << json;
    EXPECT_EQ(restored.error().code, ErrorCode::kProfileCorrupt);
  }
}

TEST(InteractionWeights, NewerCountsMoreAndDismissingCountsAgainst) {
  Profile profile;
  profile.Observe(View("A", 0));
  profile.Observe(View("B", 10 * kMinute));
  profile.Observe({EventKind::kDismiss, 11 * kMinute, "", {"C"}});
  const auto weights = InteractionWeights(profile, 12 * kMinute, {});
  ASSERT_EQ(weights.size(), 3U);
  EXPECT_LT(weights[0], weights[1]);
  EXPECT_GT(weights[0], 0);
  EXPECT_LT(weights[2], 0);
}

TEST(InteractionWeights, TheSessionFadesWithinHoursAndTheLongTermPartStays) {
  Profile profile;
  profile.Observe(View("A", 0));
  const float now = InteractionWeights(profile, 0, {})[0];
  const float next_day = InteractionWeights(profile, kDay, {})[0];
  const float next_month = InteractionWeights(profile, 30 * kDay, {})[0];
  EXPECT_LT(next_day, 0.25F * now);
  EXPECT_GT(next_day, 0.15F * now);
  EXPECT_NEAR(next_month, 0.5F * next_day, 0.05F * next_day);
}

TEST(InteractionWeights, AClockThatRunsAheadCountsAsNow) {
  Profile ahead;
  ahead.Observe(View("A", kDay));
  Profile on_time;
  on_time.Observe(View("A", 0));
  EXPECT_EQ(InteractionWeights(ahead, 0, {}), InteractionWeights(on_time, 0, {}));
}

TEST(InteractionWeights, BuyingSaysMoreThanBaggingThanViewingThanSeeing) {
  float last = 0;
  for (const EventKind kind : {EventKind::kImpression, EventKind::kSelect, EventKind::kView,
                               EventKind::kAddToCart, EventKind::kPurchase}) {
    Profile profile;
    profile.Observe({kind, 0, "", {"A"}});
    const float weight = InteractionWeights(profile, 0, {})[0];
    EXPECT_GT(weight, last);
    last = weight;
  }
}

TEST(InteractionWeights, ALongListSaysNoMoreThanTwoImpressions) {
  const auto total = [](std::size_t length) {
    Profile profile;
    Event list{EventKind::kImpression, 0, "", {}};
    for (std::size_t i = 0; i < length; ++i) {
      list.product_ids.push_back("A" + std::to_string(i));
    }
    profile.Observe(list);
    double sum = 0;
    for (const float weight : InteractionWeights(profile, 0, {})) {
      sum += weight;
    }
    return sum;
  };
  EXPECT_NEAR(total(2), 2 * total(1), 1e-6);
  EXPECT_NEAR(total(100), total(2), 1e-6);
}

TEST(InteractionWeights, AnyRestoredTimeGivesAFiniteWeight) {
  const auto profile = Profile::Restore(
      R"({"version":1,"interactions":[["view_item",-9223372036854775808,"A"],["view_item",9223372036854775807,"B"]],"seen":[]})");
  ASSERT_TRUE(profile.has_value());
  for (const float weight : InteractionWeights(*profile, 1'700'000'000'000, {})) {
    EXPECT_TRUE(std::isfinite(weight));
  }
}

TEST(TasteAt, AddsUpOverInteractions) {
  const Catalog catalog = MakeCatalog({MakeProduct("A", {"Home", "Lamps"}, "Elm", "Sage", 10),
                                       MakeProduct("B", {"Home", "Vases"}, "Elm", "Rust", 20),
                                       MakeProduct("C", {"Shoes"}, "Fjord", "Sage", 30)});
  Profile first;
  first.Observe(View("A", 0));
  Profile both = first;
  both.Observe(View("B", 0));
  const TasteOptions flat{.recency_half_life_events = 1e12};
  const Taste one = TasteAt(catalog, first, 0, flat);
  const Taste two = TasteAt(catalog, both, 0, flat);
  const TermIndex elm = catalog.brand(*catalog.Find("A"));
  const TermIndex home = catalog.category_parent(catalog.category(*catalog.Find("A")));
  EXPECT_NEAR(two.brands[elm], 2 * one.brands[elm], 1e-5);
  EXPECT_NEAR(two.categories[home], 2 * one.categories[home], 1e-5);
  EXPECT_EQ(two.brands[catalog.brand(*catalog.Find("C"))], 0);
}

TEST(TasteAt, UnknownProductsCountForNothing) {
  const Catalog catalog = MakeCatalog({MakeProduct("A", {"Home"}, "Elm", "Sage", 10)});
  Profile profile;
  profile.Observe(View("gone", 0));
  const Taste taste = TasteAt(catalog, profile, 0, {});
  EXPECT_THAT(taste.vector, ::testing::Each(0.0F));
  EXPECT_THAT(taste.brands, ::testing::Each(0.0F));
}

}  // namespace
}  // namespace vitrine
