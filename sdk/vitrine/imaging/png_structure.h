// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/imaging/colour_profile/cicp.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace vitrine {

/// What a PNG says about itself before its first pixel.
struct PngHeader {
  std::int32_t width = 0;
  std::int32_t height = 0;
  bool has_alpha = false;            ///< An alpha channel or transparent palette entries.
  bool is_grey = false;              ///< Stored in grey, with or without alpha.
  std::uint32_t bits_per_pixel = 0;  ///< As stored.
  std::uint8_t orientation = 1;      ///< Exif's tag 0x0112, 1 .. 8; 1 is upright.
};

/// What a PNG says about its colours; the first of these that can be followed counts. Chunks that
/// do not match their checksums are as if they were not there.
struct PngColours {
  std::optional<Cicp> cicp;
  bool is_srgb = false;
  std::span<const std::byte> compressed_profile;  ///< An ICC profile, deflated; empty without one.
};

/// Whether the data begins with PNG's signature.
bool LooksLikePng(std::span<const std::byte> bytes);

/// Reads the chunks up to the first with pixels. Errors: kImageFormat for a colour type or depth
/// outside the specification; kImageColours for 16 bits a channel; kImageCorrupt.
Result<PngHeader> ReadPngHeader(std::span<const std::byte> bytes);

/// Reads the chunks up to the first with pixels.
PngColours ReadPngColours(std::span<const std::byte> bytes);

/// Checks that the chunks go on to IEND and that those the pixels depend on match their checksums.
/// Errors: kImageCorrupt.
Result<void> CheckPngIsComplete(std::span<const std::byte> bytes);

}  // namespace vitrine
