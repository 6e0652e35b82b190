// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>

#include <array>
#include <cstdint>

namespace vitrine {

/// Red, green and blue; whether linear light or sRGB's curve is in the function's name.
using Rgb = std::array<double, 3>;

/// The linear light, 0 .. 1, of one channel of 8 bits.
double LinearFromSrgb(std::uint8_t channel);

/// The linear light, 0 .. 1, of one channel on sRGB's curve, 0 .. 1.
double LinearFromSrgb(double value);

/// One channel on sRGB's curve, 0 .. 1, of its linear light, which is clamped to 0 .. 1.
double SrgbFromLinear(double light);

/// The linear light of a colour; outside 0 .. 1 where sRGB does not have it.
Rgb LinearFromOklab(const Oklab& colour);

/// The colour of a linear light, which may be outside 0 .. 1.
Oklab OklabFromLinear(const Rgb& light);

/// The colour that sRGB has in place of `colour`: the same hue, with less chroma where it must.
Oklab ClampToSrgb(const Oklab& colour);

}  // namespace vitrine
