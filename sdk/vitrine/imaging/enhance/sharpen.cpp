// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/enhance/sharpen.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

constexpr int kRounds = 4;

std::size_t RangeRadius(float sigma) { return sigma > 1.5F ? 3 : 2; }

}  // namespace

Plane Sharpen(const Plane& plane, float sigma) {
  constexpr float kBeyond = 0.25F;
  Plane sharp = plane;
  for (int round = 0; round < kRounds; ++round) {
    const Plane blurred = GaussianBlur(sharp, sigma);
    for (std::size_t i = 0; i < sharp.values.size(); ++i) {
      sharp.values[i] += plane.values[i] - blurred.values[i];
    }
  }
  const LocalRange range = RangeAround(plane, RangeRadius(sigma));
  for (std::size_t i = 0; i < sharp.values.size(); ++i) {
    const float least = range.least.values[i];
    const float most = range.most.values[i];
    const float margin = kBeyond * (most - least);
    sharp.values[i] = std::clamp(sharp.values[i], least - margin, most + margin);
  }
  return sharp;
}

std::size_t SharpenReach(float sigma) {
  const auto blur = static_cast<std::size_t>(std::ceil(3.0F * sigma));
  return kRounds * blur + RangeRadius(sigma);
}

}  // namespace vitrine
