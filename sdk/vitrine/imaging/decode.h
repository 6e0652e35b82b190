// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine {

/// What a picture's header says, before any pixel is decoded.
struct ImageInfo {
  std::int32_t width = 0;  ///< As stored, before EXIF orientation.
  std::int32_t height = 0;
  bool has_alpha = false;
  bool is_grey = false;          ///< Stored without colours.
  std::uint8_t orientation = 1;  ///< EXIF's, 1 .. 8; 1 = upright as stored.
};

/// Reads the header of a JPEG or PNG.
/// Errors: kImageFormat for anything else; kImageColours for CMYK and for more than 8 bits a
/// channel; kImageCorrupt for a broken header.
Result<ImageInfo> ReadImageInfo(std::span<const std::byte> bytes);

/// Everything that can be said against a JPEG or PNG before decoding it: what ReadImageInfo says, a
/// size above `max_pixels` (kImageTooLarge), data that ends early (kImageCorrupt).
Result<ImageInfo> CheckImage(std::span<const std::byte> bytes, std::size_t max_pixels = kMaxPixels);

/// Decodes a JPEG or PNG with stb_image into premultiplied RGBA in sRGB: turned upright, and
/// converted from the colours that the file says it has (see ConversionOfFile). The size is checked
/// against `max_pixels` before memory is taken.
///
/// Errors: kImageFormat; kImageColours; kImageCorrupt when the data ends early, a PNG is damaged,
/// or a JPEG so much that nothing can be decoded; kImageTooLarge. What is wrong inside a JPEG's
/// scan shows in its pixels only.
Result<Image> DecodeImage(std::span<const std::byte> bytes, std::size_t max_pixels = kMaxPixels);

}  // namespace vitrine
