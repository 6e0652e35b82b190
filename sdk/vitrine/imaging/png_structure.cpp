// SPDX-License-Identifier: Apache-2.0
// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", sections 5 and 11.
#include <vitrine/imaging/big_endian.h>
#include <vitrine/imaging/exif.h>
#include <vitrine/imaging/png_structure.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {
namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1A\n", 8);

std::unexpected<Error> Truncated(std::size_t size) {
  return Fail(ErrorCode::kImageCorrupt,
              "the PNG ends after " + std::to_string(size) + " bytes, before its end chunk");
}

struct Chunk {
  std::string_view type;
  std::span<const std::byte> body;
  std::span<const std::byte> checked;  ///< What the checksum is taken over: type and body.
  std::uint32_t checksum = 0;
};

class ChunkReader {
 public:
  explicit ChunkReader(std::span<const std::byte> bytes)
      : bytes_(bytes), offset_(kSignature.size()) {}

  // The next chunk, or nothing where the data ends before it does.
  std::optional<Chunk> Next() {
    constexpr std::size_t kFrame = 12;  // Length, type and checksum.
    if (bytes_.size() - offset_ < kFrame) {
      return std::nullopt;
    }
    const std::size_t length = ReadBigEndian32(bytes_, offset_);
    if (length > bytes_.size() - offset_ - kFrame) {
      return std::nullopt;
    }
    Chunk chunk;
    chunk.checked = bytes_.subspan(offset_ + 4, length + 4);
    chunk.type = {reinterpret_cast<const char*>(chunk.checked.data()), 4};
    chunk.body = chunk.checked.subspan(4);
    chunk.checksum = ReadBigEndian32(bytes_, offset_ + 8 + length);
    offset_ += kFrame + length;
    return chunk;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t offset_;
};

// Tables for eight bytes at a time: table[k][b] is the checksum of b followed by k zero bytes.
using ChecksumTables = std::array<std::array<std::uint32_t, 256>, 8>;

ChecksumTables MakeChecksumTables() {
  ChecksumTables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    tables[0][byte] = value;
  }
  for (std::size_t k = 1; k < tables.size(); ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t shorter = tables[k - 1][byte];
      tables[k][byte] = (shorter >> 8U) ^ tables[0][shorter & 0xFFU];
    }
  }
  return tables;
}

// CRC-32 as in section 5.5, eight bytes at a time.
std::uint32_t Checksum(std::span<const std::byte> bytes) {
  // Made when first needed: as constants they would be 8 kB of every download.
  static const ChecksumTables kTables = MakeChecksumTables();
  std::uint32_t value = 0xFFFFFFFFU;
  const auto at = [&](std::size_t index) { return std::to_integer<std::uint32_t>(bytes[index]); };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    value ^= at(i) | (at(i + 1) << 8U) | (at(i + 2) << 16U) | (at(i + 3) << 24U);
    value = kTables[7][value & 0xFFU] ^ kTables[6][(value >> 8U) & 0xFFU] ^
            kTables[5][(value >> 16U) & 0xFFU] ^ kTables[4][value >> 24U] ^ kTables[3][at(i + 4)] ^
            kTables[2][at(i + 5)] ^ kTables[1][at(i + 6)] ^ kTables[0][at(i + 7)];
  }
  for (; i < bytes.size(); ++i) {
    value = (value >> 8U) ^ kTables[0][(value ^ at(i)) & 0xFFU];
  }
  return ~value;
}

bool IsIntact(const Chunk& chunk) { return Checksum(chunk.checked) == chunk.checksum; }

bool HoldsPixels(std::string_view type) {
  return type == "IHDR" || type == "PLTE" || type == "tRNS" || type == "IDAT" || type == "IEND";
}

bool IsKnownColour(unsigned depth, unsigned colour_type) {
  switch (colour_type) {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return false;
  }
}

Result<PngHeader> ReadFirstChunk(const Chunk& chunk) {
  constexpr unsigned kAlphaBit = 4;
  if (chunk.type == "CgBI") {
    return Fail(ErrorCode::kImageFormat, "the PNG is in Apple's own variant of the format");
  }
  if (chunk.type != "IHDR" || chunk.body.size() != 13) {
    return Fail(ErrorCode::kImageCorrupt, "the PNG does not begin with its header");
  }
  const std::uint32_t width = ReadBigEndian32(chunk.body, 0);
  const std::uint32_t height = ReadBigEndian32(chunk.body, 4);
  constexpr std::uint32_t kLargest = std::numeric_limits<std::int32_t>::max();
  if (width == 0 || height == 0 || width > kLargest || height > kLargest) {
    return Fail(ErrorCode::kImageCorrupt, "the PNG's header says " + std::to_string(width) + " x " +
                                              std::to_string(height) + " pixels");
  }
  const auto depth = std::to_integer<unsigned>(chunk.body[8]);
  const auto colour_type = std::to_integer<unsigned>(chunk.body[9]);
  if (!IsKnownColour(depth, colour_type)) {
    return Fail(ErrorCode::kImageFormat, "PNG has no colour type " + std::to_string(colour_type) +
                                             " with " + std::to_string(depth) + " bits");
  }
  if (depth == 16) {
    return Fail(ErrorCode::kImageColours,
                "a PNG of up to 8 bits a channel was expected, it has 16");
  }
  const unsigned channels = colour_type == 2   ? 3U
                            : colour_type == 4 ? 2U
                            : colour_type == 6 ? 4U
                                               : 1U;
  return PngHeader{.width = static_cast<std::int32_t>(width),
                   .height = static_cast<std::int32_t>(height),
                   .has_alpha = (colour_type & kAlphaBit) != 0,
                   .is_grey = (colour_type & ~kAlphaBit) == 0,
                   .bits_per_pixel = channels * depth};
}

// Colours by number: primaries, curve, the matrix of RGB, and the full range of numbers.
std::optional<Cicp> ReadCicp(std::span<const std::byte> body) {
  if (body.size() != 4 || body[2] != std::byte{0} || body[3] != std::byte{1}) {
    return std::nullopt;
  }
  return Cicp{.primaries = std::to_integer<std::uint16_t>(body[0]),
              .transfer = std::to_integer<std::uint16_t>(body[1])};
}

// Behind its name, which ends with a zero, and the number of the only compression there is.
std::span<const std::byte> ReadCompressedProfile(std::span<const std::byte> body) {
  constexpr std::size_t kLongestName = 79;
  const auto start = body.first(std::min(body.size(), kLongestName + 1));
  const auto end = static_cast<std::size_t>(std::ranges::find(start, std::byte{0}) - start.begin());
  if (end == start.size() || body.size() < end + 2 || body[end + 1] != std::byte{0}) {
    return {};
  }
  return body.subspan(end + 2);
}

}  // namespace

bool LooksLikePng(std::span<const std::byte> bytes) {
  return bytes.size() >= kSignature.size() &&
         std::memcmp(bytes.data(), kSignature.data(), kSignature.size()) == 0;
}

Result<PngHeader> ReadPngHeader(std::span<const std::byte> bytes) {
  ChunkReader chunks(bytes);
  const auto first = chunks.Next();
  if (!first) {
    return Truncated(bytes.size());
  }
  Result<PngHeader> header = ReadFirstChunk(*first);
  if (!header) {
    return header;
  }
  // A truncated body still has a header: that all of it is there is checked before decoding.
  for (auto chunk = chunks.Next(); chunk && chunk->type != "IDAT"; chunk = chunks.Next()) {
    header->has_alpha = header->has_alpha || chunk->type == "tRNS";
    if (chunk->type == "eXIf" && IsIntact(*chunk)) {
      header->orientation = ExifOrientation(chunk->body).value_or(header->orientation);
    }
  }
  return header;
}

PngColours ReadPngColours(std::span<const std::byte> bytes) {
  PngColours colours;
  ChunkReader chunks(bytes);
  for (auto chunk = chunks.Next(); chunk && chunk->type != "IDAT"; chunk = chunks.Next()) {
    if (chunk->type == "cICP" && IsIntact(*chunk)) {
      colours.cicp = ReadCicp(chunk->body);
    } else if (chunk->type == "sRGB" && IsIntact(*chunk)) {
      colours.is_srgb = true;
    } else if (chunk->type == "iCCP" && IsIntact(*chunk)) {
      colours.compressed_profile = ReadCompressedProfile(chunk->body);
    }
  }
  return colours;
}

Result<void> CheckPngIsComplete(std::span<const std::byte> bytes) {
  ChunkReader chunks(bytes);
  while (const auto chunk = chunks.Next()) {
    if (HoldsPixels(chunk->type) && !IsIntact(*chunk)) {
      return Fail(ErrorCode::kImageCorrupt,
                  "the PNG's chunk " + std::string(chunk->type) + " does not match its checksum");
    }
    if (chunk->type == "IEND") {
      return {};
    }
  }
  return Truncated(bytes.size());
}

}  // namespace vitrine
