// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/encode.h>
#include <vitrine/imaging/stored_pixels.h>

#include <string>
#include <utility>

#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

namespace vitrine {
namespace {

void Append(void* context, void* data, int size) {
  auto& bytes = *static_cast<std::vector<std::byte>*>(context);
  const auto* const begin = static_cast<const std::byte*>(data);
  bytes.insert(bytes.end(), begin, begin + size);
}

Result<void> CheckPixels(const ImageView& image) {
  if (image.pixels == nullptr || image.width < 1 || image.height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "cannot encode a picture of " +
                                                 std::to_string(image.width) + " x " +
                                                 std::to_string(image.height) + " pixels");
  }
  return {};
}

std::unexpected<Error> NoMemory(const ImageView& image) {
  return Fail(ErrorCode::kOutOfMemory, "there is no memory to encode " +
                                           std::to_string(image.width) + " x " +
                                           std::to_string(image.height) + " pixels");
}

Result<void> CheckJpeg(const ImageView& image, const JpegOptions& options) {
  constexpr std::int32_t kLongest = 65'535;
  constexpr std::int32_t kBest = 100;
  if (image.width > kLongest || image.height > kLongest) {
    return Fail(ErrorCode::kInvalidArgument,
                "a JPEG of at most 65535 pixels to a side was expected, it is " +
                    std::to_string(image.width) + " x " + std::to_string(image.height));
  }
  if (options.quality < 1 || options.quality > kBest) {
    return Fail(ErrorCode::kInvalidArgument,
                "a quality of 1 to 100 was expected, it is " + std::to_string(options.quality));
  }
  return {};
}

}  // namespace

Result<std::vector<std::byte>> EncodePng(const ImageView& image) {
  if (auto valid = CheckPixels(image); !valid) {
    return std::unexpected(std::move(valid).error());
  }
  const std::vector<std::uint8_t> straight = StoredOfImage(image);
  std::vector<std::byte> png;
  if (stbi_write_png_to_func(Append, &png, image.width, image.height, 4, straight.data(),
                             image.width * 4) == 0) {
    return NoMemory(image);
  }
  return png;
}

Result<std::vector<std::byte>> EncodeJpeg(const ImageView& image, const JpegOptions& options) {
  if (auto valid = CheckPixels(image); !valid) {
    return std::unexpected(std::move(valid).error());
  }
  if (auto valid = CheckJpeg(image, options); !valid) {
    return std::unexpected(std::move(valid).error());
  }
  const Result<Image> opaque = OnBackdrop(image, options.backdrop);
  if (!opaque) {
    return std::unexpected(opaque.error());
  }
  std::vector<std::byte> jpeg;
  if (stbi_write_jpg_to_func(Append, &jpeg, image.width, image.height, 4, opaque->pixels().data(),
                             options.quality) == 0) {
    return NoMemory(image);
  }
  return jpeg;
}

}  // namespace vitrine
