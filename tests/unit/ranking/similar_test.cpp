// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/similar.h>

#include "tests/support/catalog_fixture.h"

#include <vitrine/ranking/likeness.h>
#include <vitrine/ranking/rules.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeProduct;
using ::vitrine::testing::MakeShop;

constexpr std::int64_t kNow = 1'700'000'000'000;

TEST(SimilarProducts, AreTheLikestFirstAndNeverTheProductItself) {
  const Catalog catalog = MakeCatalog(MakeShop(80, 3));
  const Ranker ranker(catalog);
  const auto similar = SimilarProducts(ranker, {}, 7, 6, nullptr);
  ASSERT_EQ(similar.size(), 6U);
  const Likeness likeness(catalog, 7);
  for (std::size_t i = 1; i < similar.size(); ++i) {
    EXPECT_GE(likeness.To(similar[i - 1]), likeness.To(similar[i]));
  }
  // Nobody who is left out is more alike than the last.
  for (ProductIndex other = 0; other < catalog.size(); ++other) {
    if (other != 7 && std::ranges::find(similar, other) == similar.end()) {
      EXPECT_LE(likeness.To(other), likeness.To(similar.back())) << catalog.id(other);
    }
  }
  EXPECT_EQ(std::ranges::find(similar, 7U), similar.end());
}

TEST(SimilarProducts, LeaveOutWhatCannotOrMayNotBeShown) {
  Catalog catalog = MakeCatalog(MakeShop(20, 3));
  const Ranker ranker(catalog);
  Profile profile;
  profile.Observe({EventKind::kDismiss, kNow, "", {std::string(catalog.id(1))}});
  profile.Observe({EventKind::kPurchase, kNow + 1, "", {std::string(catalog.id(2))}});
  catalog.OverrideAvailability(3, Availability::kOutOfStock);
  SlateRules rules;
  rules.rules.push_back(
      {.kind = RuleKind::kNever,
       .which = {.conditions = {{ProductProperty::kProduct, std::string(catalog.id(4))}}}});
  const AppliedRules applied(catalog, rules);
  const auto similar = SimilarProducts(ranker, profile, 0, 64, &applied);
  EXPECT_EQ(similar.size(), 15U) << "20 less itself and four";
  for (const ProductIndex hidden : {0U, 1U, 2U, 3U, 4U}) {
    EXPECT_EQ(std::ranges::find(similar, hidden), similar.end()) << hidden;
  }
}

TEST(SimilarProducts, ShowOneOfEachGroupAndNoneOfItsOwn) {
  std::vector<Product> products;
  for (const char* id : {"A1", "A2", "B1", "B2", "C"}) {
    products.push_back(MakeProduct(id, {"Home", "Lamps"}, "Elm", "Sage", 10));
    products.back().group_id = id[0] == 'C' ? "" : std::string(1, id[0]);
  }
  const Catalog catalog = MakeCatalog(products);
  const Ranker ranker(catalog);
  auto similar = SimilarProducts(ranker, {}, *catalog.Find("A2"), 6, nullptr);
  std::ranges::transform(similar, similar.begin(),
                         [&](ProductIndex product) { return ranker.FirstVariant(product); });
  std::ranges::sort(similar);
  EXPECT_EQ(similar, (std::vector<ProductIndex>{*catalog.Find("B1"), *catalog.Find("C")}));
  EXPECT_EQ(VariantsOf(ranker, *catalog.Find("A2")),
            (std::vector<ProductIndex>{*catalog.Find("A1"), *catalog.Find("A2")}));
  EXPECT_EQ(VariantsOf(ranker, *catalog.Find("C")),
            (std::vector<ProductIndex>{*catalog.Find("C")}));
}

}  // namespace
}  // namespace vitrine
