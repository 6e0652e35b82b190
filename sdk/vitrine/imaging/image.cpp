// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/image.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace vitrine {
namespace {

constexpr std::size_t kAlignment = 64;

}  // namespace

void Image::AlignedFree::operator()(std::uint8_t* pixels) const { std::free(pixels); }

Result<std::size_t> ImageByteCount(std::int32_t width, std::int32_t height) {
  if (width < 1 || height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "a picture needs at least 1 x 1 pixels, not " +
                                                 std::to_string(width) + " x " +
                                                 std::to_string(height));
  }
  const auto pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
  if (pixels > kMaxPixels) {
    return Fail(ErrorCode::kImageTooLarge,
                "a picture of " + std::to_string(width) + " x " + std::to_string(height) +
                    " pixels exceeds the limit of " + std::to_string(kMaxPixels));
  }
  return static_cast<std::size_t>(pixels) * 4;
}

Result<Image> Image::CreateForOverwrite(std::int32_t width, std::int32_t height) {
  const Result<std::size_t> bytes = ImageByteCount(width, height);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  // aligned_alloc wants a multiple of the alignment.
  const std::size_t rounded = (*bytes + kAlignment - 1) / kAlignment * kAlignment;
  Image image;
  image.pixels_.reset(static_cast<std::uint8_t*>(std::aligned_alloc(kAlignment, rounded)));
  if (image.pixels_ == nullptr) {
    return Fail(ErrorCode::kOutOfMemory,
                "there is no memory for " + std::to_string(*bytes) + " bytes of pixels");
  }
  image.width_ = width;
  image.height_ = height;
  return image;
}

Result<Image> Image::Create(std::int32_t width, std::int32_t height) {
  Result<Image> image = CreateForOverwrite(width, height);
  if (image) {
    std::ranges::fill(image->pixels(), std::uint8_t{0});
  }
  return image;
}

std::span<std::uint8_t> Image::pixels() {
  return {pixels_.get(), stride() * static_cast<std::size_t>(height_)};
}

std::span<const std::uint8_t> Image::pixels() const {
  return {pixels_.get(), stride() * static_cast<std::size_t>(height_)};
}

ImageView Image::view() const {
  return {.pixels = pixels_.get(), .width = width_, .height = height_, .stride = stride()};
}

Result<Image> Image::Clone() const {
  if (empty()) {
    return Image();
  }
  Result<Image> copy = CreateForOverwrite(width_, height_);
  if (copy) {
    std::ranges::copy(pixels(), copy->pixels().begin());
  }
  return copy;
}

}  // namespace vitrine
