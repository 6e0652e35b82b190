// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/colour_space.h>

#include <cstdint>
#include <optional>

namespace vitrine {

/// Colours by number, as AVIF and PNG's chunk cICP give them: P3 is 12 with 13, sRGB 1 with 13.
struct Cicp {
  std::uint16_t primaries = 2;
  std::uint16_t transfer = 2;
};

/// The colours that these numbers stand for: the primaries with the white D65 (1, 5, 6, 7, 9, 12,
/// 22), and the curves for standard dynamic range. Those of cameras (1, 6, 14, 15) and what is not
/// specified (2) are taken as sRGB's, as browsers do.
///
/// @return Nothing for other numbers, those for high dynamic range among them.
/// Source: ITU-T H.273, tables 2 and 3.
std::optional<ColourSpace> ColourSpaceOf(const Cicp& cicp);

}  // namespace vitrine
