// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine {

/// What a JPEG says about itself before its first scan.
struct JpegHeader {
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::uint8_t orientation = 1;  ///< Exif's tag 0x0112, 1 .. 8; 1 is upright.
  std::size_t frame_end = 0;     ///< Bytes up to the end of the frame header.
};

/// Whether the data begins like a JPEG.
bool LooksLikeJpeg(std::span<const std::byte> bytes);

/// Reads the markers up to the frame header.
/// Errors: kImageFormat for a JPEG that is not 8-bit baseline or progressive with Huffman codes;
/// kImageCorrupt.
Result<JpegHeader> ReadJpegHeader(std::span<const std::byte> bytes);

/// Checks that the markers go on to the end-of-image marker: a decoder would fill what is missing with
/// grey. Errors: kImageCorrupt.
Result<void> CheckJpegIsComplete(std::span<const std::byte> bytes, const JpegHeader& header);

}  // namespace vitrine
