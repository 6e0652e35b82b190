// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/harmonise/style.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

/// Where a picture comes to lie on the canvas: magnified, then moved, in pixels.
struct Framing {
  float scale = 1;
  float x = 0;
  float y = 0;

  /// Where a part of the picture comes to lie.
  Rect Placed(const Rect& part) const {
    return {.x = x + part.x * scale,
            .y = y + part.y * scale,
            .width = part.width * scale,
            .height = part.height * scale};
  }
};

/// Puts the subject, a rectangle of the picture with an area, where the style wants it: its box
/// touches the style's share of the canvas's width or height.
Framing FrameSubject(const Rect& subject, const Style& style);

/// Whether a picture should be doubled first, see Upscale: if the style magnifies its subject by
/// half or more. Above 1600 pixels to a side it would take long and show nothing.
bool WantsDoubling(const QualityReport& quality, const Style& style);

}  // namespace vitrine
