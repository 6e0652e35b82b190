// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facet_scores.h>

#include <cstddef>
#include <span>

namespace vitrine {
namespace {

std::vector<float> Times(std::span<const float> values, float factor) {
  std::vector<float> products;
  products.reserve(values.size());
  for (const float value : values) {
    products.push_back(value * factor);
  }
  return products;
}

}  // namespace

FacetScores::FacetScores(const Catalog& catalog, const Taste& taste, const RankOptions& options)
    : facets_(catalog.facets()),
      colour_lists_(catalog.colour_lists()),
      popularity_(catalog.popularity()),
      popularity_weight_(options.popularity_weight),
      categories_(catalog.category_count() * kPriceBandCount),
      brands_(Times(taste.brands, options.brand_weight)),
      colours_(Times(taste.colours, options.colour_weight)) {
  std::vector<float> sums(catalog.category_count());
  std::vector<TermIndex> roots(catalog.category_count());
  for (TermIndex node = 0; node < sums.size(); ++node) {
    const TermIndex parent = catalog.category_parent(node);  // Always a smaller index.
    roots[node] = parent == kNoTerm ? node : roots[parent];
    sums[node] = taste.categories[node] + (parent == kNoTerm ? 0.0F : sums[parent]);
    for (std::size_t band = 0; band < kPriceBandCount; ++band) {
      categories_[node * kPriceBandCount + band] =
          options.category_weight * sums[node] +
          options.price_weight * taste.price_bands[roots[node] * kPriceBandCount + band];
    }
  }
}

}  // namespace vitrine
