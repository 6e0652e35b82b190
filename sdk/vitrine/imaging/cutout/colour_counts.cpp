// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/colour_counts.h>
#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/enhance/strength.h>

#include <algorithm>

namespace vitrine {

void ColourCounts::Normalise() {
  for (const std::size_t step : {std::size_t{1}, kSide, kSide * kSide}) {
    const std::vector<float> before = counts_;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const std::size_t at = i / step % kSide;
      const float lower = at > 0 ? before[i - step] : before[i];
      const float upper = at + 1 < kSide ? before[i + step] : before[i];
      counts_[i] = 0.5F * before[i] + 0.25F * (lower + upper);
    }
  }
  float sum = 0;
  for (const float count : counts_) {
    sum += count;
  }
  for (float& count : counts_) {
    count /= std::max(sum, 1e-9F);
  }
}

std::size_t ColourCounts::BoxOf(const Oklab& colour) {
  const auto box = [](float value, float least, float most) {
    return RoundPositive(Ramp(value, least, most) * (kSide - 1));
  };
  return (box(colour.l, 0, 1) * kSide + box(colour.a, -0.2F, 0.25F)) * kSide +
         box(colour.b, -0.25F, 0.2F);
}

}  // namespace vitrine
