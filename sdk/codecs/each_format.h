// SPDX-License-Identifier: Apache-2.0
// One decoder and one encoder for each format; codecs.h says what they promise.
#pragma once

#include "sdk/codecs/codecs.h"

#include <vitrine/imaging/decode.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

using Bytes = std::vector<std::byte>;

Result<Image> DecodeJpeg(std::span<const std::byte> bytes, std::size_t max_pixels);
Result<Image> DecodeWebp(std::span<const std::byte> bytes, std::size_t max_pixels);
Result<Image> DecodeAvif(std::span<const std::byte> bytes, std::size_t max_pixels);

Result<Bytes> EncodeJpeg(const ImageView& picture, int quality);
Result<Bytes> EncodeWebp(const ImageView& picture, int quality);
Result<Bytes> EncodeAvif(const ImageView& picture, int quality);

/// Errors: kImageCorrupt for a size below 1, kImageTooLarge above the limit.
Result<void> CheckDecodedSize(std::int64_t width, std::int64_t height, std::size_t max_pixels);

/// A file in memory as C libraries want it.
inline const std::uint8_t* DataOf(std::span<const std::byte> bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

inline Bytes CopyOf(const std::uint8_t* data, std::size_t size) {
  const auto* const begin = reinterpret_cast<const std::byte*>(data);
  return {begin, begin + size};
}

}  // namespace vitrine
