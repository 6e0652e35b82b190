// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/scene.h>

namespace vitrine {

LetterReach ReachOf(Typeface typeface) {
  if (typeface == Typeface::kHeadline) {
    return {.ascent_em = 0.74F, .descent_em = 0.26F};
  }
  return {.ascent_em = 0.76F, .descent_em = 0.22F};
}

Rect TextBox(const TextLayer& layer) {
  const LetterReach reach = ReachOf(layer.style.typeface);
  return {.x = layer.x,
          .y = layer.baseline - reach.ascent_em * layer.style.size_px,
          .width = layer.width_px,
          .height = (reach.ascent_em + reach.descent_em) * layer.style.size_px};
}

}  // namespace vitrine
