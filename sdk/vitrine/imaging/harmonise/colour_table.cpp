// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/harmonise/colour_table.h>
#include <vitrine/imaging/srgb.h>

#include <algorithm>

namespace vitrine {
namespace {

constexpr float kWhite = 255;

// As the colour would be on sRGB's curve, 0 .. 255, not rounded.
std::array<float, 3> Levels(const Oklab& colour) {
  const Rgb light = LinearFromOklab(ClampToSrgb(colour));
  std::array<float, 3> levels{};
  std::ranges::transform(light, levels.begin(), [](double value) {
    return kWhite * static_cast<float>(SrgbFromLinear(value));
  });
  return levels;
}

std::array<float, 3> RelitLevels(const std::array<double, 3>& srgb_01, const Relight& relight) {
  Rgb light{};
  for (std::size_t c = 0; c < light.size(); ++c) {
    light[c] = LinearFromSrgb(srgb_01[c]) * relight.gain[c];
  }
  const Oklab lit = OklabFromLinear(light);
  const float deep = std::max(0.0F, (lit.l - relight.black) / (1 - relight.black));
  const float share = lit.l > 0 ? deep / lit.l : 0;
  return Levels({.l = deep, .a = lit.a * share, .b = lit.b * share});
}

std::uint8_t ToByte(float level) {
  return static_cast<std::uint8_t>(RoundPositive(std::clamp(level, 0.0F, kWhite)));
}

}  // namespace

Colour Relit(Colour colour, const Relight& relight) {
  const auto levels = RelitLevels({colour.r / 255.0, colour.g / 255.0, colour.b / 255.0}, relight);
  return {.r = ToByte(levels[0]), .g = ToByte(levels[1]), .b = ToByte(levels[2]), .a = colour.a};
}

ColourTable::ColourTable(const Relight& relight) {
  constexpr double kLast = kSide - 1;
  entries_.reserve(kSide * kSide * kSide);
  for (std::size_t r = 0; r < kSide; ++r) {
    for (std::size_t g = 0; g < kSide; ++g) {
      for (std::size_t b = 0; b < kSide; ++b) {
        entries_.push_back(
            RelitLevels({static_cast<double>(r) / kLast, static_cast<double>(g) / kLast,
                         static_cast<double>(b) / kLast},
                        relight));
      }
    }
  }
}

ColourTable::Entry ColourTable::At(float r, float g, float b) const {
  constexpr float kScale = (kSide - 1) / kWhite;
  const std::array<float, 3> at = {r * kScale, g * kScale, b * kScale};
  constexpr std::array<std::size_t, 3> kSteps = {kSide * kSide, kSide, 1};
  std::size_t corner = 0;
  std::array<float, 3> share{};
  for (std::size_t c = 0; c < at.size(); ++c) {
    const auto below = std::min(static_cast<std::size_t>(at[c]), kSide - 2);
    share[c] = at[c] - static_cast<float>(below);
    corner += below * kSteps[c];
  }
  Entry sum{};
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t entry = corner;
    float weight = 1;
    for (std::size_t c = 0; c < at.size(); ++c) {
      const bool upper = (i >> c & 1U) != 0;
      entry += upper ? kSteps[c] : 0;
      weight *= upper ? share[c] : 1 - share[c];
    }
    for (std::size_t c = 0; c < sum.size(); ++c) {
      sum[c] += weight * entries_[entry][c];
    }
  }
  return sum;
}

void ColourTable::Apply(Image& image) const {
  const auto pixels = image.pixels();
  for (std::size_t i = 0; i < pixels.size(); i += 4) {
    const std::uint8_t alpha = pixels[i + 3];
    if (alpha == 0) {
      continue;
    }
    const float to_straight = kWhite / static_cast<float>(alpha);
    const auto straight = [&](std::size_t c) {
      return std::min(static_cast<float>(pixels[i + c]) * to_straight, kWhite);
    };
    const Entry relit = At(straight(0), straight(1), straight(2));
    for (std::size_t c = 0; c < relit.size(); ++c) {
      pixels[i + c] = std::min(ToByte(relit[c] / to_straight), alpha);
    }
  }
}

}  // namespace vitrine
