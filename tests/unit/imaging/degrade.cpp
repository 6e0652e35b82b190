// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/degrade.h"

#include "tests/support/sanitized.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/base/random.h>
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace vitrine {
namespace {

template <typename Change>
Image EachChannel(const Image& image, const Change& change) {
  Image changed = image.Clone().value();
  for (std::size_t i = 0; i < changed.pixels().size(); ++i) {
    if (i % 4 != 3) {
      const double value = change(i, static_cast<double>(changed.pixels()[i]));
      changed.pixels()[i] = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
    }
  }
  return changed;
}

double ToLinear(double level) {
  const double value = level / 255;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double FromLinear(double light) {
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

// Down the columns; the picture ends where it ends.
Image BlurredDown(const Image& image, double sigma) {
  const auto radius = static_cast<std::ptrdiff_t>(std::ceil(3 * sigma));
  const auto height = static_cast<std::ptrdiff_t>(image.height());
  const std::size_t stride = image.stride();
  return EachChannel(image, [&](std::size_t i, double) {
    const auto y = static_cast<std::ptrdiff_t>(i / stride);
    double sum = 0;
    double weights = 0;
    for (std::ptrdiff_t at = std::max<std::ptrdiff_t>(y - radius, 0);
         at <= std::min(y + radius, height - 1); ++at) {
      const auto distance = static_cast<double>(at - y);
      const double weight = std::exp(-distance * distance / (2 * sigma * sigma));
      sum += weight * image.pixels()[static_cast<std::size_t>(at) * stride + i % stride];
      weights += weight;
    }
    return sum / weights;
  });
}

Image Reduced(const Image& image, std::int32_t side) {
  const double scale = static_cast<double>(side) / std::max(image.width(), image.height());
  return Resize(image.view(), Whole(image),
                static_cast<std::int32_t>(std::lround(image.width() * scale)),
                static_cast<std::int32_t>(std::lround(image.height() * scale)))
      .value();
}

}  // namespace

Image WithNoise(const Image& image, double sigma, std::uint64_t seed) {
  Random random(seed);
  return EachChannel(image,
                     [&](std::size_t, double level) { return level + sigma * random.Normal(); });
}

Image Blurred(const Image& image, double sigma) {
  return Transposed(BlurredDown(Transposed(BlurredDown(image, sigma)), sigma));
}

Image InLight(const Image& image, const std::array<double, 3>& light) {
  return EachChannel(image, [&](std::size_t i, double level) {
    return FromLinear(std::min(ToLinear(level) * light.at(i % 4), 1.0));
  });
}

Image Flattened(const Image& image) {
  return EachChannel(image, [](std::size_t, double level) { return 130 + (level - 130) * 0.22; });
}

Image AsJpeg(const Image& image, int quality) {
  return DecodeImage(EncodeJpeg(image, quality)).value();
}

std::vector<Image> CleanPictures(std::size_t first, std::size_t every, std::int32_t side) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("web-demo/catalogue/images")) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  const bool many = paths.size() > 8 * every;
  const std::size_t step = many ? every * EveryOf(6) : every;
  std::vector<Image> pictures;
  for (std::size_t i = first; i < paths.size(); i += step) {
    pictures.push_back(Reduced(DecodeImage(ReadFile(paths[i])).value(), side));
  }
  return pictures;
}

}  // namespace vitrine
