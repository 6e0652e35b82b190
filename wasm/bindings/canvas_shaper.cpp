// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/canvas_shaper.h"

#include <string>

namespace vitrine::bindings {

float CanvasShaper::MeasureWidth(std::string_view text, const TextStyle& style) {
  const emscripten::val width = measure_(std::string(text), static_cast<int>(style.typeface),
                                         style.size_px, style.tracking_em);
  return width.as<float>();
}

}  // namespace vitrine::bindings
