// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/pictures.h"

#include <vitrine/base/random.h>
#include <vitrine/imaging/encode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

// Part of the library's stb_image_write, whose header does not declare it.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" unsigned char* stbi_zlib_compress(unsigned char* data, int size, int* compressed_size,
                                             int quality);

namespace vitrine {
namespace {

std::uint8_t* PixelPointer(Image& image, std::int32_t x, std::int32_t y) {
  return image.pixels().data() + static_cast<std::size_t>(y) * image.stride() +
         static_cast<std::size_t>(x) * 4;
}

void Append(std::vector<std::byte>& bytes, std::uint32_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::byte>(value >> static_cast<unsigned>(shift)));
  }
}

// Bit by bit, unlike the library's.
std::uint32_t Checksum(std::span<const std::byte> bytes) {
  std::uint32_t value = ~0U;
  for (const std::byte byte : bytes) {
    value ^= std::to_integer<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) {
      value = (value >> 1U) ^ ((value & 1U) * 0xEDB88320U);
    }
  }
  return ~value;
}

void AppendChunk(std::vector<std::byte>& png, std::string_view type,
                 std::span<const std::byte> body) {
  Append(png, static_cast<std::uint32_t>(body.size()), 4);
  const std::size_t begin = png.size();
  for (const char letter : type) {
    png.push_back(static_cast<std::byte>(letter));
  }
  png.insert(png.end(), body.begin(), body.end());
  Append(png, Checksum(std::span(png).subspan(begin)), 4);
}

}  // namespace

Image Plain(std::int32_t width, std::int32_t height, Colour colour) {
  Image image = Image::Create(width, height).value();
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      SetPixel(image, x, y, colour);
    }
  }
  return image;
}

Image Noise(std::int32_t width, std::int32_t height, std::uint64_t seed, bool opaque) {
  Image image = Image::Create(width, height).value();
  Random random(seed);
  const auto below = [&](std::uint32_t bound) {
    return static_cast<std::uint8_t>(random.Below(bound));
  };
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      const std::uint8_t alpha = opaque ? 255 : below(256);
      const std::uint32_t bound = alpha + 1U;
      const std::uint8_t r = below(bound);
      const std::uint8_t g = below(bound);
      SetPixel(image, x, y, {r, g, below(bound), alpha});
    }
  }
  return image;
}

Image Waves(std::int32_t width, std::int32_t height) {
  Image image = Image::Create(width, height).value();
  const auto wave = [](double angle) {
    return static_cast<std::uint8_t>(std::lround(127.5 + 127.5 * std::sin(angle)));
  };
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      SetPixel(image, x, y,
               {wave(x * 0.07 + y * 0.02), wave(x * 0.03 - y * 0.05), wave(y * 0.04), 255});
    }
  }
  return image;
}

Colour PixelAt(const Image& image, std::int32_t x, std::int32_t y) {
  const std::uint8_t* const pixel = image.pixels().data() +
                                    static_cast<std::size_t>(y) * image.stride() +
                                    static_cast<std::size_t>(x) * 4;
  return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

void SetPixel(Image& image, std::int32_t x, std::int32_t y, Colour colour) {
  std::uint8_t* const pixel = PixelPointer(image, x, y);
  pixel[0] = colour.r;
  pixel[1] = colour.g;
  pixel[2] = colour.b;
  pixel[3] = colour.a;
}

Image Mirrored(const Image& image) {
  Image mirrored = Image::Create(image.width(), image.height()).value();
  for (std::int32_t y = 0; y < image.height(); ++y) {
    for (std::int32_t x = 0; x < image.width(); ++x) {
      SetPixel(mirrored, image.width() - 1 - x, y, PixelAt(image, x, y));
    }
  }
  return mirrored;
}

Image Transposed(const Image& image) {
  Image transposed = Image::Create(image.height(), image.width()).value();
  for (std::int32_t y = 0; y < image.height(); ++y) {
    for (std::int32_t x = 0; x < image.width(); ++x) {
      SetPixel(transposed, y, x, PixelAt(image, x, y));
    }
  }
  return transposed;
}

int LargestDifference(const Image& first, const Image& second) {
  constexpr int kNothingAlike = 256;
  if (first.width() != second.width() || first.height() != second.height() || first.empty()) {
    return kNothingAlike;
  }
  int largest = 0;
  for (std::size_t i = 0; i < first.pixels().size(); ++i) {
    largest = std::max(largest, std::abs(int{first.pixels()[i]} - int{second.pixels()[i]}));
  }
  return largest;
}

Rect Whole(const Image& image) {
  return {0, 0, static_cast<float>(image.width()), static_cast<float>(image.height())};
}

std::vector<std::byte> EncodeJpeg(const Image& image, int quality) {
  return EncodeJpeg(image.view(), {.quality = quality}).value();
}

Image Turned(const Image& stored, std::uint8_t orientation) {
  // Exif's definition: which side of the picture the stored first row and first column are.
  switch (orientation) {
    case 2:  // Top, right.
      return Mirrored(stored);
    case 3:  // Bottom, right.
      return Transposed(Mirrored(Transposed(Mirrored(stored))));
    case 4:  // Bottom, left.
      return Transposed(Mirrored(Transposed(stored)));
    case 5:  // Left, top.
      return Transposed(stored);
    case 6:  // Right, top.
      return Mirrored(Transposed(stored));
    case 7:  // Right, bottom.
      return Mirrored(Transposed(Mirrored(stored)));
    case 8:  // Left, bottom.
      return Transposed(Mirrored(stored));
    default:
      return stored.Clone().value();
  }
}

std::vector<std::byte> ExifBlock(std::uint8_t orientation, char byte_order) {
  std::string exif(byte_order == 'I' ? "II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0"
                                     : "MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0",
                   22);
  exif[exif.find('?')] = static_cast<char>(orientation);
  exif.append(4, '\0');  // No further directory.
  return ToBytes(exif);
}

std::vector<std::byte> ToBytes(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::vector<std::byte> WithSegment(std::span<const std::byte> jpeg, std::uint8_t marker,
                                   std::span<const std::byte> body) {
  std::vector<std::byte> longer(jpeg.begin(), jpeg.begin() + 2);
  Append(longer, 0xFF00U | marker, 2);
  Append(longer, static_cast<std::uint32_t>(body.size() + 2), 2);
  longer.insert(longer.end(), body.begin(), body.end());
  longer.insert(longer.end(), jpeg.begin() + 2, jpeg.end());
  return longer;
}

std::vector<std::byte> WithOrientation(std::span<const std::byte> jpeg, std::uint8_t orientation,
                                       char byte_order) {
  std::vector<std::byte> body = ToBytes(std::string_view("Exif\0\0", 6));
  const auto block = ExifBlock(orientation, byte_order);
  body.insert(body.end(), block.begin(), block.end());
  return WithSegment(jpeg, 0xE1, body);
}

std::vector<std::byte> Deflated(std::span<const std::byte> bytes) {
  std::vector<std::uint8_t> copy;
  for (const std::byte byte : bytes) {
    copy.push_back(std::to_integer<std::uint8_t>(byte));
  }
  int size = 0;
  unsigned char* const compressed =
      stbi_zlib_compress(copy.data(), static_cast<int>(copy.size()), &size, 8);
  const auto deflated = std::as_bytes(std::span(compressed, static_cast<std::size_t>(size)));
  std::vector<std::byte> result(deflated.begin(), deflated.end());
  std::free(compressed);
  return result;
}

std::vector<std::byte> MakePng(const PngParts& parts) {
  std::vector<std::byte> png;
  for (const char letter : std::string_view("\x89PNG\r\n\x1A\n", 8)) {
    png.push_back(static_cast<std::byte>(letter));
  }
  std::vector<std::byte> header;
  Append(header, parts.width, 4);
  Append(header, parts.height, 4);
  Append(header, parts.depth, 1);
  Append(header, parts.colour_type, 1);
  Append(header, 0, 3);
  AppendChunk(png, "IHDR", header);
  for (const auto& [type, body] : parts.chunks) {
    AppendChunk(png, type, body);
  }
  if (!parts.palette.empty()) {
    AppendChunk(png, "PLTE", std::as_bytes(std::span(parts.palette)));
  }
  if (!parts.transparency.empty()) {
    AppendChunk(png, "tRNS", std::as_bytes(std::span(parts.transparency)));
  }
  AppendChunk(png, "IDAT", Deflated(std::as_bytes(std::span(parts.rows))));
  AppendChunk(png, "IEND", {});
  return png;
}

std::vector<std::byte> ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path << " cannot be read";
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

}  // namespace vitrine
