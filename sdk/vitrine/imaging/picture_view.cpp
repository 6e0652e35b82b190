// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/picture_view.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

std::int32_t Width(const ImageView& image) { return image.pixels != nullptr ? image.width : 0; }
std::int32_t Width(const YuvView& image) { return image.y.samples != nullptr ? image.y.width : 0; }
std::int32_t Height(const ImageView& image) { return image.pixels != nullptr ? image.height : 0; }
std::int32_t Height(const YuvView& image) {
  return image.y.samples != nullptr ? image.y.height : 0;
}

Colour At(const ImageView& image, std::int32_t x, std::int32_t y) {
  const std::uint8_t* const pixel =
      image.pixels + static_cast<std::size_t>(y) * image.stride + static_cast<std::size_t>(x) * 4;
  const std::uint32_t alpha = pixel[3];
  const auto straight = [alpha](std::uint32_t value) {
    const std::uint32_t divisor = std::max(alpha, 1U);
    return static_cast<std::uint8_t>(std::min((value * 255 + divisor / 2) / divisor, 255U));
  };
  return {straight(pixel[0]), straight(pixel[1]), straight(pixel[2]), pixel[3]};
}

double SampleAt(const PlaneView& plane, std::int32_t x, std::int32_t y) {
  return plane.samples[static_cast<std::size_t>(y) * plane.stride + static_cast<std::size_t>(x)];
}

Colour At(const YuvView& image, std::int32_t x, std::int32_t y) {
  const double luma = SampleAt(image.y, x, y);
  const double blue = SampleAt(image.u, x / image.step_x, y / image.step_y) - 128;
  const double red = SampleAt(image.v, x / image.step_x, y / image.step_y) - 128;
  const auto whole = [](double value) {
    return static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
  };
  return {whole(luma + 1.402 * red), whole(luma - 0.344136 * blue - 0.714136 * red),
          whole(luma + 1.772 * blue), 255};
}

Result<Image> Scale(const ImageView& image, const Rect& crop, std::int32_t width,
                    std::int32_t height) {
  return Resize(image, crop, width, height);
}
Result<Image> Scale(const YuvView& image, const Rect& crop, std::int32_t width,
                    std::int32_t height) {
  return ResizeYuv(image, crop, width, height);
}

}  // namespace

std::int32_t WidthOf(const PictureView& picture) {
  return std::visit([](const auto& image) { return Width(image); }, picture);
}

std::int32_t HeightOf(const PictureView& picture) {
  return std::visit([](const auto& image) { return Height(image); }, picture);
}

Colour ColourAt(const PictureView& picture, std::int32_t x, std::int32_t y) {
  return std::visit([&](const auto& image) { return At(image, x, y); }, picture);
}

Result<Image> ResizePicture(const PictureView& picture, const Rect& crop, std::int32_t width,
                            std::int32_t height) {
  return std::visit([&](const auto& image) { return Scale(image, crop, width, height); }, picture);
}

}  // namespace vitrine
