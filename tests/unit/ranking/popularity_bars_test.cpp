// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catalog_fixture.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/popularity_bars.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace vitrine {
namespace {

// Counted as the rule is written: fewer than a third of at least three are more popular.
bool IsPopularByCounting(const Catalog& catalog, ProductIndex product, FacetKind facet,
                         TermIndex term) {
  std::size_t group = 0;
  std::size_t above = 0;
  for (ProductIndex other = 0; other < catalog.size(); ++other) {
    if (facet == FacetKind::kNone || HasTerm(catalog, other, facet, term)) {
      ++group;
      above += catalog.popularity()[other] > catalog.popularity()[product] ? 1 : 0;
    }
  }
  return group >= 3 && above * 3 < group;
}

TEST(PopularityBars, AgreeWithCounting) {
  for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 40U, 301U}) {
    Random random(count);
    std::vector<float> popularity;
    for (std::size_t i = 0; i < count; ++i) {
      // Few different values, so that many are equal.
      popularity.push_back(static_cast<float>(random.Below(8)) / 8);
    }
    const Catalog catalog = testing::MakeCatalog(testing::MakeShop(count, 5), popularity);
    const PopularityBars bars(catalog);
    for (ProductIndex product = 0; product < catalog.size(); ++product) {
      EXPECT_EQ(bars.IsPopular(catalog, product, FacetKind::kNone, kNoTerm),
                IsPopularByCounting(catalog, product, FacetKind::kNone, kNoTerm));
      for (const FacetKind facet : {FacetKind::kCategory, FacetKind::kBrand, FacetKind::kColour}) {
        for (const TermIndex term : TermsOf(catalog, product, facet)) {
          EXPECT_EQ(bars.IsPopular(catalog, product, facet, term),
                    IsPopularByCounting(catalog, product, facet, term));
        }
      }
    }
  }
}

}  // namespace
}  // namespace vitrine
