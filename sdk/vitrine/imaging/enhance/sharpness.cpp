// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/enhance/sharpness.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

struct Slope {
  float x = 0;
  float y = 0;

  float Steepness() const { return std::sqrt(x * x + y * y); }
};

// Inside the plane's outermost pixels.
Slope SlopeAt(const Plane& plane, std::size_t x, std::size_t y) {
  return {.x = (plane.Row(y)[x + 1] - plane.Row(y)[x - 1]) / 2,
          .y = (plane.Row(y + 1)[x] - plane.Row(y - 1)[x]) / 2};
}

// One step, to a neighbour, in the direction of a slope: 0 where it is less than half of the other.
std::ptrdiff_t StepAlong(float component, float steepness) {
  constexpr float kSinePi8 = 0.382683432F;
  if (std::abs(component) < kSinePi8 * steepness) {
    return 0;
  }
  return component > 0 ? 1 : -1;
}

// Whether the picture is nowhere steeper right before and behind.
bool IsCrest(const Plane& plane, std::size_t x, std::size_t y, const Slope& slope) {
  const float steepness = slope.Steepness();
  const std::ptrdiff_t step_x = StepAlong(slope.x, steepness);
  const std::ptrdiff_t step_y = StepAlong(slope.y, steepness);
  const auto moved = [](std::size_t at, std::ptrdiff_t step) {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + step);
  };
  return SlopeAt(plane, moved(x, step_x), moved(y, step_y)).Steepness() <= steepness &&
         SlopeAt(plane, moved(x, -step_x), moved(y, -step_y)).Steepness() <= steepness;
}

}  // namespace

void SharpnessMeter::Add(const Plane& brightness) {
  constexpr float kAgain = 1;           // Sigma of the blur that the picture is compared with.
  constexpr float kStrong = 8;          // Levels to a pixel.
  constexpr float kLeastRatio = 1.02F;  // Below, an edge is wider than can be measured.
  if (brightness.width < 5 || brightness.height < 5) {
    return;
  }
  const Plane blurred = GaussianBlur(brightness, kAgain);
  for (std::size_t y = 2; y + 2 < brightness.height; ++y) {
    for (std::size_t x = 2; x + 2 < brightness.width; ++x) {
      const Slope slope = SlopeAt(brightness, x, y);
      if (slope.Steepness() < kStrong || !IsCrest(brightness, x, y, slope)) {
        continue;
      }
      const float ratio = slope.Steepness() / std::max(SlopeAt(blurred, x, y).Steepness(), 1e-3F);
      if (ratio > kLeastRatio) {
        sigmas_.push_back(kAgain / std::sqrt(ratio * ratio - 1));
      }
    }
  }
}

float SharpnessMeter::EdgeSigma() const {
  constexpr std::size_t kEnough = 50;
  if (sigmas_.size() < kEnough) {
    return 0;
  }
  std::vector<float> sigmas = sigmas_;
  const auto quarter = sigmas.begin() + static_cast<std::ptrdiff_t>(sigmas.size() / 4);
  std::ranges::nth_element(sigmas, quarter);
  return *quarter;
}

}  // namespace vitrine
