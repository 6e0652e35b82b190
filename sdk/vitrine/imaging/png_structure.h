// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine {

/// What a PNG says about itself before its first pixel.
struct PngHeader {
  std::int32_t width = 0;
  std::int32_t height = 0;
  bool has_alpha = false;            ///< An alpha channel or transparent palette entries.
  std::uint32_t bits_per_pixel = 0;  ///< As stored.
};

/// Whether the data begins with PNG's signature.
bool LooksLikePng(std::span<const std::byte> bytes);

/// Reads the chunks up to the first with pixels. Errors: kImageFormat for a colour type or depth
/// outside the specification; kImageColours for 16 bits a channel; kImageCorrupt.
Result<PngHeader> ReadPngHeader(std::span<const std::byte> bytes);

/// Checks that the chunks go on to IEND and that those the pixels depend on match their checksums.
/// Errors: kImageCorrupt.
Result<void> CheckPngIsComplete(std::span<const std::byte> bytes);

}  // namespace vitrine
