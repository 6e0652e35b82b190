// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <span>
#include <vector>

namespace vitrine {

/// How alike other products look to one, to a shopper's eye: their vectors, category, brand and
/// colours. Made once for a product, so that a comparison takes no memory.
class Likeness {
 public:
  /// The catalogue must outlive it.
  Likeness(const Catalog& catalog, ProductIndex product);

  /// 0 .. 1.
  float To(ProductIndex other) const;

 private:
  const Catalog& catalog_;
  ProductIndex product_;
  std::vector<float> vector_;
};

/// Chooses the products of a page from the scores of all, as Ranker::PickPage says; no reasons yet.
///
/// @param scores [catalog.size()], -infinity for products that cannot be had.
std::vector<Pick> ChooseSlate(const Ranker& ranker, const Profile& profile,
                              const PageRequest& request, std::span<const float> scores);

}  // namespace vitrine
