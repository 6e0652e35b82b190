// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vitrine {

// What is added before rounding down, so that a smooth run of colours shows no bands: an ordered
// pattern that fills the unit interval evenly in every neighbourhood, without a visible grid.
// Source: M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences", 2018 (the R2
// sequence: steps of 1 / g and 1 / g^2, where g^3 = g + 1).

/// The step along a row and from row to row, as fractions of 2^32.
inline constexpr std::uint32_t kDitherStepX = 0xC13FA9A9U;
inline constexpr std::uint32_t kDitherStepY = 0x91E10DA5U;

/// The threshold of the pixel (x, y) as a fraction of 2^32.
inline std::uint32_t DitherAt(std::uint32_t x, std::uint32_t y) {
  return x * kDitherStepX + y * kDitherStepY;
}

}  // namespace vitrine
