// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catalog_fixture.h"
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/features.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

namespace vitrine {
namespace {

std::size_t FeatureAt(std::string_view name) {
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    if (FeatureName(i) == name) {
      return i;
    }
  }
  ADD_FAILURE() << "no feature " << name;
  return 0;
}

TEST(Features, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    EXPECT_FALSE(FeatureName(i).empty());
    names.insert(FeatureName(i));
  }
  EXPECT_EQ(names.size(), kFeatureCount);
}

TEST(Features, LieInTheRangesThatAreTold) {
  const Catalog trained = TrainedCatalog(400, {});
  const Catalog shop = testing::MakeCatalog(testing::MakeShop(300, 4));
  Random random(5);
  for (const Catalog* catalog : {&trained, &shop}) {
    const auto popular = PopularProducts(*catalog, 200);
    for (int shopper = 0; shopper < 40; ++shopper) {
      std::vector<Visit> visits;
      std::int64_t time_ms = 0;
      for (std::uint32_t i = random.Below(kMaxHistory) + 1; i > 0; --i) {
        // Of few products, so that they come again.
        visits.push_back({random.Below(shopper % 2 == 0 ? 8 : 300), time_ms});
        time_ms += random.Below(3'600'000);
      }
      const auto candidates = FindCandidates(*catalog, visits, popular, 200);
      std::vector<float> rows(candidates.size() * kFeatureCount);
      ComputeFeatures(*catalog, visits, candidates, rows);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const FeatureInfo& info = FeatureInfoOf(i % kFeatureCount);
        // Vectors of 8 bits are longer than 1 by a rounding.
        ASSERT_GE(rows[i], info.lowest - 0.02F) << info.name;
        ASSERT_LE(rows[i], info.highest + 0.02F) << info.name;
      }
    }
  }
}

TEST(Features, SayWhatTheirNamesSay) {
  const Catalog catalog = TrainedCatalog(20, {});
  const std::vector<Visit> visits = {{4, 0}, {5, 3000}, {4, 5000}};
  const std::vector<Candidate> candidates = {{.product = 5}, {.product = 3}};
  std::vector<float> rows(2 * kFeatureCount);
  ComputeFeatures(catalog, visits, candidates, rows);
  const auto of_five = [&](std::string_view name) { return rows[FeatureAt(name)]; };
  const auto of_three = [&](std::string_view name) {
    return rows[kFeatureCount + FeatureAt(name)];
  };
  EXPECT_EQ(of_five("was_visited"), 1);
  EXPECT_EQ(of_five("visit_nearness"), 0.5F);
  EXPECT_EQ(of_five("is_newest"), 0);
  EXPECT_EQ(of_three("was_visited"), 0);
  // Product 3's list names 4, the newest visit; that of 5 does not.
  EXPECT_FLOAT_EQ(of_three("reverse_follow"), 250.0F / 255);
  EXPECT_EQ(of_five("reverse_follow"), 0);
  EXPECT_NEAR(of_five("vector_newest"), 0.48F, 0.01F);  // 0.8 * 0.6 on the axis they share.
  EXPECT_NEAR(of_five("history_length"), std::log(3.0F), 1e-5);
  EXPECT_NEAR(of_five("history_variety"), 2.0F / 3, 1e-5);
  EXPECT_NEAR(of_five("newest_gap"), std::log(3.0F), 1e-5);
  EXPECT_NEAR(of_five("history_span"), std::log(6.0F), 1e-5);
  EXPECT_NEAR(of_five("price_ratio"), std::log(6.0F / 5), 1e-5);
  EXPECT_EQ(of_five("position"), 0);
  EXPECT_NEAR(of_three("position"), std::log(2.0F), 1e-5);
}

TEST(Features, AreFiniteInAShopThatWasNeverTrained) {
  const Catalog catalog = testing::MakeCatalog(testing::MakeShop(120, 3));
  // The clock was set back between the visits.
  const std::vector<Visit> visits = {{4, 5'000'000'000'000}, {5, -1}};
  const auto candidates = FindCandidates(catalog, visits, PopularProducts(catalog, 60), 60);
  std::vector<float> rows(candidates.size() * kFeatureCount);
  ComputeFeatures(catalog, visits, candidates, rows);
  EXPECT_TRUE(std::ranges::all_of(rows, [](float value) { return std::isfinite(value); }));
  EXPECT_EQ(rows[FeatureAt("history_span")], 0);
}

}  // namespace
}  // namespace vitrine
