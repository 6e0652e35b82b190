// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/encode.h>
#include <vitrine/imaging/stored_pixels.h>

#include <string>

#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

namespace vitrine {
namespace {

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
  const std::vector<std::uint8_t> straight = StoredOfImage(image);
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
