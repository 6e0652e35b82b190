// SPDX-License-Identifier: Apache-2.0
// Any bytes as a picture: an error or a picture of the size that its header says, within the limit.
#include "tests/fuzz/require.h"

#include <vitrine/imaging/decode.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using vitrine::testing::Require;

constexpr std::size_t kMaxPixels = 65'536;

std::uint32_t Checksum(std::span<const std::uint8_t> bytes) {
  std::uint32_t value = ~0U;
  for (const std::uint8_t byte : bytes) {
    value ^= byte;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value >> 1U) ^ ((value & 1U) * 0xEDB88320U);
    }
  }
  return ~value;
}

// Makes the checksums of a PNG's chunks right, so that changed bytes reach what is behind the
// check.
void RepairChecksums(std::span<std::uint8_t> png) {
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kFrame = 12;
  std::size_t offset = kSignature;
  while (offset + kFrame <= png.size()) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      length = (length << 8U) | png[offset + i];
    }
    if (length > png.size() - offset - kFrame) {
      return;
    }
    const std::uint32_t checksum = Checksum(png.subspan(offset + 4, length + 4));
    for (std::size_t i = 0; i < 4; ++i) {
      png[offset + 8 + length + i] = static_cast<std::uint8_t>(checksum >> (24 - 8 * i));
    }
    offset += kFrame + length;
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  const std::size_t changed = LLVMFuzzerMutate(data, size, max_size);
  // Now and then a wrong checksum stays.
  if (seed % 16 != 0 && changed > 0 && data[0] == 0x89) {
    RepairChecksums(std::span(data, changed));
  }
  return changed;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto info = vitrine::ReadImageInfo(bytes);
  const auto image = vitrine::DecodeImage(bytes, kMaxPixels);
  if (!image) {
    Require(!image.error().message.empty());
    return 0;
  }
  Require(info.has_value());
  const bool as_stored = image->width() == info->width && image->height() == info->height;
  const bool turned = image->width() == info->height && image->height() == info->width;
  Require(as_stored || turned);
  Require(image->pixels().size() <= kMaxPixels * 4);
  for (std::size_t i = 0; i < image->pixels().size(); i += 4) {
    const auto pixel = image->pixels().subspan(i, 4);
    Require(pixel[0] <= pixel[3] && pixel[1] <= pixel[3] && pixel[2] <= pixel[3]);
  }
  return 0;
}
