// SPDX-License-Identifier: Apache-2.0
// Measures pictures of products on their pixels alone, with nothing of the code that made them.
#pragma once

#include <vitrine/imaging/image.h>

#include <cstdint>
#include <vector>

namespace vitrine {

/// How one picture of a slate looks.
struct Look {
  double background = 0;  ///< CIE lightness L* of its border, the median, 0 .. 100.
  double scale = 0;       ///< The subject's box: the larger share of the width or the height.
  double centre_x = 0;    ///< The middle of the box, in shares of the width ...
  double centre_y = 0;    ///< ... and of the height.
};

/// The subject is what differs from its row's two ends by more than these differ in themselves.
Look LookOf(const Image& picture);

/// Standard deviations over a slate; that of the centre is of both directions together.
struct Spread {
  double background = 0;
  double scale = 0;
  double centre = 0;
};
Spread SpreadOf(const std::vector<Look>& looks);

/// How well one polynomial of the third degree in red, green and blue turns the colours of `before`
/// into those of `after`, at the pixels that `mask` marks: PSNR in dB, 99 for exactly.
double SmoothColourFit(const Image& before, const Image& after,
                       const std::vector<std::uint8_t>& mask);

/// Share of the pixels marked by `edge` that are lighter or darker, by more than 16 levels, than
/// everything within four pixels of them that is not marked.
double HaloShare(const Image& picture, const std::vector<std::uint8_t>& edge);

}  // namespace vitrine
