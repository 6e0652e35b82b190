// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facets.h>

#include <vitrine/ranking/dot.h>

#include <algorithm>
#include <cstddef>

namespace vitrine {

TermIndex RootCategory(const Catalog& catalog, ProductIndex product) {
  TermIndex root = kNoTerm;
  for (TermIndex node = catalog.category(product); node != kNoTerm;
       node = catalog.category_parent(node)) {
    root = node;
  }
  return root;
}

std::vector<TermIndex> TermsOf(const Catalog& catalog, ProductIndex product, FacetKind facet) {
  TermIndex term = kNoTerm;
  switch (facet) {
    case FacetKind::kCategory:
      term = catalog.category(product);
      break;
    case FacetKind::kBrand:
      term = catalog.brand(product);
      break;
    case FacetKind::kColour: {
      const auto colours = catalog.colours(product);
      return {colours.begin(), colours.end()};
    }
    case FacetKind::kPriceBand:
      if (const TermIndex root = RootCategory(catalog, product); root != kNoTerm) {
        term = root * static_cast<TermIndex>(kPriceBandCount) + catalog.price_band(product);
      }
      break;
    case FacetKind::kLook:
    case FacetKind::kNone:
      break;
  }
  return term == kNoTerm ? std::vector<TermIndex>() : std::vector<TermIndex>{term};
}

bool HasTerm(const Catalog& catalog, ProductIndex product, FacetKind facet, TermIndex term) {
  const auto terms = TermsOf(catalog, product, facet);
  return std::ranges::find(terms, term) != terms.end();
}

float Cosine(const Catalog& catalog, ProductIndex first, ProductIndex second) {
  const std::size_t dimension = catalog.dimension();
  if (dimension == 0) {
    return 0;
  }
  const auto rows = catalog.vectors();
  float cosine = 0;
  DotRows(rows.subspan(first * dimension, dimension), rows.subspan(second * dimension, dimension),
          {&cosine, 1});
  return cosine;
}

}  // namespace vitrine
