// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/cutout/bounds.h>
#include <vitrine/imaging/enhance/strength.h>
#include <vitrine/imaging/harmonise/colour_table.h>
#include <vitrine/imaging/harmonise/framing.h>
#include <vitrine/imaging/harmonise/harmonise.h>
#include <vitrine/imaging/harmonise/light.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace vitrine {
namespace {

float ShorterSide(const Style& style) {
  return static_cast<float>(std::min(style.width, style.height));
}

Rect Intersection(const Rect& a, const Rect& b) {
  const float left = std::max(a.x, b.x);
  const float top = std::max(a.y, b.y);
  return {.x = left,
          .y = top,
          .width = std::max(0.0F, std::min(a.x + a.width, b.x + b.width) - left),
          .height = std::max(0.0F, std::min(a.y + a.height, b.y + b.height) - top)};
}

Rect WholeOf(const ImageView& picture) {
  return {.x = 0,
          .y = 0,
          .width = static_cast<float>(picture.width),
          .height = static_cast<float>(picture.height)};
}

Result<Image> BackdropOf(const Style& style) {
  Result<Image> canvas = Image::Create(style.width, style.height);
  if (!canvas) {
    return canvas;
  }
  const std::array stops = {GradientStop{.offset = 0, .colour = style.background_top},
                            GradientStop{.offset = 1, .colour = style.background_bottom}};
  if (const auto filled = FillGradient(*canvas, 0, 0, 0, static_cast<float>(style.height), stops);
      !filled) {
    return std::unexpected(filled.error());
  }
  return canvas;
}

// A part of a picture at its place on the canvas.
struct Piece {
  Image image;
  DrawOptions place;
};

// The part of the picture that is to be seen in `window`, a rectangle of the canvas in whole pixels
// that the picture covers.
Result<Piece> PieceOf(const ImageView& picture, const Framing& framing, const Rect& window) {
  const Rect crop = {.x = (window.x - framing.x) / framing.scale,
                     .y = (window.y - framing.y) / framing.scale,
                     .width = window.width / framing.scale,
                     .height = window.height / framing.scale};
  Result<Image> image =
      Resize(picture, Intersection(crop, WholeOf(picture)), static_cast<std::int32_t>(window.width),
             static_cast<std::int32_t>(window.height));
  if (!image) {
    return std::unexpected(image.error());
  }
  return Piece{.image = *std::move(image),
               .place = {.x = static_cast<std::int32_t>(window.x),
                         .y = static_cast<std::int32_t>(window.y)}};
}

// The largest window of whole pixels within `area`; at least one pixel.
Rect WholePixels(const Rect& area) {
  const float left = std::ceil(area.x - 0.01F);
  const float top = std::ceil(area.y - 0.01F);
  return {.x = left,
          .y = top,
          .width = std::max(1.0F, std::floor(area.x + area.width + 0.01F) - left),
          .height = std::max(1.0F, std::floor(area.y + area.height + 0.01F) - top)};
}

Shadow ShadowOf(const Style& style) {
  constexpr float kMostSigma = 64;
  const float unit = ShorterSide(style);
  return {.offset_x = style.shadow.offset_x * unit,
          .offset_y = style.shadow.offset_y * unit,
          .sigma = std::min(style.shadow.blur_01 * unit, kMostSigma),
          .colour = {.a = static_cast<std::uint8_t>(std::lround(255 * style.shadow.opacity_01))}};
}

Result<void> CheckSizes(const ImageView& picture, const QualityReport& quality,
                        const Cutout& cutout) {
  if (const auto valid = CheckReport(picture, quality); !valid) {
    return valid;
  }
  if (cutout.method != CutoutMethod::kNone &&
      (cutout.image.width() != picture.width || cutout.image.height() != picture.height)) {
    return Fail(ErrorCode::kInvalidArgument, "a cut-out of " + std::to_string(picture.width) +
                                                 " x " + std::to_string(picture.height) +
                                                 " was expected, it is " +
                                                 std::to_string(cutout.image.width()) + " x " +
                                                 std::to_string(cutout.image.height()));
  }
  return {};
}

// What of the picture is shown where.
struct Layout {
  ImageView source;
  Rect subject;
  Framing framing;
  Rect window;
  float radius = 0;
};

Layout LayoutOf(const ImageView& picture, const Cutout& cutout, const Style& style) {
  const bool is_cut = cutout.method != CutoutMethod::kNone;
  const Rect canvas = {.x = 0,
                       .y = 0,
                       .width = static_cast<float>(style.width),
                       .height = static_cast<float>(style.height)};
  const Rect whole = WholeOf(picture);
  const Rect subject = is_cut ? VisibleBounds(cutout.image.view()) : whole;
  const Framing framing = FrameSubject(subject, style);
  return {.source = is_cut ? cutout.image.view() : picture,
          .subject = subject,
          .framing = framing,
          .window = WholePixels(Intersection(framing.Placed(whole), canvas)),
          .radius = is_cut ? 0 : style.uncut_radius_01 * ShorterSide(style)};
}

}  // namespace

Result<Harmonised> Harmonise(const ImageView& picture, const QualityReport& quality,
                             const Cutout& cutout, const Style& style) {
  if (const auto valid = CheckStyle(style); !valid) {
    return std::unexpected(valid.error());
  }
  if (const auto valid = CheckSizes(picture, quality, cutout); !valid) {
    return std::unexpected(valid.error());
  }
  const Result<Relight> relight = PlanLight(picture, cutout.subject, quality, style);
  if (!relight) {
    return std::unexpected(relight.error());
  }
  Result<Image> canvas = BackdropOf(style);
  if (!canvas) {
    return std::unexpected(canvas.error());
  }
  const Layout layout = LayoutOf(picture, cutout, style);
  Result<Piece> piece = PieceOf(layout.source, layout.framing, layout.window);
  if (!piece) {
    return std::unexpected(piece.error());
  }
  if (*relight != Relight{}) {
    ColourTable(*relight).Apply(piece->image);
  }
  piece->place.radius = layout.radius;
  if (const auto drawn = DrawShadow(*canvas, piece->image.view(), piece->place, ShadowOf(style));
      !drawn) {
    return std::unexpected(drawn.error());
  }
  DrawImage(*canvas, piece->image.view(), piece->place);
  return Harmonised{.image = *std::move(canvas),
                    .subject = layout.framing.Placed(layout.subject),
                    .framing = layout.framing};
}

}  // namespace vitrine
