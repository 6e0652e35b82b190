// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/encode.h>

#include <algorithm>
#include <string>

#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

namespace vitrine {
namespace {

std::vector<std::uint8_t> StraightAlpha(const ImageView& image) {
  const std::size_t row_bytes = static_cast<std::size_t>(image.width) * 4;
  std::vector<std::uint8_t> straight(row_bytes * static_cast<std::size_t>(image.height));
  std::uint8_t* to = straight.data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
    const std::uint8_t* from = image.pixels + y * image.stride;
    for (std::size_t x = 0; x < row_bytes; x += 4, to += 4) {
      const std::uint32_t alpha = from[x + 3];
      to[3] = from[x + 3];
      for (std::size_t channel = 0; alpha != 0 && channel < 3; ++channel) {
        const std::uint32_t value = (from[x + channel] * 255U + alpha / 2) / alpha;
        to[channel] = static_cast<std::uint8_t>(std::min(value, 255U));
      }
    }
  }
  return straight;
}

void Append(void* context, void* data, int size) {
  auto& bytes = *static_cast<std::vector<std::byte>*>(context);
  const auto* const begin = static_cast<const std::byte*>(data);
  bytes.insert(bytes.end(), begin, begin + size);
}

}  // namespace

Result<std::vector<std::byte>> EncodePng(const ImageView& image) {
  if (image.pixels == nullptr || image.width < 1 || image.height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "cannot encode a picture of " +
                                                 std::to_string(image.width) + " x " +
                                                 std::to_string(image.height) + " pixels");
  }
  const std::vector<std::uint8_t> straight = StraightAlpha(image);
  std::vector<std::byte> png;
  if (stbi_write_png_to_func(Append, &png, image.width, image.height, 4, straight.data(),
                             image.width * 4) == 0) {
    return Fail(ErrorCode::kOutOfMemory, "there is no memory to encode " +
                                             std::to_string(image.width) + " x " +
                                             std::to_string(image.height) + " pixels");
  }
  return png;
}

}  // namespace vitrine
