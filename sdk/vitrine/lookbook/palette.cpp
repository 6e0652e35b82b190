// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/palette.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

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

// How much a share of the pictures counts for a colour.
enum class ShareCounts : std::uint8_t { kMuch, kLittle };

// The most chromatic colour, where a larger share of the pictures counts for it; none when all are
// grey.
std::optional<Hue> AccentHue(std::span<const Swatch> swatches, ShareCounts counts) {
  constexpr float kLeastShare = 0.02F;
  constexpr float kLeastChroma = 0.02F;
  float total = 0;
  for (const Swatch& swatch : swatches) {
    total += IsUsable(swatch) ? swatch.weight_01 : 0;
  }
  std::optional<Hue> best;
  float best_score = 0;
  for (const Swatch& swatch : swatches) {
    if (!IsUsable(swatch)) {
      continue;
    }
    const float share = swatch.weight_01 / total;
    const Hue hue = HueOf(swatch.colour.a, swatch.colour.b);
    const float root = std::sqrt(share);
    const float score = hue.chroma * (counts == ShareCounts::kMuch ? root : std::sqrt(root));
    if (share >= kLeastShare && hue.chroma >= kLeastChroma && score > best_score) {
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

/// A colour's lightness on light and on dark pages.
struct Lightness {
  float on_light = 0;
  float on_dark = 0;
};

}  // namespace

Palette MakePalette(std::span<const Swatch> swatches, const Paper& paper) {
  constexpr Hue kClay = {.a = 0.78F, .b = 0.62F, .chroma = 0.07F};
  const std::optional<Hue> found = AccentHue(swatches, ShareCounts::kMuch);
  const Hue accent = found.value_or(kClay);
  const Hue hue = paper.coloured && found ? *found : MeanHue(swatches);
  const float most = paper.coloured ? 0.03F : 0.012F;
  const float tint = std::clamp(hue.chroma * 0.3F, 0.004F, most);
  const auto tone = [&](const Lightness& lightness, float chroma) {
    return FromOklab(WithHue(hue, paper.dark ? lightness.on_dark : lightness.on_light, chroma));
  };
  Palette palette;
  if (paper.coloured) {
    palette.backdrop = tone({0.888F, 0.275F}, tint);
    palette.backdrop_end = tone({0.868F, 0.25F}, tint);
    palette.panel = tone({0.83F, 0.32F}, tint);
  } else {
    palette.backdrop = tone({0.962F, 0.225F}, tint);
    palette.backdrop_end = tone({0.948F, 0.205F}, tint * 1.1F);
    palette.panel = tone({0.918F, 0.27F}, tint * 1.6F);
  }
  palette.ink = tone({0.215F, 0.94F}, 0.01F);
  palette.quiet_ink = Legible(hue, paper.dark ? 0.72F : 0.48F, 0.012F, palette, paper.dark);
  const float chroma = std::clamp(accent.chroma * 0.7F, 0.045F, 0.095F);
  palette.accent = Legible(accent, paper.dark ? 0.74F : 0.47F, chroma, palette, paper.dark);
  return palette;
}

Colour FieldColour(std::span<const Swatch> swatches, Colour ink, bool dark) {
  const Hue hue = AccentHue(swatches, ShareCounts::kLittle).value_or(MeanHue(swatches));
  const float chroma = std::min(0.9F * hue.chroma, dark ? 0.06F : 0.075F);
  const float step = dark ? -0.01F : 0.01F;
  // From a middle lightness away from the ink until that is legible.
  float lightness = dark ? 0.37F : 0.76F;
  Colour field = FromOklab(WithHue(hue, lightness, chroma));
  while (ContrastRatio(ink, field) < kTextContrast && lightness > 0 && lightness < 1) {
    lightness += step;
    field = FromOklab(WithHue(hue, lightness, chroma));
  }
  return field;
}

}  // namespace vitrine
