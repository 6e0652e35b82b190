// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/colour_space.h>

#include <cstddef>
#include <optional>
#include <span>

namespace vitrine {

/// Profiles that are larger are not read. Those that can be have a few hundred bytes to some ten
/// thousand; what is this large holds tables for printers.
inline constexpr std::size_t kMostProfileBytes = std::size_t{1} << 20U;

struct IccProfile {
  ColourSpace space;
  bool is_grey = false;  ///< It says nothing of colours: for pictures in grey only.
};

/// Reads an ICC profile, version 2 or 4, of three primaries and their curves, or of a curve for
/// grey.
///
/// Its colours are relative to the white of the picture (the relative colorimetric intent, for
/// which the media's white and the chromatic adaptation do not matter): white stays white.
///
/// @return Nothing for a profile that is broken, of another kind (CMYK, Lab, tables instead of
///   primaries), larger than kMostProfileBytes, or whose primaries do not add up to white.
/// Source: ICC.1:2022, sections 7 and 8, and annex F.
std::optional<IccProfile> ReadIccProfile(std::span<const std::byte> bytes);

}  // namespace vitrine
