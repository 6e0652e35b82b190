// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/vector_rows.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::cli {

/// Picks candidates one after the other so that the determinant of their kernel matrix grows the
/// most: L[i][j] = q[i] * q[j] * likeness(i, j) with q = exp(relevance_weight * relevance). What is
/// like several picks together loses with each, not just by the nearest.
///
/// @param relevance        [row count]; its products with the weight at most 20 in magnitude, so
///   that the determinants stay within the range of a double.
/// @param vectors          Of length 1: likeness is their dot product.
/// @param relevance_weight 0 picks by difference alone.
/// @return At most `count` rows in the order they were picked; fewer where the picks span the rest.
///
/// Cost: O(count * rows * (dimension + count)).
///
/// Source: Chen, Zhang and Zhou, "Fast Greedy MAP Inference for Determinantal Point Process to
/// Improve Recommendation Diversity", NeurIPS 2018, algorithm 1.
std::vector<std::uint32_t> GreedyDpp(std::span<const float> relevance, const VectorRows& vectors,
                                     std::size_t count, double relevance_weight);

}  // namespace vitrine::cli
