// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/decoder_memory.h>
#include <vitrine/imaging/jpeg_structure.h>
#include <vitrine/imaging/png_structure.h>
#include <vitrine/imaging/stored_pixels.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#define STBI_NO_STDIO
#include <stb_image.h>

namespace vitrine {
namespace {

Result<ImageInfo> ReadPng(std::span<const std::byte> bytes) {
  const Result<PngHeader> png = ReadPngHeader(bytes);
  if (!png) {
    return std::unexpected(png.error());
  }
  return ImageInfo{.width = png->width,
                   .height = png->height,
                   .has_alpha = png->has_alpha,
                   .is_grey = png->is_grey,
                   .orientation = png->orientation};
}

Result<ImageInfo> ReadJpeg(std::span<const std::byte> bytes) {
  const Result<JpegHeader> jpeg = ReadJpegHeader(bytes);
  if (!jpeg) {
    return std::unexpected(jpeg.error());
  }
  return ImageInfo{.width = jpeg->width,
                   .height = jpeg->height,
                   .is_grey = jpeg->is_grey,
                   .orientation = jpeg->orientation};
}

Result<void> CheckIsComplete(std::span<const std::byte> bytes) {
  return LooksLikePng(bytes) ? CheckPngIsComplete(bytes) : CheckJpegIsComplete(bytes);
}

Result<void> CheckSize(const ImageInfo& info, std::size_t max_pixels) {
  const auto pixels =
      static_cast<std::uint64_t>(info.width) * static_cast<std::uint64_t>(info.height);
  const std::size_t limit = std::min(max_pixels, kMaxPixels);
  if (pixels > limit) {
    return Fail(ErrorCode::kImageTooLarge, "the picture has " + std::to_string(info.width) + " x " +
                                               std::to_string(info.height) +
                                               " pixels; the limit is " + std::to_string(limit));
  }
  return {};
}

// What the rows of a PNG inflate to, once more for the decoder's doubling, with room for the passes
// of an interlaced one; or its pixels as RGBA, whichever is more.
std::uint64_t LargestOfPng(const PngHeader& png) {
  const auto width = static_cast<std::uint64_t>(png.width);
  const auto height = static_cast<std::uint64_t>(png.height);
  constexpr std::uint64_t kPasses = 7;
  const std::uint64_t row = 1 + (width * png.bits_per_pixel + 7) / 8;
  const std::uint64_t interlacing = 2 * (height + kPasses);
  constexpr std::uint64_t kRgba = 4;
  return std::max(2 * (row * height + interlacing), width * height * kRgba);
}

// The pixels of a JPEG at 16 bits, twice, with room for partial blocks.
std::uint64_t LargestOfJpeg(const ImageInfo& info) {
  constexpr std::uint64_t kPadding = 32;
  return 2 * 8 * (static_cast<std::uint64_t>(info.width) + kPadding) *
         (static_cast<std::uint64_t>(info.height) + kPadding);
}

// The largest single piece the decoder may ask for: for the pixels, or for twice the file, which it
// gathers by doubling.
std::size_t LargestAllocation(std::span<const std::byte> bytes, const ImageInfo& info) {
  constexpr std::uint64_t kDecoderState = 64 * 1024;
  const std::uint64_t pixels = LooksLikePng(bytes)
                                   ? LargestOfPng(ReadPngHeader(bytes).value_or(PngHeader()))
                                   : LargestOfJpeg(info);
  const std::uint64_t largest =
      kDecoderState + std::max(2 * static_cast<std::uint64_t>(bytes.size()), pixels);
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(largest, std::numeric_limits<std::size_t>::max()));
}

struct DecoderFreeDeleter {
  void operator()(stbi_uc* pixels) const { DecoderFree(pixels); }
};

// What the decoder gives: straight RGBA, rows top down, as stored.
using StoredPixels = std::unique_ptr<stbi_uc, DecoderFreeDeleter>;

Result<StoredPixels> DecodeStored(std::span<const std::byte> bytes, const ImageInfo& info) {
  const DecoderMemory memory(LargestAllocation(bytes, info));
  int width = 0;
  int height = 0;
  int channels = 0;
  StoredPixels stored(stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()),
                                            static_cast<int>(bytes.size()), &width, &height,
                                            &channels, STBI_rgb_alpha));
  if (memory.exhausted()) {
    return Fail(ErrorCode::kOutOfMemory, "there is no memory to decode " +
                                             std::to_string(info.width) + " x " +
                                             std::to_string(info.height) + " pixels");
  }
  if (stored == nullptr || width != info.width || height != info.height) {
    return Fail(ErrorCode::kImageCorrupt, "the picture's data is damaged");
  }
  return stored;
}

}  // namespace

Result<ImageInfo> ReadImageInfo(std::span<const std::byte> bytes) {
  if (LooksLikeJpeg(bytes)) {
    return ReadJpeg(bytes);
  }
  if (LooksLikePng(bytes)) {
    return ReadPng(bytes);
  }
  return Fail(ErrorCode::kImageFormat, "the picture is neither a JPEG nor a PNG");
}

Result<ImageInfo> CheckImage(std::span<const std::byte> bytes, std::size_t max_pixels) {
  Result<ImageInfo> info = ReadImageInfo(bytes);
  if (!info) {
    return info;
  }
  if (auto checked = CheckSize(*info, max_pixels); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  if (!std::in_range<int>(bytes.size())) {
    return Fail(ErrorCode::kImageTooLarge,
                "the picture's file has " + std::to_string(bytes.size()) + " bytes");
  }
  if (auto checked = CheckIsComplete(bytes); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  return info;
}

Result<Image> DecodeImage(std::span<const std::byte> bytes, std::size_t max_pixels) {
  const Result<ImageInfo> info = CheckImage(bytes, max_pixels);
  if (!info) {
    return std::unexpected(info.error());
  }
  const Result<StoredPixels> stored = DecodeStored(bytes, *info);
  if (!stored) {
    return std::unexpected(stored.error());
  }
  return ImageOfStored(stored->get(), *info, ConversionOfFile(bytes, info->is_grey));
}

}  // namespace vitrine
