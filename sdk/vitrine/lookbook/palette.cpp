// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/palette.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

// A little above the 4.5 that WCAG asks for, so that dithering of the backdrop cannot undercut it.
constexpr float kTextContrast = 4.7F;

/// A direction in the plane of hues, and how far from grey.
struct Hue {
  float a = 0;
  float b = 0;
  float chroma = 0;
};

Hue HueOf(float a, float b) {
  const float chroma = std::sqrt(a * a + b * b);
  return chroma > 0 ? Hue{a / chroma, b / chroma, chroma} : Hue{};
}

Oklab WithHue(const Hue& hue, float lightness, float chroma) {
  return {.l = lightness, .a = hue.a * chroma, .b = hue.b * chroma};
}

bool IsUsable(const Swatch& swatch) {
  return std::isfinite(swatch.colour.l) && std::isfinite(swatch.colour.a) &&
         std::isfinite(swatch.colour.b) && std::isfinite(swatch.weight_01) && swatch.weight_01 > 0;
}

// The weighted mean of the colours, leaning towards paper. Opposite hues cancel out.
Hue MeanHue(std::span<const Swatch> swatches) {
  float a = 0;
  float b = 0;
  float weight = 0;
  for (const Swatch& swatch : swatches) {
    if (IsUsable(swatch)) {
      a += swatch.weight_01 * swatch.colour.a;
      b += swatch.weight_01 * swatch.colour.b;
      weight += swatch.weight_01;
    }
  }
  // The hue of unprinted paper, where the products say nothing.
  constexpr Hue kPaper = {.a = 0.24F, .b = 0.97F, .chroma = 0.03F};
  if (weight <= 0) {
    return kPaper;
  }
  // Natural papers are warm or grey: leaning towards paper takes the sweetness out of pinks and
  // mauves.
  constexpr float kLean = 0.4F;
  return HueOf((1 - kLean) * a / weight + kLean * kPaper.a * kPaper.chroma,
               (1 - kLean) * b / weight + kLean * kPaper.b * kPaper.chroma);
}

// The most chromatic colour, where a larger share of the pictures counts for it.
Hue AccentHue(std::span<const Swatch> swatches) {
  float total = 0;
  for (const Swatch& swatch : swatches) {
    total += IsUsable(swatch) ? swatch.weight_01 : 0;
  }
  constexpr Hue kClay = {.a = 0.78F, .b = 0.62F, .chroma = 0.07F};
  Hue best = kClay;
  float best_score = 0;
  for (const Swatch& swatch : swatches) {
    if (!IsUsable(swatch)) {
      continue;
    }
    const float share = swatch.weight_01 / total;
    const Hue hue = HueOf(swatch.colour.a, swatch.colour.b);
    const float score = hue.chroma * std::sqrt(share);
    if (share >= 0.02F && hue.chroma >= 0.03F && score > best_score) {
      best = hue;
      best_score = score;
    }
  }
  return best;
}

// The first colour, from `lightness` on in steps away from the paper, that is legible on all
// papers.
Colour Legible(const Hue& hue, float lightness, float chroma, const Palette& papers, bool dark) {
  const float step = dark ? 0.01F : -0.01F;
  Colour colour = FromOklab(WithHue(hue, lightness, chroma));
  const auto contrast = [&] {
    return std::min({ContrastRatio(colour, papers.backdrop),
                     ContrastRatio(colour, papers.backdrop_end),
                     ContrastRatio(colour, papers.panel)});
  };
  while (contrast() < kTextContrast && lightness > 0 && lightness < 1) {
    lightness += step;
    colour = FromOklab(WithHue(hue, lightness, chroma));
  }
  return colour;
}

}  // namespace

Palette MakePalette(std::span<const Swatch> swatches, bool dark) {
  const Hue paper = MeanHue(swatches);
  const float tint = std::clamp(paper.chroma * 0.3F, 0.004F, 0.012F);
  Palette palette;
  palette.backdrop = FromOklab(WithHue(paper, dark ? 0.225F : 0.962F, tint));
  palette.backdrop_end = FromOklab(WithHue(paper, dark ? 0.205F : 0.948F, tint * 1.1F));
  palette.panel = FromOklab(WithHue(paper, dark ? 0.27F : 0.918F, tint * 1.6F));
  palette.ink = FromOklab(WithHue(paper, dark ? 0.94F : 0.215F, dark ? 0.008F : 0.012F));
  palette.quiet_ink = Legible(paper, dark ? 0.72F : 0.48F, 0.012F, palette, dark);
  const Hue accent = AccentHue(swatches);
  const float chroma = std::clamp(accent.chroma * 0.7F, 0.045F, 0.095F);
  palette.accent = Legible(accent, dark ? 0.74F : 0.47F, chroma, palette, dark);
  return palette;
}

}  // namespace vitrine
