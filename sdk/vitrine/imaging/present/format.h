// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/harmonise/style.h>

#include <cstdint>

namespace vitrine {

/// The shapes that shops and social networks show pictures in.
enum class Format : std::uint8_t {
  kSquare,    ///< 1 : 1.
  kPortrait,  ///< 4 : 5.
  kStory      ///< 9 : 16, its subject clear of the top and bottom, where apps lay their controls.
};

/// The style for another format: as wide as it is, as high as the format asks, at most 8192 pixels
/// to a side; all else alike.
Style InFormat(const Style& style, Format format);

}  // namespace vitrine
