// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// What a product's category, price band, brand, colours and popularity add to its score for one
/// taste. Made once for a taste, so that a product costs a few look-ups.
class FacetScores {
 public:
  /// The catalogue must outlive the scores; the taste is of it.
  FacetScores(const Catalog& catalog, const Taste& taste, const RankOptions& options);

  float Of(ProductIndex product) const {
    const ProductFacets& facets = facets_[product];
    float score = popularity_weight_ * popularity_[product];
    if (facets.category != kNoTerm) {
      score += categories_[facets.category * kPriceBandCount + facets.price_band];
    }
    if (facets.brand != kNoTerm) {
      score += brands_[facets.brand];
    }
    if (facets.colour_count > 0) {
      float colours = 0;
      for (std::uint32_t i = 0; i < facets.colour_count; ++i) {
        colours += colours_[colour_lists_[facets.first_colour + i]];
      }
      score += colours / static_cast<float>(facets.colour_count);
    }
    return score;
  }

 private:
  std::span<const ProductFacets> facets_;
  std::span<const TermIndex> colour_lists_;
  std::span<const float> popularity_;
  float popularity_weight_;
  std::vector<float> categories_;  // The whole way to the root, and the price band: [nodes, bands].
  std::vector<float> brands_;
  std::vector<float> colours_;
};

}  // namespace vitrine
