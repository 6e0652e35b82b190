// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/coarse_taste.h>

#include "tests/support/catalog_fixture.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeProduct;

constexpr std::int64_t kNow = 1'700'000'000'000;

// Twenty products of 10, 20, ... euros in each of three departments.
Catalog Shop() {
  std::vector<Product> products;
  for (const char* department : {"Bags", "Lamps", "Vases"}) {
    for (int i = 0; i < 20; ++i) {
      products.push_back(MakeProduct(department + std::to_string(100 + i), {department, "Small"},
                                     "Alder", "White", 10 * (i + 1)));
    }
  }
  return MakeCatalog(products);
}

void View(const std::string& id, int times, Profile* profile) {
  for (int i = 0; i < times; ++i) {
    Event event;
    event.kind = EventKind::kView;
    event.time_ms = kNow - 1000 * static_cast<std::int64_t>(profile->interactions().size());
    event.product_ids = {id};
    profile->Observe(event);
  }
}

std::string NameOf(const Catalog& catalog, const DepartmentTaste& taste) {
  return taste.department == kNoTerm ? "" : std::string(catalog.category_name(taste.department));
}

TEST(CoarseTaste, IsNoneForAShopperWhoHasDoneNothing) {
  const Catalog catalog = Shop();
  for (const DepartmentTaste& taste : CoarseTaste(catalog, {}, kNow)) {
    EXPECT_EQ(taste.department, kNoTerm);
  }
}

TEST(CoarseTaste, IsTheDepartmentAndTheTierOfWhatWasLookedAt) {
  const Catalog catalog = Shop();
  Profile profile;
  View("Lamps100", 1, &profile);
  View("Lamps101", 1, &profile);
  const auto cheap = CoarseTaste(catalog, profile, kNow);
  EXPECT_EQ(NameOf(catalog, cheap[0]), "Lamps");
  EXPECT_EQ(cheap[0].tier, 0);
  EXPECT_EQ(NameOf(catalog, cheap[1]), "");
  View("Vases119", 1, &profile);
  View("Vases118", 1, &profile);
  View("Bags110", 1, &profile);
  const auto both = CoarseTaste(catalog, profile, kNow);
  EXPECT_NE(both[0].department, both[1].department);
  for (const DepartmentTaste& taste : both) {
    const bool lamps = NameOf(catalog, taste) == "Lamps";
    EXPECT_TRUE(lamps || NameOf(catalog, taste) == "Vases");
    EXPECT_EQ(taste.tier, lamps ? 0 : 2);
  }
}

TEST(CoarseTaste, ASecondDepartmentNeedsHalfOfTheFirstOne) {
  const Catalog catalog = Shop();
  Profile profile;
  for (int i = 0; i < 8; ++i) {
    View("Lamps" + std::to_string(100 + i), 1, &profile);
  }
  View("Vases110", 1, &profile);
  const auto taste = CoarseTaste(catalog, profile, kNow);
  EXPECT_EQ(NameOf(catalog, taste[0]), "Lamps");
  EXPECT_EQ(taste[1].department, kNoTerm);
}

TEST(CoarseTaste, WhatWasDismissedIsNoInterest) {
  const Catalog catalog = Shop();
  Profile profile;
  Event event;
  event.kind = EventKind::kDismiss;
  event.time_ms = kNow;
  event.product_ids = {"Lamps100"};
  profile.Observe(event);
  EXPECT_EQ(CoarseTaste(catalog, profile, kNow)[0].department, kNoTerm);
}

}  // namespace
}  // namespace vitrine
