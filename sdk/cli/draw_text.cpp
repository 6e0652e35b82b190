// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/draw_text.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

namespace vitrine::cli {
namespace {

// FreeType counts in 64ths of a pixel.
constexpr float kUnits = 64;

std::uint8_t Mix(std::uint8_t under, std::uint8_t over, std::uint32_t alpha) {
  return static_cast<std::uint8_t>((over * alpha + under * (255 - alpha) + 127) / 255);
}

// Lays a glyph's coverage in `colour` over the page, clipped to it.
void BlendGlyph(Image& page, const FT_Bitmap& glyph, std::int32_t left, std::int32_t top,
                Colour colour) {
  const std::span<std::uint8_t> pixels = page.pixels();
  const auto width = static_cast<std::int32_t>(glyph.width);
  const auto height = static_cast<std::int32_t>(glyph.rows);
  for (std::int32_t y = std::max(0, -top); y < std::min(height, page.height() - top); ++y) {
    for (std::int32_t x = std::max(0, -left); x < std::min(width, page.width() - left); ++x) {
      const std::uint32_t coverage = glyph.buffer[y * glyph.pitch + x];
      const std::uint32_t alpha = (coverage * colour.a + 127) / 255;
      const std::span<std::uint8_t> pixel =
          pixels.subspan(static_cast<std::size_t>(top + y) * page.stride() +
                             static_cast<std::size_t>(left + x) * 4,
                         3);
      pixel[0] = Mix(pixel[0], colour.r, alpha);
      pixel[1] = Mix(pixel[1], colour.g, alpha);
      pixel[2] = Mix(pixel[2], colour.b, alpha);
    }
  }
}

// `x` and `baseline` are device pixels. A glyph that FreeType cannot draw is left out.
void DrawGlyph(Image& page, const Glyph& glyph, float x, float baseline, Colour colour) {
  if (FT_Load_Glyph(glyph.face, glyph.index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) {
    return;
  }
  const FT_GlyphSlot slot = glyph.face->glyph;
  const float whole_x = std::floor(x);
  const float whole_y = std::floor(baseline);
  FT_Outline_Translate(&slot->outline, std::lround((x - whole_x) * kUnits),
                       -std::lround((baseline - whole_y) * kUnits));
  if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) {
    return;
  }
  BlendGlyph(page, slot->bitmap, static_cast<std::int32_t>(whole_x) + slot->bitmap_left,
             static_cast<std::int32_t>(whole_y) - slot->bitmap_top, colour);
}

}  // namespace

void DrawText(Image& page, const Scene& scene, const FontShaper& shaper) {
  const float ratio = scene.device_pixel_ratio;
  for (const Layer& layer : scene.layers) {
    const auto* text = std::get_if<TextLayer>(&layer);
    if (text == nullptr) {
      continue;
    }
    for (const Glyph& glyph : shaper.Shape(text->text, text->style).glyphs) {
      FT_Set_Char_Size(glyph.face, 0, std::lround(text->style.size_px * ratio * kUnits), 72, 72);
      DrawGlyph(page, glyph, (text->x + glyph.x) * ratio, (text->baseline + glyph.y) * ratio,
                text->colour);
    }
  }
}

}  // namespace vitrine::cli
