// SPDX-License-Identifier: Apache-2.0
#include "sdk/codecs/each_format.h"

#include <vitrine/imaging/stored_pixels.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <memory>
#include <string>
#include <vector>

namespace vitrine {
namespace {

struct FreeBuffer {
  void operator()(std::uint8_t* buffer) const { WebPFree(buffer); }
};

}  // namespace

Result<Image> DecodeWebp(std::span<const std::byte> bytes, std::size_t max_pixels) {
  constexpr std::size_t kChannels = 4;
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(DataOf(bytes), bytes.size(), &features) != VP8_STATUS_OK) {
    return Fail(ErrorCode::kImageCorrupt, "the WebP has no readable header");
  }
  if (features.has_animation != 0) {
    return Fail(ErrorCode::kImageFormat, "a still WebP was expected, it is animated");
  }
  if (const auto valid = CheckDecodedSize(features.width, features.height, max_pixels); !valid) {
    return std::unexpected(valid.error());
  }
  Result<Image> stored = Image::CreateForOverwrite(features.width, features.height);
  if (!stored) {
    return stored;
  }
  const auto pixels = stored->pixels();
  if (WebPDecodeRGBAInto(DataOf(bytes), bytes.size(), pixels.data(), pixels.size(),
                         features.width * static_cast<int>(kChannels)) == nullptr) {
    return Fail(ErrorCode::kImageCorrupt, "the WebP is damaged or cut short");
  }
  if (features.has_alpha == 0) {
    return stored;
  }
  return ImageOfStored(pixels.data(),
                       {.width = features.width, .height = features.height, .has_alpha = true});
}

Result<Bytes> EncodeWebp(const ImageView& picture, int quality) {
  if (picture.width > WEBP_MAX_DIMENSION || picture.height > WEBP_MAX_DIMENSION) {
    return Fail(ErrorCode::kInvalidArgument,
                "a WebP of at most 16383 pixels to a side was expected, it is " +
                    std::to_string(picture.width) + " x " + std::to_string(picture.height));
  }
  const std::vector<std::uint8_t> straight = StoredOfImage(picture);
  std::uint8_t* buffer = nullptr;
  const std::size_t size = WebPEncodeRGBA(straight.data(), picture.width, picture.height,
                                          picture.width * 4, static_cast<float>(quality), &buffer);
  const std::unique_ptr<std::uint8_t, FreeBuffer> owned(buffer);
  if (size == 0) {
    return Fail(ErrorCode::kOutOfMemory, "there is no memory to write the WebP");
  }
  return CopyOf(buffer, size);
}

}  // namespace vitrine
