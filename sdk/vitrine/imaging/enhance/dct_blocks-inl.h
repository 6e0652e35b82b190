// SPDX-License-Identifier: Apache-2.0
// 8 x 8 blocks of a plane, four beside each other at a time, and their cosine transforms.
#pragma once

#include <vitrine/imaging/enhance/dct8-inl.h>
#include <vitrine/imaging/enhance/plane.h>

#include <array>
#include <cstddef>
#include <utility>

namespace vitrine {

/// Four blocks, one to a lane: rows of columns, or the coefficients down of those along.
using Blocks = std::array<Octet, kBlockSide>;

/// How many blocks lie in one `Blocks`.
inline constexpr std::size_t kBlocksAbreast = 4;

/// The coefficients of the blocks whose left upper corners are (x, y), (x + 8, y) .. (x + 24, y).
HWY_INLINE Blocks CoefficientsAt(const Plane& plane, std::size_t x, std::size_t y) {
  Blocks blocks;
  for (std::size_t row = 0; row < kBlockSide; ++row) {
    const float* const from = plane.Row(y + row).data() + x;
    for (std::size_t column = 0; column < kBlockSide; ++column) {
      HWY_ALIGN const float lanes[kBlocksAbreast] = {from[column], from[column + kBlockSide],
                                                     from[column + 2 * kBlockSide],
                                                     from[column + 3 * kBlockSide]};
      blocks[row][column] = hn::Load(Floats(), lanes);
    }
    ForwardDct(blocks[row]);
  }
  for (std::size_t column = 0; column < kBlockSide; ++column) {
    Octet down;
    for (std::size_t row = 0; row < kBlockSide; ++row) {
      down[row] = blocks[row][column];
    }
    ForwardDct(down);
    for (std::size_t row = 0; row < kBlockSide; ++row) {
      blocks[row][column] = down[row];
    }
  }
  return blocks;
}

}  // namespace vitrine
