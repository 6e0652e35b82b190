// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/ycc.h>

namespace vitrine {
namespace {

constexpr float kRedShare = 0.299F;
constexpr float kGreenShare = 0.587F;
constexpr float kBlueShare = 0.114F;

float Brightness(const RgbSample& rgb) {
  return kRedShare * rgb.r + kGreenShare * rgb.g + kBlueShare * rgb.b;
}

// With straight alpha.
RgbSample SampleAt(const std::uint8_t* pixel) {
  const float scale = 255.0F / static_cast<float>(pixel[3]);
  return {.r = static_cast<float>(pixel[0]) * scale,
          .g = static_cast<float>(pixel[1]) * scale,
          .b = static_cast<float>(pixel[2]) * scale};
}

// Calls `visit` with each sample of the rows in turn. Before the first that is seen in a row come
// others of its colour.
template <typename Visit>
void ForEachSample(const ImageView& picture, const RowRange& rows, const Visit& visit) {
  const auto width = static_cast<std::size_t>(picture.width);
  for (std::size_t row = 0; row < rows.count; ++row) {
    const std::uint8_t* const pixels = picture.pixels + (rows.first + row) * picture.stride;
    std::size_t seen = 0;
    while (seen + 1 < width && pixels[seen * 4 + 3] == 0) {
      ++seen;
    }
    for (std::size_t x = 0; x < width; ++x) {
      seen = pixels[x * 4 + 3] != 0 ? x : seen;
      const std::uint8_t* const pixel = pixels + seen * 4;
      visit(pixel[3] != 0 ? SampleAt(pixel) : RgbSample());
    }
  }
}

}  // namespace

Ycc YccOfRows(const ImageView& picture, const RowRange& rows) {
  const auto width = static_cast<std::size_t>(picture.width);
  Ycc ycc{.y = {width, rows.count}, .cb = {width, rows.count}, .cr = {width, rows.count}};
  std::size_t to = 0;
  ForEachSample(picture, rows, [&](const RgbSample& rgb) {
    const float y = Brightness(rgb);
    ycc.y.values[to] = y;
    ycc.cb.values[to] = (rgb.b - y) / (2 * (1 - kBlueShare));
    ycc.cr.values[to] = (rgb.r - y) / (2 * (1 - kRedShare));
    ++to;
  });
  return ycc;
}

Plane BrightnessOfRows(const ImageView& picture, const RowRange& rows) {
  Plane plane(static_cast<std::size_t>(picture.width), rows.count);
  std::size_t to = 0;
  ForEachSample(picture, rows, [&](const RgbSample& rgb) { plane.values[to++] = Brightness(rgb); });
  return plane;
}

}  // namespace vitrine
