// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/imaging/enhance/gaussian.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

Plane RandomPlane(std::size_t width, std::size_t height) {
  Random random(width * 1000 + height);
  Plane plane(width, height);
  std::ranges::generate(plane.values, [&] { return 255 * random.Uniform(); });
  return plane;
}

// The definition, in double precision.
double BlurredAt(const Plane& plane, std::size_t x, std::size_t y, double sigma) {
  const auto radius = static_cast<std::ptrdiff_t>(std::ceil(3 * sigma));
  double sum = 0;
  double weights = 0;
  for (std::ptrdiff_t dy = -radius; dy <= radius; ++dy) {
    for (std::ptrdiff_t dx = -radius; dx <= radius; ++dx) {
      const double weight = std::exp(-static_cast<double>(dx * dx + dy * dy) / (2 * sigma * sigma));
      const std::size_t from_x = Reflect(static_cast<std::ptrdiff_t>(x) + dx, plane.width);
      const std::size_t from_y = Reflect(static_cast<std::ptrdiff_t>(y) + dy, plane.height);
      sum += weight * plane.Row(from_y)[from_x];
      weights += weight;
    }
  }
  return sum / weights;
}

TEST(Reflect, MirrorsAtTheFirstAndTheLastElement) {
  EXPECT_EQ(Reflect(-1, 5), 1U);
  EXPECT_EQ(Reflect(-4, 5), 4U);
  EXPECT_EQ(Reflect(0, 5), 0U);
  EXPECT_EQ(Reflect(5, 5), 3U);
  EXPECT_EQ(Reflect(9, 5), 1U);
  EXPECT_EQ(Reflect(-7, 1), 0U);
}

TEST(GaussianBlur, IsTheConvolutionItNames) {
  for (const auto& [width, height] :
       {std::pair<std::size_t, std::size_t>(13, 9), {1, 7}, {6, 1}, {1, 1}, {3, 2}}) {
    for (const float sigma : {0.4F, 1.0F, 2.5F}) {
      const Plane plane = RandomPlane(width, height);
      const Plane blurred = GaussianBlur(plane, sigma);
      for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
          EXPECT_NEAR(blurred.Row(y)[x], BlurredAt(plane, x, y, sigma), 1e-3)
              << x << ", " << y << " of " << width << " x " << height << " by " << sigma;
        }
      }
    }
  }
}

TEST(RangeAround, IsThatOfTheSquare) {
  const Plane plane = RandomPlane(11, 7);
  const LocalRange range = RangeAround(plane, 2);
  for (std::size_t y = 0; y < plane.height; ++y) {
    for (std::size_t x = 0; x < plane.width; ++x) {
      float least = 1000;
      float most = -1000;
      for (std::size_t row = y < 2 ? 0 : y - 2; row <= std::min(y + 2, plane.height - 1); ++row) {
        for (std::size_t at = x < 2 ? 0 : x - 2; at <= std::min(x + 2, plane.width - 1); ++at) {
          least = std::min(least, plane.Row(row)[at]);
          most = std::max(most, plane.Row(row)[at]);
        }
      }
      EXPECT_EQ(range.least.Row(y)[x], least);
      EXPECT_EQ(range.most.Row(y)[x], most);
    }
  }
}

}  // namespace
}  // namespace vitrine
