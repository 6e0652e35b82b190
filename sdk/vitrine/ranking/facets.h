// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/facet_kind.h>

#include <vector>

namespace vitrine {

/// The top-level category of a product, its department; kNoTerm when it has no category.
TermIndex RootCategory(const Catalog& catalog, ProductIndex product);

/// The terms of a product under one facet, as a reason names them; empty when it has none. Price
/// bands are comparable within a department only, so their term is root * kPriceBandCount + band.
std::vector<TermIndex> TermsOf(const Catalog& catalog, ProductIndex product, FacetKind facet);

/// Whether TermsOf(catalog, product, facet) has `term`; takes no memory.
bool HasTerm(const Catalog& catalog, ProductIndex product, FacetKind facet, TermIndex term);

/// The cosine of two products' vectors, -1 .. 1; 0 in a catalogue without vectors.
float Cosine(const Catalog& catalog, ProductIndex first, ProductIndex second);

}  // namespace vitrine
