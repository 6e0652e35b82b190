// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/history.h>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// The strengths of a Neighbour, in its order: linear, follow, precede, covisit.
inline constexpr std::size_t kChannelCount = 4;

/// How visits are weighed against each other, the newest always with 1: it alone; falling by e
/// with each newer visit; falling by e with every third.
inline constexpr std::size_t kDecayCount = 3;

/// A product that may come next, and what the lists of the visited products say of it.
struct Candidate {
  ProductIndex product = 0;
  std::array<std::array<float, kDecayCount>, kChannelCount> evidence{};
};

/// The `count` products that are the most popular by their whole history and the last hours
/// together, the most popular first.
std::vector<ProductIndex> PopularProducts(const Catalog& catalog, std::size_t count);

/// The products that may come next after some visits: those visited and those that the lists of
/// the visited name, the likeliest by a fixed mixture of the evidence first, then the ones whose
/// vectors are nearest to what was visited, then the most popular lately. None that is sold out,
/// but for those visited.
///
/// @param visits  Oldest first, at most kMaxHistory.
/// @param popular PopularProducts of at least `count`.
/// @return At most `count`, each product once; fewer in smaller catalogues.
///
/// Cost: O(size() * dimension()) for the vectors.
std::vector<Candidate> FindCandidates(const Catalog& catalog, std::span<const Visit> visits,
                                      std::span<const ProductIndex> popular, std::size_t count);

/// The same products after other visits: what the lists say of them then, in the order that this
/// gives them; those that nothing speaks for keep their order at the end. Equal to FindCandidates
/// for the visits that it found them with.
///
/// Cost: O(products * log products) beside the visits' lists.
std::vector<Candidate> WeighCandidates(const Catalog& catalog, std::span<const Visit> visits,
                                       std::span<const ProductIndex> products);

}  // namespace vitrine
