// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/image.h>

#include <array>
#include <cstddef>

namespace vitrine {

/// A picture in OKLab: lightness, green-red and blue-yellow, and its alpha, 0 .. 1.
struct LabImage {
  std::array<Plane, 3> channels;
  Plane alpha;

  std::size_t width() const { return alpha.width; }
  std::size_t height() const { return alpha.height; }
  Oklab At(std::size_t i) const {
    return {.l = channels[0].values[i], .a = channels[1].values[i], .b = channels[2].values[i]};
  }
};

/// Converts premultiplied sRGB; what cannot be seen is black.
LabImage ToLab(const ImageView& picture);

}  // namespace vitrine
