// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace vitrine {

/// The dot product of `query` with every row of `rows`.
///
/// Lane i of 16 logical accumulators sums the products at positions i, i + 16, i + 32, ...; the
/// lanes are then folded in halves (16 -> 8 -> 4 -> 2 -> 1). Every instruction set follows this
/// order and none fuses a multiplication with an addition, so the results are equal to the bit on
/// all of them.
///
/// @param rows  Row-major [scores.size(), query.size()], aligned to 64 bytes.
/// @param query [dimension], a multiple of 16.
/// @param scores [row count], written.
void DotRows(std::span<const float> rows, std::span<const float> query, std::span<float> scores);

}  // namespace vitrine
