// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/present/format.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

float HeightOfWidth(Format format) {
  switch (format) {
    case Format::kSquare:
      return 1;
    case Format::kPortrait:
      return 5.0F / 4.0F;
    case Format::kStory:
      break;
  }
  return 16.0F / 9.0F;
}

}  // namespace

Style InFormat(const Style& style, Format format) {
  constexpr float kMaxSide = 8192;
  // Of a story's height a seventh at the top and at the bottom is covered.
  constexpr float kStoryScale = 5.0F / 7.0F;
  const float ratio = HeightOfWidth(format);
  const float width = std::min(static_cast<float>(style.width), kMaxSide / ratio);
  Style other = style;
  other.width = static_cast<std::int32_t>(std::lround(width));
  other.height = static_cast<std::int32_t>(std::lround(width * ratio));
  if (format == Format::kStory) {
    other.scale_01 = std::min(style.scale_01, kStoryScale);
    other.centre_y_01 = 0.5F;
  }
  return other;
}

}  // namespace vitrine
