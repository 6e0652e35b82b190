// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/turned_rect.h>
#include <vitrine/lookbook/scene.h>

#include <cmath>

namespace vitrine {

LetterReach ReachOf(Typeface typeface) {
  if (typeface == Typeface::kHeadline) {
    return {.ascent_em = 0.74F, .descent_em = 0.26F};
  }
  return {.ascent_em = 0.76F, .descent_em = 0.22F};
}

Rect PictureBox(const PictureLayer& layer) {
  const Rect& frame = layer.frame;
  if (layer.rotation_deg == 0) {
    return frame;
  }
  const Direction direction = DirectionOf(layer.rotation_deg);
  const auto cosine = static_cast<float>(std::abs(direction.cosine));
  const auto sine = static_cast<float>(std::abs(direction.sine));
  const float width = frame.width * cosine + frame.height * sine;
  const float height = frame.width * sine + frame.height * cosine;
  return {.x = frame.x + (frame.width - width) / 2,
          .y = frame.y + (frame.height - height) / 2,
          .width = width,
          .height = height};
}

Rect TextBox(const TextLayer& layer) {
  const LetterReach reach = ReachOf(layer.style.typeface);
  return {.x = layer.x,
          .y = layer.baseline - reach.ascent_em * layer.style.size_px,
          .width = layer.width_px,
          .height = (reach.ascent_em + reach.descent_em) * layer.style.size_px};
}

}  // namespace vitrine
