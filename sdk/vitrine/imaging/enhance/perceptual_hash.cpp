// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/enhance/perceptual_hash.h>
#include <vitrine/imaging/enhance/ycc.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace vitrine {
namespace {

constexpr std::size_t kSide = 32;
constexpr std::size_t kKept = 8;

// The cosine of frequency 1 .. kKept at each of kSide samples; a row to a frequency.
using Waves = std::array<std::array<double, kSide>, kKept>;

Waves MakeWaves() {
  Waves waves{};
  for (std::size_t k = 0; k < kKept; ++k) {
    for (std::size_t i = 0; i < kSide; ++i) {
      const double turns = static_cast<double>((2 * i + 1) * (k + 1)) / (2.0 * kSide);
      waves[k][i] = SinPi(turns + 0.5);
    }
  }
  return waves;
}

double Frequency(const Plane& plane, std::span<const double> down, std::span<const double> along) {
  double sum = 0;
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      sum += plane.Row(y)[x] * down[y] * along[x];
    }
  }
  return sum;
}

}  // namespace

Result<std::uint64_t> PerceptualHash(const ImageView& picture) {
  const Rect whole = {.width = static_cast<float>(picture.width),
                      .height = static_cast<float>(picture.height)};
  const Result<Image> small = Resize(picture, whole, kSide, kSide);
  if (!small) {
    return std::unexpected(small.error());
  }
  const Plane plane = BrightnessOfRows(small->view(), {.first = 0, .count = kSide});
  const Waves waves = MakeWaves();
  std::array<double, kKept * kKept> frequencies{};
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    frequencies[i] = Frequency(plane, waves[i / kKept], waves[i % kKept]);
  }
  std::array<double, kKept * kKept> sorted = frequencies;
  const auto middle = sorted.begin() + sorted.size() / 2;
  std::ranges::nth_element(sorted, middle);
  std::uint64_t hash = 0;
  for (const double frequency : frequencies) {
    hash = (hash << 1U) | (frequency > *middle ? 1U : 0U);
  }
  return hash;
}

}  // namespace vitrine
