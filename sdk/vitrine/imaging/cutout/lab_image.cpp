// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/lab_image.h>

#include <algorithm>
#include <cstdint>

namespace vitrine {
namespace {

Colour StraightColour(const std::uint8_t* pixel) {
  const std::uint32_t alpha = pixel[3];
  const auto straight = [&](std::uint32_t channel) {
    return static_cast<std::uint8_t>(
        alpha == 0 ? 0 : std::min((channel * 255 + alpha / 2) / alpha, 255U));
  };
  return {.r = straight(pixel[0]), .g = straight(pixel[1]), .b = straight(pixel[2]), .a = pixel[3]};
}

}  // namespace

LabImage ToLab(const ImageView& picture) {
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  LabImage lab;
  lab.channels.fill(Plane(width, height));
  lab.alpha = Plane(width, height);
  for (std::size_t i = 0; i < width * height; ++i) {
    const std::uint8_t* const pixel = picture.pixels + i / width * picture.stride + i % width * 4;
    const Oklab colour = ToOklab(StraightColour(pixel));
    lab.channels[0].values[i] = colour.l;
    lab.channels[1].values[i] = colour.a;
    lab.channels[2].values[i] = colour.b;
    lab.alpha.values[i] = static_cast<float>(pixel[3]) / 255.0F;
  }
  return lab;
}

}  // namespace vitrine
