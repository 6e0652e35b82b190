// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/imaging/image.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine {

/// A shadow on the backdrop, in shares of the canvas's shorter side.
struct StyleShadow {
  float opacity_01 = 0.22F;  ///< 0: none.
  float blur_01 = 0.02F;     ///< Standard deviation of the Gaussian, 0 .. 0.1.
  float offset_x = 0;        ///< -0.5 .. 0.5, to the right.
  float offset_y = 0.012F;   ///< -0.5 .. 0.5, down.
};

/// How the pictures of a shop are to look, whoever took them.
struct Style {
  /// The picture that is made, in pixels, 16 .. 8192 each.
  std::int32_t width = 1200;
  std::int32_t height = 1500;

  /// The backdrop, from top to bottom.
  Colour background_top = {.r = 246, .g = 244, .b = 240};
  Colour background_bottom = {.r = 236, .g = 232, .b = 226};

  /// The subject's box is made to fit into this share of the width and of the height, 0.1 .. 1 ...
  float scale_01 = 0.78F;
  /// ... with its middle here, in shares of the width and of the height.
  float centre_x_01 = 0.5F;
  float centre_y_01 = 0.5F;

  /// How much of the light's colour is taken out, of what is too dark made lighter and of what is
  /// too grey made deep, each 0 .. 1.
  float white_balance_01 = 1;
  float exposure_01 = 1;
  float contrast_01 = 0.5F;

  StyleShadow shadow = {};

  /// Pictures that are not surely cut out have round corners, a share of the canvas's shorter side,
  /// 0 .. 0.5.
  float uncut_radius_01 = 0.02F;
};

/// Errors: kNonFinite or kInvalidArgument, with the member's name, for what is outside its range.
Result<void> CheckStyle(const Style& style);

/// Reads a style that a merchant has written: JSON with any of the members that ToJson shows; what
/// is left out keeps its default.
///
/// @return The style, or
///   - kTooLarge above 64 KiB;
///   - kStyleSyntax for what is not such JSON, with the place of what is wrong and what was
///     expected there; an unknown member too, so that no misspelt one goes unnoticed;
///   - CheckStyle's errors.
Result<Style> ParseStyle(std::string_view json);

/// The style as JSON, all members, in a fixed order, with two spaces a level.
std::string ToJson(const Style& style);

}  // namespace vitrine
