// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/harmonise/framing.h>

#include <algorithm>

namespace vitrine {

Framing FrameSubject(const Rect& subject, const Style& style) {
  const auto width = static_cast<float>(style.width);
  const auto height = static_cast<float>(style.height);
  const float scale = style.scale_01 * std::min(width / subject.width, height / subject.height);
  return {.scale = scale,
          .x = style.centre_x_01 * width - (subject.x + 0.5F * subject.width) * scale,
          .y = style.centre_y_01 * height - (subject.y + 0.5F * subject.height) * scale};
}

bool WantsDoubling(const QualityReport& quality, const Style& style) {
  constexpr float kMuch = 1.5F;
  constexpr std::int32_t kLargest = 1600;
  return std::max(quality.width, quality.height) <= kLargest &&
         FrameSubject(quality.subject, style).scale >= kMuch;
}

}  // namespace vitrine
