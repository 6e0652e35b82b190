// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/imaging/enhance/dct_shrink.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

namespace vitrine {
namespace {

Plane RandomPlane(std::size_t width, std::size_t height) {
  Random random(width * 1000 + height);
  Plane plane(width, height);
  std::ranges::generate(plane.values, [&] { return 255 * random.Uniform(); });
  return plane;
}

DctTable AllBut(float threshold) {
  DctTable table;
  table.fill(threshold);
  table[0] = 0;
  return table;
}

double Basis(std::size_t frequency, std::size_t at) {
  const double scale = frequency == 0 ? std::sqrt(1.0 / 8) : 0.5;
  return scale * std::cos((2.0 * static_cast<double>(at) + 1) * static_cast<double>(frequency) *
                          std::numbers::pi / 16);
}

// One block of the definition, added where it lies.
void AddBlock(const Plane& plane, const DctTable& thresholds, std::ptrdiff_t left,
              std::ptrdiff_t top, std::vector<double>& sums, std::vector<double>& weights) {
  std::array<double, 64> coefficients{};
  double kept = 0;
  for (std::size_t i = 0; i < 64; ++i) {
    for (std::size_t p = 0; p < 64; ++p) {
      const float value = plane.Row(
          Reflect(top + static_cast<std::ptrdiff_t>(p / 8),
                  plane.height))[Reflect(left + static_cast<std::ptrdiff_t>(p % 8), plane.width)];
      coefficients[i] += value * Basis(i / 8, p / 8) * Basis(i % 8, p % 8);
    }
    if (std::abs(coefficients[i]) >= thresholds[i]) {
      kept += 1;
    } else {
      coefficients[i] = 0;
    }
  }
  for (std::size_t p = 0; p < 64; ++p) {
    const std::ptrdiff_t x = left + static_cast<std::ptrdiff_t>(p % 8);
    const std::ptrdiff_t y = top + static_cast<std::ptrdiff_t>(p / 8);
    if (x >= 0 && y >= 0 && x < static_cast<std::ptrdiff_t>(plane.width) &&
        y < static_cast<std::ptrdiff_t>(plane.height)) {
      const std::size_t to =
          static_cast<std::size_t>(y) * plane.width + static_cast<std::size_t>(x);
      for (std::size_t i = 0; i < 64; ++i) {
        sums[to] += coefficients[i] * Basis(i / 8, p / 8) * Basis(i % 8, p % 8) / kept;
      }
      weights[to] += 1 / kept;
    }
  }
}

TEST(ShrinkDct, IsTheWeightedMeanOfTheBlocksOverAPixel) {
  for (const auto& [width, height] :
       {std::pair<std::size_t, std::size_t>(21, 14), {8, 8}, {3, 5}, {1, 1}, {40, 1}}) {
    const Plane plane = RandomPlane(width, height);
    const DctTable thresholds = AllBut(90);
    std::vector<double> sums(width * height);
    std::vector<double> weights(width * height);
    for (std::ptrdiff_t top = -7; top < static_cast<std::ptrdiff_t>(height); top += 2) {
      for (std::ptrdiff_t left = -7; left < static_cast<std::ptrdiff_t>(width); left += 2) {
        AddBlock(plane, thresholds, left, top, sums, weights);
      }
    }
    const Plane shrunk = ShrinkDct(plane, thresholds);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      EXPECT_NEAR(shrunk.values[i], sums[i] / weights[i], 0.01)
          << i << " of " << width << " x " << height;
    }
  }
}

TEST(ShrinkDct, ThresholdsOf0LeaveThePlane) {
  const Plane plane = RandomPlane(50, 33);
  const Plane shrunk = ShrinkDct(plane, {});
  for (std::size_t i = 0; i < plane.values.size(); ++i) {
    EXPECT_NEAR(shrunk.values[i], plane.values[i], 1e-3);
  }
}

TEST(ShrinkDct, AnEmptyPlaneStaysEmpty) { EXPECT_TRUE(ShrinkDct({}, AllBut(1)).values.empty()); }

}  // namespace
}  // namespace vitrine
