// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
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

/// The largest magnitude in the query of DotRowsInt8: with it and 1024 products the sum of a row
/// stays within 32 bits.
inline constexpr std::int16_t kMostQueryLevel = 16383;

/// The same with whole numbers, each sum then multiplied by its row's scale and by `query_scale`,
/// in this order. The sums are exact, so the results are equal to the bit everywhere.
///
/// @param rows   Row-major [scores.size(), query.size()], -127 .. 127.
/// @param scales [row count].
/// @param query  [dimension], a multiple of 16, at most 1024; at most kMostQueryLevel in magnitude.
/// @param scores [row count], written.
void DotRowsInt8(std::span<const std::int8_t> rows, std::span<const float> scales,
                 std::span<const std::int16_t> query, float query_scale, std::span<float> scores);

}  // namespace vitrine
