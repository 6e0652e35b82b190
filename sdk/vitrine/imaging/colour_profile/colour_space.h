// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/matrix3.h>

#include <array>

namespace vitrine {

/// The linear light, 0 .. 1, of each value of a channel of 8 bits.
using ToneCurve = std::array<double, 256>;

/// What the numbers of a picture mean as colours.
struct ColourSpace {
  std::array<ToneCurve, 3> light{};  ///< Of red, green and blue.
  Matrix3 to_srgb{};                 ///< From these lights to the linear light of sRGB.
};

}  // namespace vitrine
