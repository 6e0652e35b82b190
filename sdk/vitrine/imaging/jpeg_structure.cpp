// SPDX-License-Identifier: Apache-2.0
// Source: ITU-T T.81 (JPEG), annex B; ICC.1:2022, annex B (profiles in JPEG).
#include <vitrine/imaging/big_endian.h>
#include <vitrine/imaging/colour_profile/icc_profile.h>
#include <vitrine/imaging/exif.h>
#include <vitrine/imaging/jpeg_structure.h>

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {
namespace {

constexpr std::uint32_t kStartOfImage = 0xD8;
constexpr std::uint32_t kEndOfImage = 0xD9;
constexpr std::uint32_t kStartOfScan = 0xDA;

// Each scan of a progressive JPEG passes over the whole picture, and an empty one takes ten bytes:
// few bytes could cost minutes. Encoders write about ten.
constexpr std::size_t kMostScans = 100;
constexpr std::uint32_t kApplication1 = 0xE1;
constexpr std::uint32_t kApplication2 = 0xE2;
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

bool BeginsWith(std::span<const std::byte> bytes, std::string_view text) {
  return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
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

// The orientation in an APP1 segment.
std::optional<std::uint8_t> OrientationIn(std::span<const std::byte> segment) {
  constexpr std::string_view kSignature("Exif\0\0", 6);
  return BeginsWith(segment, kSignature) ? ExifOrientation(segment.subspan(kSignature.size()))
                                         : std::nullopt;
}

// A part of an ICC profile: which one, of how many, and its bytes. There is room for 65519 in a
// segment.
struct ProfilePart {
  std::size_t number = 0;  // From 1.
  std::size_t count = 0;
  std::span<const std::byte> bytes;
};

std::optional<ProfilePart> ProfilePartIn(const Segment& segment) {
  constexpr std::string_view kSignature("ICC_PROFILE\0", 12);
  constexpr std::size_t kHeadBytes = kSignature.size() + 2;
  if (segment.marker != kApplication2 || segment.body.size() < kHeadBytes ||
      !BeginsWith(segment.body, kSignature)) {
    return std::nullopt;
  }
  return ProfilePart{.number = std::to_integer<std::size_t>(segment.body[kSignature.size()]),
                     .count = std::to_integer<std::size_t>(segment.body[kSignature.size() + 1]),
                     .bytes = segment.body.subspan(kHeadBytes)};
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
  header.is_grey = channels == 1;
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

bool LooksLikeJpeg(std::span<const std::byte> bytes) { return BeginsWith(bytes, "\xFF\xD8\xFF"); }

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
      header.orientation = OrientationIn(segment->body).value_or(header.orientation);
    }
  }
  return Truncated(bytes.size());
}

std::vector<std::byte> ReadJpegProfile(std::span<const std::byte> bytes) {
  std::array<std::span<const std::byte>, 256> parts{};
  std::size_t found = 0;
  std::size_t count = 0;
  std::size_t size = 0;
  MarkerReader markers(bytes, 2);
  for (auto segment = markers.Next();
       segment && segment->marker != kStartOfScan && segment->marker != kEndOfImage;
       segment = markers.Next()) {
    const auto part = ProfilePartIn(*segment);
    if (!part) {
      continue;
    }
    count = found == 0 ? part->count : count;
    if (part->number == 0 || part->number > count || part->count != count ||
        parts[part->number].data() != nullptr) {
      return {};
    }
    parts[part->number] = part->bytes;
    size += part->bytes.size();
    ++found;
  }
  std::vector<std::byte> profile;
  if (found == count && size <= kMostProfileBytes) {
    profile.reserve(size);
    for (const auto part : parts) {
      profile.insert(profile.end(), part.begin(), part.end());
    }
  }
  return profile;
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
