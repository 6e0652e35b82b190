// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>

#include <vector>

namespace vitrine {

/// How alike other products look to one, to a shopper's eye: their vectors, category, brand and
/// colours; less where they go together, as other things of the same department do. Made once for a
/// product, so that a comparison takes no memory.
class Likeness {
 public:
  /// The catalogue must outlive it.
  Likeness(const Catalog& catalog, ProductIndex product);

  /// -0.1 .. 1.
  float To(ProductIndex other) const;

 private:
  const Catalog& catalog_;
  ProductIndex product_;
  TermIndex department_;
  std::vector<float> vector_;
};

}  // namespace vitrine
