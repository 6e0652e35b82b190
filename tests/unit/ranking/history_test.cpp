// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/ranking/history.h>

#include <gtest/gtest.h>

#include <string>

namespace vitrine {
namespace {

TEST(RecentVisits, AreWhatTheShopperTurnedToOldestFirst) {
  const Catalog catalog = TrainedCatalog(5, {});
  Profile profile;
  profile.Observe({EventKind::kView, 3000, "", {"p102"}});
  profile.Observe({EventKind::kSelect, 2900, "", {"p102"}});
  profile.Observe({EventKind::kImpression, 500, "", {"p100", "p101", "p103"}});
  profile.Observe({EventKind::kAddToCart, 1000, "", {"p101"}});
  profile.Observe({EventKind::kDismiss, 1500, "", {"p104"}});
  profile.Observe({EventKind::kView, 1700, "", {"not in this shop"}});
  const auto visits = RecentVisits(catalog, profile);
  ASSERT_EQ(visits.size(), 2U);
  EXPECT_EQ(visits[0].product, 1U);
  EXPECT_EQ(visits[0].time_ms, 1000);
  EXPECT_EQ(visits[1].product, 2U);
  EXPECT_EQ(visits[1].time_ms, 3000);
}

TEST(RecentVisits, OnlyTheNewestAreKept) {
  const Catalog catalog = TrainedCatalog(60, {});
  Profile profile;
  for (int i = 0; i < 60; ++i) {
    profile.Observe({EventKind::kView, i, "", {"p" + std::to_string(100 + i)}});
  }
  const auto visits = RecentVisits(catalog, profile);
  ASSERT_EQ(visits.size(), kMaxHistory);
  EXPECT_EQ(visits.back().product, 59U);
  EXPECT_EQ(visits.front().product, 60 - kMaxHistory);
}

TEST(RecentVisits, AreThoseOfTheNewestStay) {
  const Catalog catalog = TrainedCatalog(5, {});
  Profile profile;
  profile.Observe({EventKind::kView, 1000, "", {"p100"}});
  profile.Observe({EventKind::kView, 2000 + kLongestPauseMs, "", {"p101"}});
  profile.Observe({EventKind::kView, 2000 + 2 * kLongestPauseMs, "", {"p102"}});
  const auto visits = RecentVisits(catalog, profile);
  ASSERT_EQ(visits.size(), 2U);
  EXPECT_EQ(visits[0].product, 1U);
}

TEST(RecentVisits, LeaveOutWhatWasDismissedSince) {
  const Catalog catalog = TrainedCatalog(5, {});
  Profile profile;
  profile.Observe({EventKind::kView, 1000, "", {"p100"}});
  profile.Observe({EventKind::kView, 2000, "", {"p101"}});
  profile.Observe({EventKind::kDismiss, 3000, "", {"p100"}});
  const auto visits = RecentVisits(catalog, profile);
  ASSERT_EQ(visits.size(), 1U);
  EXPECT_EQ(visits[0].product, 1U);
}

}  // namespace
}  // namespace vitrine
