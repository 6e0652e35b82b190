// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/upscale.h>
#include <vitrine/imaging/enhance/ycc.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace vitrine {
namespace {

constexpr int kRounds = 4;

// What each pixel of the small picture lacks in the mean of its four.
Plane Missing(const Plane& small, const Plane& large) {
  Plane missing(small.width, small.height);
  for (std::size_t y = 0; y < small.height; ++y) {
    const std::span<const float> upper = large.Row(2 * y);
    const std::span<const float> lower = large.Row(2 * y + 1);
    for (std::size_t x = 0; x < small.width; ++x) {
      const float mean = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]) / 4;
      missing.Row(y)[x] = small.Row(y)[x] - mean;
    }
  }
  return missing;
}

// The neighbour that a pixel of the large picture leans towards.
std::size_t Beside(std::size_t large, std::size_t size) {
  const std::size_t at = large / 2;
  return large % 2 == 1 ? std::min(at + 1, size - 1) : at - std::min<std::size_t>(at, 1);
}

// Adds the small plane, doubled by linear interpolation, `share` times.
void AddDoubled(const Plane& small, float share, Plane& large) {
  for (std::size_t y = 0; y < large.height; ++y) {
    const std::span<const float> near = small.Row(y / 2);
    const std::span<const float> far = small.Row(Beside(y, small.height));
    const std::span<float> row = large.Row(y);
    for (std::size_t x = 0; x < large.width; ++x) {
      const std::size_t beside = Beside(x, small.width);
      const float sum = 9 * near[x / 2] + 3 * (near[beside] + far[x / 2]) + far[beside];
      row[x] += share * sum / 16;
    }
  }
}

// The rows of the small picture that a band stands for, with those that its correction depends on.
struct Band {
  RowRange small;
  RowRange inner;
};

Band BandFrom(std::size_t first, std::size_t height) {
  constexpr std::size_t kRows = 128;
  constexpr std::size_t kReach = 2 * kRounds;
  const std::size_t end = std::min(first + kRows, height);
  const std::size_t from = first - std::min(first, kReach);
  return {.small = {.first = from, .count = std::min(end + kReach, height) - from},
          .inner = {.first = first, .count = end - first}};
}

// Adds what the corrected brightness gained to a row of pixels, under their alpha.
void Correct(std::span<const float> before, std::span<const float> after, std::uint8_t* pixels) {
  for (std::size_t x = 0; x < before.size(); ++x, pixels += 4) {
    const float alpha = pixels[3];
    const float gain = (after[x] - before[x]) * alpha / 255;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const float value = static_cast<float>(pixels[channel]) + gain;
      pixels[channel] = static_cast<std::uint8_t>(RoundPositive(std::clamp(value, 0.0F, alpha)));
    }
  }
}

}  // namespace

Result<Image> Upscale(const ImageView& picture, const QualityReport& quality, Strength strength) {
  if (auto checked = CheckStrength(strength, "upscale"); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  if (auto checked = CheckReport(picture, quality); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  const Rect whole = {.width = static_cast<float>(picture.width),
                      .height = static_cast<float>(picture.height)};
  // Twice a side that is too long anyway is not counted out.
  const auto doubled = [](std::int32_t side) { return side > kMaxResizeSide ? side : 2 * side; };
  Result<Image> image = Resize(picture, whole, doubled(picture.width), doubled(picture.height));
  const float share = strength ? *strength : 1 - Ramp(quality.noise.brightness, 2, 8);
  if (!image || share == 0) {
    return image;
  }
  const auto height = static_cast<std::size_t>(picture.height);
  const Image plain = image->Clone().value_or(Image());
  if (plain.empty()) {
    return Fail(ErrorCode::kOutOfMemory, "there is no memory for a second copy of the picture");
  }
  for (std::size_t first = 0; first < height;) {
    const Band band = BandFrom(first, height);
    const Plane small = BrightnessOfRows(picture, band.small);
    const Plane before = BrightnessOfRows(
        plain.view(), {.first = 2 * band.small.first, .count = 2 * band.small.count});
    Plane after = before;
    for (int round = 0; round < kRounds; ++round) {
      AddDoubled(Missing(small, after), share, after);
    }
    for (std::size_t y = 2 * first; y < 2 * (first + band.inner.count); ++y) {
      const std::size_t row = y - 2 * band.small.first;
      Correct(before.Row(row), std::as_const(after).Row(row),
              image->pixels().data() + y * image->stride());
    }
    first += band.inner.count;
  }
  return image;
}

}  // namespace vitrine
