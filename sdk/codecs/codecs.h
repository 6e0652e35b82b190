// SPDX-License-Identifier: Apache-2.0
// Pictures to and from files in the native programs: with libraries that are faster than those of
// the portable core, and for more formats.
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine {

enum class FileFormat : std::uint8_t { kJpeg, kPng, kWebp, kAvif };

/// What may be decoded: a file or a picture that is larger is refused before memory is taken for
/// it.
struct DecodeLimits {
  std::size_t max_pixels = kMaxPixels;
  std::size_t max_bytes = std::size_t{256} << 20U;
};

/// The format that the first bytes show, if it is one of these.
std::optional<FileFormat> FormatOf(std::span<const std::byte> bytes);

/// The format's usual ending, with its dot: ".jpg", ".png", ".webp", ".avif".
std::string_view EndingOf(FileFormat format);

/// Decodes a JPEG (libjpeg-turbo), a PNG (stb_image), a WebP (libwebp) or an AVIF (libavif; of a
/// sequence the first picture), turned upright.
///
/// Errors: kTooLarge above max_bytes; kImageTooLarge above max_pixels; kImageFormat; kImageColours;
/// kImageCorrupt; kOutOfMemory.
Result<Image> DecodePicture(std::span<const std::byte> bytes, const DecodeLimits& limits = {});

struct EncodeOptions {
  FileFormat format = FileFormat::kJpeg;
  /// 1 .. 100, by each library's own measure; PNG has none. JPEG is written with full colour
  /// resolution from 90 on.
  int quality = 88;
};

/// Encodes a picture; JPEG, which has no alpha, on white.
///
/// Errors: kInvalidArgument for a quality outside 1 .. 100, a picture without pixels, or one too
/// large for the format (65535 to a side for JPEG, 16383 for WebP); kOutOfMemory.
Result<std::vector<std::byte>> EncodePicture(const ImageView& picture,
                                             const EncodeOptions& options = {});

}  // namespace vitrine
