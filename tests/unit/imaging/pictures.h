// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// A picture of one colour.
Image Plain(std::int32_t width, std::int32_t height, Colour colour);

/// Random pixels, valid as premultiplied ones; opaque where `opaque` says so.
Image Noise(std::int32_t width, std::int32_t height, std::uint64_t seed, bool opaque);

/// A picture whose channels are smooth waves, as in a photograph's background; opaque.
Image Waves(std::int32_t width, std::int32_t height);

/// The four channels of a pixel as they are stored.
Colour PixelAt(const Image& image, std::int32_t x, std::int32_t y);
void SetPixel(Image& image, std::int32_t x, std::int32_t y, Colour colour);

/// The picture read from right to left.
Image Mirrored(const Image& image);

/// The picture with rows and columns swapped.
Image Transposed(const Image& image);

/// The largest difference of any channel of two pictures; 256 where their sizes differ or there are
/// no pixels.
int LargestDifference(const Image& first, const Image& second);

/// The whole of a picture, as a crop.
Rect Whole(const Image& image);

/// A baseline JPEG of an opaque picture; `quality` 1 .. 100.
std::vector<std::byte> EncodeJpeg(const Image& image, int quality);

/// The stored picture as it is shown with one of Exif's orientations, 1 .. 8.
Image Turned(const Image& stored, std::uint8_t orientation);

/// An Exif block (a TIFF structure) with an orientation, of the byte order 'I' or 'M'.
std::vector<std::byte> ExifBlock(std::uint8_t orientation, char byte_order);

std::vector<std::byte> ToBytes(std::string_view text);

/// The JPEG with one more segment at its start.
std::vector<std::byte> WithSegment(std::span<const std::byte> jpeg, std::uint8_t marker,
                                   std::span<const std::byte> body);

/// The JPEG with an Exif segment, of the byte order 'I' or 'M', that says how it is turned.
std::vector<std::byte> WithOrientation(std::span<const std::byte> jpeg, std::uint8_t orientation,
                                       char byte_order);

struct PngChunk {
  std::string type;
  std::vector<std::byte> body;
};

struct PngParts {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint8_t depth = 8;
  std::uint8_t colour_type = 0;
  std::vector<PngChunk> chunks = {};            ///< Behind the header.
  std::vector<std::uint8_t> palette = {};       ///< RGB; no PLTE where empty.
  std::vector<std::uint8_t> transparency = {};  ///< No tRNS where empty.
  std::vector<std::uint8_t> rows = {};          ///< Each with its filter byte; compressed here.
};

/// The bytes, deflated as in a PNG.
std::vector<std::byte> Deflated(std::span<const std::byte> bytes);

/// A PNG of any kind, valid as far as its parts are.
std::vector<std::byte> MakePng(const PngParts& parts);

/// The bytes of a file.
std::vector<std::byte> ReadFile(const std::filesystem::path& path);

}  // namespace vitrine
