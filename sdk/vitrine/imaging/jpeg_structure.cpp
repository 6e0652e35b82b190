// SPDX-License-Identifier: Apache-2.0
// Source: ITU-T T.81 (JPEG), annex B; CIPA DC-008 (Exif), section 4.6.
#include <vitrine/imaging/big_endian.h>
#include <vitrine/imaging/jpeg_structure.h>

#include <cstring>
#include <optional>
#include <string>

namespace vitrine {
namespace {

constexpr std::uint32_t kStartOfImage = 0xD8;
constexpr std::uint32_t kEndOfImage = 0xD9;
constexpr std::uint32_t kStartOfScan = 0xDA;

// Each scan of a progressive JPEG passes over the whole picture, and an empty one takes ten bytes:
// few bytes could cost minutes. Encoders write about ten.
constexpr std::size_t kMostScans = 100;
constexpr std::uint32_t kApplication1 = 0xE1;
constexpr std::uint32_t kHuffmanTables = 0xC4;

// Markers without a segment behind them: TEM and the restart markers.
bool StandsAlone(std::uint32_t marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

// SOF0 .. SOF15; the three others in that range are tables.
bool StartsFrame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::unexpected<Error> Truncated(std::size_t size) {
  return Fail(ErrorCode::kImageCorrupt,
              "the JPEG ends after " + std::to_string(size) + " bytes, before its end marker");
}

struct Segment {
  std::uint32_t marker = 0;
  std::span<const std::byte> body;  ///< Behind the length; empty where there is none.
};

// Steps through the markers, and over the coded data of scans.
class MarkerReader {
 public:
  MarkerReader(std::span<const std::byte> bytes, std::size_t offset)
      : bytes_(bytes), offset_(offset) {}

  // The next marker that is not a restart, or nothing where the data ends first.
  std::optional<Segment> Next() {
    const auto marker = NextMarker();
    if (!marker) {
      return std::nullopt;
    }
    if (*marker == kEndOfImage || *marker == kStartOfImage) {
      return Segment{.marker = *marker, .body = {}};
    }
    if (bytes_.size() - offset_ < 2) {
      return std::nullopt;
    }
    const std::size_t length = ReadBigEndian16(bytes_, offset_);
    if (length < 2 || length > bytes_.size() - offset_) {
      return std::nullopt;
    }
    const Segment segment{.marker = *marker, .body = bytes_.subspan(offset_ + 2, length - 2)};
    offset_ += length;
    return segment;
  }

 private:
  // A marker is 0xFF, any number of further 0xFF, and its code; 0xFF 0x00 stands for a coded 0xFF.
  std::optional<std::uint32_t> NextMarker() {
    while (offset_ + 1 < bytes_.size()) {
      const void* const found =
          std::memchr(bytes_.data() + offset_, 0xFF, bytes_.size() - 1 - offset_);
      if (found == nullptr) {
        return std::nullopt;
      }
      offset_ = static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes_.data()) + 1;
      const auto code = std::to_integer<std::uint32_t>(bytes_[offset_]);
      if (code != 0xFF && code != 0x00 && !StandsAlone(code)) {
        ++offset_;
        return code;
      }
    }
    return std::nullopt;
  }

  std::span<const std::byte> bytes_;
  std::size_t offset_;
};

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

// The orientation in an APP1 segment, or nothing where it has none that can be trusted.
std::optional<std::uint8_t> ExifOrientation(std::span<const std::byte> segment) {
  constexpr std::size_t kSignatureSize = 6;
  constexpr std::size_t kEntrySize = 12;
  constexpr std::uint32_t kOrientationTag = 0x0112;
  constexpr std::uint32_t kShortType = 3;
  if (segment.size() < kSignatureSize + 8 ||
      std::memcmp(segment.data(), "Exif\0\0", kSignatureSize) != 0) {
    return std::nullopt;
  }
  const auto block = segment.subspan(kSignatureSize);
  if (std::memcmp(block.data(), "II", 2) != 0 && std::memcmp(block.data(), "MM", 2) != 0) {
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

// No table has more codes than there are bytes to code, and none is cut short. The decoder relies
// on it.
Result<void> CheckHuffmanTables(std::span<const std::byte> body) {
  constexpr std::size_t kLengths = 16;
  constexpr std::size_t kMostCodes = 256;
  while (!body.empty()) {
    std::size_t codes = 0;
    for (std::size_t i = 1; i <= kLengths && i < body.size(); ++i) {
      codes += std::to_integer<std::size_t>(body[i]);
    }
    if (codes > kMostCodes || 1 + kLengths + codes > body.size()) {
      return Fail(ErrorCode::kImageCorrupt, "the JPEG has a damaged Huffman table");
    }
    body = body.subspan(1 + kLengths + codes);
  }
  return {};
}

Result<void> ReadFrame(const Segment& frame, JpegHeader& header) {
  constexpr std::uint32_t kProgressive = 0xC2;
  if (frame.body.size() < 6) {
    return Fail(ErrorCode::kImageCorrupt, "the JPEG's frame header is cut short");
  }
  const auto precision = std::to_integer<unsigned>(frame.body[0]);
  const auto channels = std::to_integer<unsigned>(frame.body[5]);
  if (frame.marker > kProgressive) {
    return Fail(ErrorCode::kImageFormat,
                "a baseline or progressive JPEG was expected, it is of another kind");
  }
  if (precision != 8) {
    return Fail(ErrorCode::kImageColours,
                "a JPEG of 8 bits a channel was expected, it has " + std::to_string(precision));
  }
  if (channels != 1 && channels != 3) {
    return Fail(ErrorCode::kImageColours, "a JPEG in grey or colour was expected, it has " +
                                              std::to_string(channels) + " channels" +
                                              (channels == 4 ? ", as CMYK has" : ""));
  }
  header.height = static_cast<std::int32_t>(ReadBigEndian16(frame.body, 1));
  header.width = static_cast<std::int32_t>(ReadBigEndian16(frame.body, 3));
  if (header.width == 0 || header.height == 0) {
    return Fail(ErrorCode::kImageCorrupt, "the JPEG's frame header says " +
                                              std::to_string(header.width) + " x " +
                                              std::to_string(header.height) + " pixels");
  }
  return {};
}

}  // namespace

bool LooksLikeJpeg(std::span<const std::byte> bytes) {
  return bytes.size() >= 3 && std::memcmp(bytes.data(), "\xFF\xD8\xFF", 3) == 0;
}

Result<JpegHeader> ReadJpegHeader(std::span<const std::byte> bytes) {
  JpegHeader header;
  MarkerReader markers(bytes, 2);
  while (const auto segment = markers.Next()) {
    if (StartsFrame(segment->marker)) {
      if (auto read = ReadFrame(*segment, header); !read) {
        return std::unexpected(std::move(read).error());
      }
      return header;
    }
    if (segment->marker == kStartOfScan || segment->marker == kEndOfImage) {
      return Fail(ErrorCode::kImageCorrupt, "the JPEG has no frame header before its first scan");
    }
    if (segment->marker == kApplication1) {
      header.orientation = ExifOrientation(segment->body).value_or(header.orientation);
    }
  }
  return Truncated(bytes.size());
}

Result<void> CheckJpegIsComplete(std::span<const std::byte> bytes) {
  MarkerReader markers(bytes, 2);
  std::size_t scans = 0;
  while (const auto segment = markers.Next()) {
    if (segment->marker == kHuffmanTables) {
      if (auto checked = CheckHuffmanTables(segment->body); !checked) {
        return checked;
      }
    }
    scans += segment->marker == kStartOfScan ? 1 : 0;
    if (scans > kMostScans) {
      return Fail(ErrorCode::kImageCorrupt,
                  "the JPEG has more than " + std::to_string(kMostScans) + " scans");
    }
    if (segment->marker == kEndOfImage) {
      if (scans == 0) {
        return Fail(ErrorCode::kImageCorrupt, "the JPEG has no scan before its end marker");
      }
      return {};
    }
  }
  return Truncated(bytes.size());
}

}  // namespace vitrine
