// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>
#include <vitrine/imaging/picture_view.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// A colour in OKLab: `l` 0 .. 1 lightness, `a` green-red, `b` blue-yellow (about -0.4 .. 0.4).
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020.
struct Oklab {
  float l = 0;
  float a = 0;
  float b = 0;
};

Oklab ToOklab(Colour colour);

/// The nearest sRGB colour, opaque; out-of-gamut colours lose chroma first, then lightness.
Colour FromOklab(const Oklab& colour);

/// WCAG 2.2 contrast ratio of two opaque colours, 1 .. 21.
float ContrastRatio(Colour first, Colour second);

/// A cluster of a picture's colours.
struct Swatch {
  Oklab colour;
  float weight_01 = 0;  ///< Share of the pixels.
};

/// How many main colours a page's palette is made from, per picture.
inline constexpr std::size_t kMainColourCount = 4;

/// The main colours of a picture: k-means in OKLab over a regular sample of its pixels, started by
/// a fixed farthest-point rule, heaviest first. Transparent pixels do not count. At most `count` (1
/// .. 8).
std::vector<Swatch> MainColours(const PictureView& picture, std::size_t count);

}  // namespace vitrine
