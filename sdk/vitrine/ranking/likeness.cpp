// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/likeness.h>

#include <algorithm>

namespace vitrine {
namespace {

constexpr float kOfVectors = 0.6F;
constexpr float kOfCategory = 0.2F;
constexpr float kOfBrand = 0.1F;
constexpr float kOfColour = 0.1F;

// A skirt beside a blouse, a lamp beside a chair.
constexpr float kGoingTogether = 0.1F;

bool SharesColour(const Catalog& catalog, ProductIndex first, ProductIndex second) {
  return std::ranges::any_of(catalog.colours(first), [&](TermIndex colour) {
    return std::ranges::find(catalog.colours(second), colour) != catalog.colours(second).end();
  });
}

}  // namespace

Likeness::Likeness(const Catalog& catalog, ProductIndex product)
    : catalog_(catalog),
      product_(product),
      department_(RootCategory(catalog, product)),
      vector_(catalog.dimension()) {
  if (!vector_.empty()) {
    CopyRow(catalog.vectors(), product, vector_);
  }
}

float Likeness::To(ProductIndex other) const {
  const float cosine = vector_.empty() ? 0.0F : DotRow(catalog_.vectors(), other, vector_);
  float likeness = kOfVectors * std::clamp(cosine, 0.0F, 1.0F);
  const TermIndex category = catalog_.category(product_);
  const TermIndex brand = catalog_.brand(product_);
  if (category != kNoTerm && category == catalog_.category(other)) {
    likeness += kOfCategory;
  } else if (department_ != kNoTerm && department_ == RootCategory(catalog_, other)) {
    likeness -= kGoingTogether;
  }
  if (brand != kNoTerm && brand == catalog_.brand(other)) {
    likeness += kOfBrand;
  }
  return likeness + (SharesColour(catalog_, product_, other) ? kOfColour : 0.0F);
}

}  // namespace vitrine
