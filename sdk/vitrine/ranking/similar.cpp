// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/likeness.h>
#include <vitrine/ranking/shortlist.h>
#include <vitrine/ranking/similar.h>
#include <vitrine/ranking/small_sort.h>

#include <algorithm>
#include <limits>
#include <span>

namespace vitrine {

std::vector<ProductIndex> SimilarProducts(const Ranker& ranker, const Profile& profile,
                                          ProductIndex product, std::size_t count,
                                          const AppliedRules* rules) {
  const Catalog& catalog = ranker.catalog();
  const Likeness likeness(catalog, product);
  std::vector<float> scores(catalog.size());
  for (ProductIndex other = 0; other < catalog.size(); ++other) {
    scores[other] = catalog.availability(other) == Availability::kOutOfStock
                        ? -std::numeric_limits<float>::infinity()
                        : likeness.To(other);
  }
  const Standing standing(ranker, profile);
  std::vector<bool> allowed = standing.out;
  allowed.flip();
  allowed[ranker.FirstVariant(product)] = false;
  std::vector<ProductIndex> similar = Shortlist(ranker, scores, standing, allowed, rules);
  SmallSort(std::span(similar), [&](ProductIndex first, ProductIndex second) {
    return scores[first] != scores[second] ? scores[first] > scores[second] : first < second;
  });
  similar.resize(std::min(count, similar.size()));
  return similar;
}

std::vector<ProductIndex> VariantsOf(const Ranker& ranker, ProductIndex product) {
  std::vector<ProductIndex> variants;
  const ProductIndex first = ranker.FirstVariant(product);
  for (ProductIndex other = 0; other < ranker.catalog().size(); ++other) {
    if (ranker.FirstVariant(other) == first) {
      variants.push_back(other);
    }
  }
  return variants;
}

}  // namespace vitrine
