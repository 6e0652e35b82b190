// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/big_endian.h>
#include <vitrine/imaging/exif.h>

#include <cstring>

namespace vitrine {
namespace {

// The numbers of a TIFF block, in the byte order that it declares.
class TiffReader {
 public:
  explicit TiffReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  bool Has(std::size_t offset, std::size_t size) const {
    return offset <= bytes_.size() && size <= bytes_.size() - offset;
  }
  bool little_endian() const { return bytes_[0] == std::byte{'I'}; }
  std::uint32_t Read16(std::size_t offset) const {
    const std::uint32_t value = ReadBigEndian16(bytes_, offset);
    return little_endian() ? ((value & 0xFFU) << 8U) | (value >> 8U) : value;
  }
  std::uint32_t Read32(std::size_t offset) const {
    return little_endian() ? (Read16(offset + 2) << 16U) | Read16(offset)
                           : (Read16(offset) << 16U) | Read16(offset + 2);
  }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace

std::optional<std::uint8_t> ExifOrientation(std::span<const std::byte> block) {
  constexpr std::size_t kHeaderSize = 8;
  constexpr std::size_t kEntrySize = 12;
  constexpr std::uint32_t kOrientationTag = 0x0112;
  constexpr std::uint32_t kShortType = 3;
  if (block.size() < kHeaderSize ||
      (std::memcmp(block.data(), "II", 2) != 0 && std::memcmp(block.data(), "MM", 2) != 0)) {
    return std::nullopt;
  }
  const TiffReader tiff(block);
  const std::size_t directory = tiff.Read32(4);
  if (tiff.Read16(2) != 42 || !tiff.Has(directory, 2)) {
    return std::nullopt;
  }
  const std::size_t count = tiff.Read16(directory);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = directory + 2 + i * kEntrySize;
    if (!tiff.Has(entry, kEntrySize)) {
      return std::nullopt;
    }
    if (tiff.Read16(entry) == kOrientationTag) {
      const std::uint32_t value = tiff.Read16(entry + 8);
      const bool valid = tiff.Read16(entry + 2) == kShortType && value >= 1 && value <= 8;
      return valid ? std::optional(static_cast<std::uint8_t>(value)) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace vitrine
