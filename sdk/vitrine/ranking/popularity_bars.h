// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/facet_kind.h>

#include <vector>

namespace vitrine {

/// How popular a product must be to be called popular: in the shop, and among the products of each
/// category, brand and colour. It takes the upper third of at least three products.
class PopularityBars {
 public:
  /// Cost: O(size()), once.
  explicit PopularityBars(const Catalog& catalog);

  /// Whether the product is popular among those of a term; of the whole shop with kNone.
  bool IsPopular(const Catalog& catalog, ProductIndex product, FacetKind facet,
                 TermIndex term) const;

 private:
  float shop_;
  std::vector<float> categories_;
  std::vector<float> brands_;
  std::vector<float> colours_;
};

}  // namespace vitrine
