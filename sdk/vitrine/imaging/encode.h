// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <vector>

namespace vitrine {

/// Encodes as PNG, 8-bit RGBA with straight alpha.
/// Takes up to 24 bytes for each pixel while it works.
/// Errors: kInvalidArgument for an empty picture; kOutOfMemory where the compressor has none for
/// its tables. Whoever may run out of it asks for that much beforehand.
Result<std::vector<std::byte>> EncodePng(const ImageView& image);

struct JpegOptions {
  /// 1 .. 100, on the scale of the Independent JPEG Group's encoder. Above 90 with full colour
  /// resolution.
  std::int32_t quality = 88;
  /// What shows through, as JPEG has no alpha. Its own alpha counts for nothing.
  Colour backdrop = {.r = 255, .g = 255, .b = 255};
};

/// Encodes as a baseline JPEG.
/// Errors: kInvalidArgument for an empty picture, a quality outside 1 .. 100 or a side above 65535,
/// the most that the format can say; kOutOfMemory.
Result<std::vector<std::byte>> EncodeJpeg(const ImageView& image, const JpegOptions& options = {});

}  // namespace vitrine
