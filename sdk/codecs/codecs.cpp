// SPDX-License-Identifier: Apache-2.0
#include "sdk/codecs/codecs.h"

#include "sdk/codecs/each_format.h"

#include <vitrine/imaging/encode.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace vitrine {
namespace {

bool HasAt(std::span<const std::byte> bytes, std::size_t offset, std::string_view text) {
  return bytes.size() >= offset + text.size() &&
         std::memcmp(bytes.data() + offset, text.data(), text.size()) == 0;
}

}  // namespace

std::optional<FileFormat> FormatOf(std::span<const std::byte> bytes) {
  if (HasAt(bytes, 0, "\xFF\xD8\xFF")) {
    return FileFormat::kJpeg;
  }
  if (HasAt(bytes, 0, "\x89PNG\r\n\x1A\n")) {
    return FileFormat::kPng;
  }
  if (HasAt(bytes, 0, "RIFF") && HasAt(bytes, 8, "WEBP")) {
    return FileFormat::kWebp;
  }
  if (HasAt(bytes, 4, "ftypavif") || HasAt(bytes, 4, "ftypavis")) {
    return FileFormat::kAvif;
  }
  return std::nullopt;
}

std::string_view EndingOf(FileFormat format) {
  switch (format) {
    case FileFormat::kJpeg:
      return ".jpg";
    case FileFormat::kPng:
      return ".png";
    case FileFormat::kWebp:
      return ".webp";
    case FileFormat::kAvif:
      break;
  }
  return ".avif";
}

Result<void> CheckDecodedSize(std::int64_t width, std::int64_t height, std::size_t max_pixels) {
  if (width < 1 || height < 1) {
    return Fail(ErrorCode::kImageCorrupt, "the picture's header says " + std::to_string(width) +
                                              " x " + std::to_string(height) + " pixels");
  }
  const std::size_t limit = std::min(max_pixels, kMaxPixels);
  if (static_cast<std::uint64_t>(width) > limit / static_cast<std::uint64_t>(height)) {
    return Fail(ErrorCode::kImageTooLarge, "the picture has " + std::to_string(width) + " x " +
                                               std::to_string(height) + " pixels; the limit is " +
                                               std::to_string(limit));
  }
  return {};
}

Result<Image> DecodePicture(std::span<const std::byte> bytes, const DecodeLimits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return Fail(ErrorCode::kTooLarge, "a picture of at most " + std::to_string(limits.max_bytes) +
                                          " bytes was expected, it has " +
                                          std::to_string(bytes.size()));
  }
  const std::optional<FileFormat> format = FormatOf(bytes);
  if (!format) {
    return Fail(ErrorCode::kImageFormat, "a JPEG, PNG, WebP or AVIF was expected");
  }
  switch (*format) {
    case FileFormat::kJpeg:
      return DecodeJpeg(bytes, limits.max_pixels);
    case FileFormat::kWebp:
      return DecodeWebp(bytes, limits.max_pixels);
    case FileFormat::kAvif:
      return DecodeAvif(bytes, limits.max_pixels);
    case FileFormat::kPng:
      break;
  }
  return DecodeImage(bytes, limits.max_pixels);
}

Result<std::vector<std::byte>> EncodePicture(const ImageView& picture,
                                             const EncodeOptions& options) {
  constexpr int kBest = 100;
  if (picture.pixels == nullptr || picture.width < 1 || picture.height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "a picture with pixels was expected, it has " +
                                                 std::to_string(picture.width) + " x " +
                                                 std::to_string(picture.height));
  }
  if (options.quality < 1 || options.quality > kBest) {
    return Fail(ErrorCode::kInvalidArgument,
                "a quality of 1 to 100 was expected, it is " + std::to_string(options.quality));
  }
  switch (options.format) {
    case FileFormat::kJpeg:
      return EncodeJpeg(picture, options.quality);
    case FileFormat::kWebp:
      return EncodeWebp(picture, options.quality);
    case FileFormat::kAvif:
      return EncodeAvif(picture, options.quality);
    case FileFormat::kPng:
      break;
  }
  return EncodePng(picture);
}

}  // namespace vitrine
