// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/pictures.h"

#include <vitrine/base/random.h>
#include <vitrine/imaging/encode.h>

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

std::vector<std::byte> WithOrientation(std::span<const std::byte> jpeg, std::uint8_t orientation,
                                       char byte_order) {
  std::string exif(byte_order == 'I'
                       ? "Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0"
                       : "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0",
                   28);
  exif[exif.find('?')] = static_cast<char>(orientation);
  std::vector<std::byte> turned(jpeg.begin(), jpeg.begin() + 2);
  Append(turned, 0xFFE1, 2);
  Append(turned, static_cast<std::uint32_t>(exif.size() + 2 + 4), 2);
  for (const char letter : exif) {
    turned.push_back(static_cast<std::byte>(letter));
  }
  Append(turned, 0, 4);  // No further directory.
  turned.insert(turned.end(), jpeg.begin() + 2, jpeg.end());
  return turned;
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
  if (!parts.palette.empty()) {
    AppendChunk(png, "PLTE", std::as_bytes(std::span(parts.palette)));
  }
  if (!parts.transparency.empty()) {
    AppendChunk(png, "tRNS", std::as_bytes(std::span(parts.transparency)));
  }
  std::vector<std::uint8_t> rows = parts.rows;
  int size = 0;
  unsigned char* const compressed =
      stbi_zlib_compress(rows.data(), static_cast<int>(rows.size()), &size, 8);
  AppendChunk(png, "IDAT", std::as_bytes(std::span(compressed, static_cast<std::size_t>(size))));
  std::free(compressed);
  AppendChunk(png, "IEND", {});
  return png;
}

std::vector<std::byte> ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

}  // namespace vitrine
