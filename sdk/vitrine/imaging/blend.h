// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstdint>
#include <span>

namespace vitrine {

/// One stop of a gradient; `offset` 0 .. 1, ascending.
struct GradientStop {
  float offset = 0;
  Colour colour;

  bool operator==(const GradientStop&) const = default;
};

/// Fills `target` with a linear gradient along the line from (x0, y0) to (x1, y1), given in pixels,
/// interpolated in OKLab and dithered by less than one step so that it shows no bands.
/// Needs 1 .. 16 stops; one stop fills with a plain colour. Errors: kInvalidArgument.
Result<void> FillGradient(Image& target, float x0, float y0, float x1, float y1,
                          std::span<const GradientStop> stops);

/// How a layer's colours mix with those below it, where both are opaque; elsewhere each shows as
/// far as the other does not cover it. Source: W3C, "Compositing and Blending Level 1", 2015,
/// section 10.1.
enum class BlendMode : std::uint8_t {
  kNormal,       ///< The layer hides what is below.
  kMultiply,     ///< Like ink or a slide: white vanishes, nothing becomes lighter.
  kScreen,       ///< Like a second projector: black vanishes, nothing becomes darker.
  kOverlay,      ///< Multiplies what is dark below and screens what is light.
  kDarken,       ///< The darker of each channel.
  kLighten,      ///< The lighter of each channel.
  kColourDodge,  ///< Brightens what is below, as far as the layer is light.
  kColourBurn,   ///< Darkens what is below, as far as the layer is dark.
  kHardLight,    ///< Multiplies where the layer is dark and screens where it is light.
  kSoftLight,    ///< A gentle kHardLight that keeps black and white.
  kDifference,   ///< How far each channel is from the other.
  kExclusion     ///< As kDifference, with less contrast.
};

/// How a rectangle is filled.
struct FillOptions {
  float rotation_deg = 0;  ///< Clockwise, about the rectangle's middle.
  BlendMode mode = BlendMode::kNormal;
};

/// Fills a rectangle with rounded corners with a plain colour, edges anti-aliased.
void FillRect(Image& target, const Rect& rect, float radius, Colour colour,
              const FillOptions& options = {});

/// A soft shadow: the shape's coverage, shifted, blurred and tinted.
struct Shadow {
  float offset_x = 0;
  float offset_y = 0;
  float sigma = 0;  ///< Standard deviation of the Gaussian in pixels, 0 .. 64.
  Colour colour;    ///< `a` is the shadow's strength.

  bool operator==(const Shadow&) const = default;
};

/// How a picture is laid upon the page.
struct DrawOptions {
  std::int32_t x = 0;  ///< Left edge on the target, in whole pixels; may lie outside.
  std::int32_t y = 0;
  float radius = 0;  ///< Of the rounded corners, in pixels.
  float opacity_01 = 1;
  BlendMode mode = BlendMode::kNormal;
};

/// Blends `source` over `target` (Porter-Duff source-over, premultiplied), clipped to the target
/// and to rounded corners. What another mode than kNormal makes is right to 1 of 255.
void DrawImage(Image& target, const ImageView& source, const DrawOptions& options);

/// Draws the shadow that `source` would cast when drawn with `options`: its alpha (with rounded
/// corners), blurred by an exact Gaussian and dithered so that it shows no bands. To be followed by
/// DrawImage with the same options: pixels that the picture will hide may be left as they are.
///
/// Errors: kInvalidArgument for a sigma outside 0 .. 64, an offset beyond a million pixels or an
/// opacity outside 0 .. 1.
/// Cost: an opaque rectangle takes a separable closed form; each row that differs from the one
/// above it adds to that, so a cut-out costs several times as much.
Result<void> DrawShadow(Image& target, const ImageView& source, const DrawOptions& options,
                        const Shadow& shadow);

}  // namespace vitrine
