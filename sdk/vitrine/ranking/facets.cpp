// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facets.h>

#include <algorithm>
#include <cstddef>

namespace vitrine {
namespace {

// The term of a facet of which a product has one at the most.
TermIndex SingleTerm(const Catalog& catalog, ProductIndex product, FacetKind facet) {
  switch (facet) {
    case FacetKind::kCategory:
      return catalog.category(product);
    case FacetKind::kBrand:
      return catalog.brand(product);
    case FacetKind::kPriceBand:
      if (const TermIndex root = RootCategory(catalog, product); root != kNoTerm) {
        return root * static_cast<TermIndex>(kPriceBandCount) + catalog.price_band(product);
      }
      break;
    case FacetKind::kColour:
    case FacetKind::kLook:
    case FacetKind::kTogether:
    case FacetKind::kNone:
      break;
  }
  return kNoTerm;
}

}  // namespace

TermIndex RootCategory(const Catalog& catalog, ProductIndex product) {
  TermIndex root = kNoTerm;
  for (TermIndex node = catalog.category(product); node != kNoTerm;
       node = catalog.category_parent(node)) {
    root = node;
  }
  return root;
}

std::vector<TermIndex> TermsOf(const Catalog& catalog, ProductIndex product, FacetKind facet) {
  if (facet == FacetKind::kColour) {
    const auto colours = catalog.colours(product);
    return {colours.begin(), colours.end()};
  }
  const TermIndex term = SingleTerm(catalog, product, facet);
  return term == kNoTerm ? std::vector<TermIndex>() : std::vector<TermIndex>{term};
}

bool HasTerm(const Catalog& catalog, ProductIndex product, FacetKind facet, TermIndex term) {
  if (facet == FacetKind::kColour) {
    const auto colours = catalog.colours(product);
    return std::ranges::find(colours, term) != colours.end();
  }
  return term != kNoTerm && SingleTerm(catalog, product, facet) == term;
}

float Cosine(const Catalog& catalog, ProductIndex first, ProductIndex second) {
  const std::size_t dimension = catalog.dimension();
  if (dimension == 0) {
    return 0;
  }
  std::vector<float> vector(dimension);
  CopyRow(catalog.vectors(), second, vector);
  return DotRow(catalog.vectors(), first, vector);
}

}  // namespace vitrine
