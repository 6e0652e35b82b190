// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/story_colours.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

// Colours nearer than this look like one, in OKLab.
constexpr float kLeastDistance = 0.09F;
// Grey still counts a little, so that the swatches of a grey page are not none.
constexpr float kGreyWorth = 0.012F;
constexpr float kLeastShare = 0.015F;

float Worth(const Swatch& swatch) {
  const Oklab& colour = swatch.colour;
  const float chroma = std::sqrt(colour.a * colour.a + colour.b * colour.b);
  // Grounds are large and hardly coloured: a share counts for little.
  return (chroma + kGreyWorth) * std::sqrt(std::sqrt(swatch.weight_01));
}

float Distance(const Oklab& one, const Oklab& other) {
  const float l = one.l - other.l;
  const float a = one.a - other.a;
  const float b = one.b - other.b;
  return std::sqrt(l * l + a * a + b * b);
}

// White is paper rather than a colour, and could not be told from the page.
bool IsWhite(const Oklab& colour) {
  return colour.l > 0.94F && std::abs(colour.a) < 0.02F && std::abs(colour.b) < 0.02F;
}

bool Counts(const Swatch& swatch) {
  const Oklab& colour = swatch.colour;
  return std::isfinite(colour.l) && std::isfinite(colour.a) && std::isfinite(colour.b) &&
         swatch.weight_01 >= kLeastShare && !IsWhite(colour);
}

}  // namespace

std::vector<Colour> StoryColours(std::span<const PageProduct> products, std::size_t count) {
  std::vector<Oklab> chosen;
  while (chosen.size() < count) {
    const Swatch* best = nullptr;
    for (const PageProduct& product : products) {
      for (const Swatch& swatch : product.colours) {
        const bool near = std::ranges::any_of(chosen, [&](const Oklab& other) {
          return Distance(swatch.colour, other) < kLeastDistance;
        });
        if (Counts(swatch) && !near && (best == nullptr || Worth(swatch) > Worth(*best))) {
          best = &swatch;
        }
      }
    }
    if (best == nullptr) {
      break;
    }
    chosen.push_back(best->colour);
  }
  std::ranges::sort(chosen, {}, &Oklab::l);
  std::vector<Colour> colours;
  for (const Oklab& colour : chosen) {
    colours.push_back(FromOklab(colour));
  }
  return colours;
}

}  // namespace vitrine
