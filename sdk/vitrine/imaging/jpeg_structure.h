// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// What a JPEG says about itself before its first scan.
struct JpegHeader {
  std::int32_t width = 0;
  std::int32_t height = 0;
  bool is_grey = false;
  std::uint8_t orientation = 1;  ///< Exif's tag 0x0112, 1 .. 8; 1 is upright.
};

/// Whether the data begins like a JPEG.
bool LooksLikeJpeg(std::span<const std::byte> bytes);

/// Reads the markers up to the frame header.
/// Errors: kImageFormat for a JPEG that is not baseline or progressive with Huffman codes;
/// kImageColours for CMYK and 12 bits a channel; kImageCorrupt.
Result<JpegHeader> ReadJpegHeader(std::span<const std::byte> bytes);

/// The ICC profile in the APP2 segments before the first scan, put together in their order. Empty
/// where there is none, where a part of it is missing or there twice, or where it is larger than
/// kMostProfileBytes.
std::vector<std::byte> ReadJpegProfile(std::span<const std::byte> bytes);

/// Checks that the markers go on to the end-of-image marker (a decoder would fill what is missing
/// with grey) and that the Huffman tables are such as a decoder can hold. Errors: kImageCorrupt.
Result<void> CheckJpegIsComplete(std::span<const std::byte> bytes);

}  // namespace vitrine
