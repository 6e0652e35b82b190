// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/image.h>
#include <vitrine/lookbook/text_shaper.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace vitrine {

// A scene is a page before it has pixels: layers from back to front, and where a tap lands. All
// coordinates are CSS pixels from the page's top left corner; `Compose` multiplies by the device
// pixel ratio. Layers for clips will join the variant; readers must skip what they do not know.

/// A gradient over the whole page; one stop is a plain colour.
struct BackgroundLayer {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< The gradient's line.
  std::vector<GradientStop> stops;

  bool operator==(const BackgroundLayer&) const = default;
};

/// A plain rectangle with rounded corners: a panel, a rule, a frame, a strip of tape.
struct RectLayer {
  Rect rect;
  float radius_px = 0;
  Colour colour;
  float rotation_deg = 0;  ///< Clockwise, about the rectangle's middle; -360 .. 360.
  BlendMode mode = BlendMode::kNormal;

  bool operator==(const RectLayer&) const = default;
};

/// A product's picture. A cut-out is a picture too: what it does not cover shows what is below, and
/// its shadow is that of what it covers.
struct PictureLayer {
  std::size_t picture = 0;  ///< Position in the page's list of products.
  Rect crop;   ///< The part shown, in the picture's own pixels; empty when there is no picture.
  Rect frame;  ///< Where it goes, on whole device pixels. Never larger than 1.25 x `crop` there.
  float radius_px = 0;
  float opacity_01 = 1;
  /// In CSS pixels; `sigma` 0 draws none. It lies below the picture in the normal mode, and is that
  /// of the turned picture: its offset is the page's.
  Shadow shadow;
  /// Clockwise, about the frame's middle, with its corners; -360 .. 360. A quarter turn of a frame
  /// whose sides differ by an odd number of device pixels moves it by half a pixel.
  float rotation_deg = 0;
  BlendMode mode = BlendMode::kNormal;
  Colour placeholder;  ///< Fills the frame of a picture that could not be had.

  bool operator==(const PictureLayer&) const = default;
};

/// One line of text. `TextBox` says what it covers.
struct TextLayer {
  std::string text;
  TextStyle style;
  Colour colour;
  float x = 0;  ///< The line's left edge: that of the leftmost glyph's advance.
  float baseline = 0;
  float width_px = 0;       ///< As the shaper measured it.
  std::size_t product = 0;  ///< Position in the page's list; only meaningful for product texts.
  bool names_product = false;
  /// Whether its text reads from right to left; `x` is the left edge all the same.
  bool right_to_left = false;

  bool operator==(const TextLayer&) const = default;
};

/// The smallest upright rectangle around a picture's frame as it is turned.
Rect PictureBox(const PictureLayer& layer);

/// The box of a line of text: its advance wide, and as high as the typeface's letters reach.
/// Accents on capitals may rise above it by a quarter of the size; the layout leaves that room.
Rect TextBox(const TextLayer& layer);

using Layer = std::variant<BackgroundLayer, RectLayer, PictureLayer, TextLayer>;

/// Where a product answers to a tap: its picture and its caption together.
struct HitRegion {
  std::size_t product = 0;  ///< Position in the page's list of products.
  Rect area;                ///< Picture and caption.
  /// The picture alone, its PictureBox on the page: where a plain <img> goes if its pixels can't be
  /// read.
  Rect picture;

  bool operator==(const HitRegion&) const = default;
};

/// A page, ready to be painted.
struct Scene {
  float width_px = 0;
  float height_px = 0;
  float device_pixel_ratio = 1;
  std::vector<Layer> layers;
  std::vector<HitRegion> regions;

  bool operator==(const Scene&) const = default;
};

}  // namespace vitrine
