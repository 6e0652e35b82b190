// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/text_shaper.h>

#include <emscripten/val.h>

#include <string_view>
#include <utility>

// (text: string, typeface: number, sizePx: number, trackingEm: number) => number, in CSS pixels.
EMSCRIPTEN_DECLARE_VAL_TYPE(MeasureText)

namespace vitrine::bindings {

/// Measures text with the worker's canvas.
class CanvasShaper final : public TextShaper {
 public:
  /// @param measure Must not throw: an exception would cross C++ frames without unwinding them.
  explicit CanvasShaper(MeasureText measure) : measure_(std::move(measure)) {}

  float MeasureWidth(std::string_view text, const TextStyle& style) override;

 private:
  MeasureText measure_;
};

}  // namespace vitrine::bindings
