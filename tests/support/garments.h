// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace vitrine::testing {

enum class GarmentShape : std::uint8_t { kShirt, kTrousers, kHat };
enum class GarmentPattern : std::uint8_t { kPlain, kAcross, kDown };

/// A drawn garment before a light backdrop; `shift` moves and resizes it a little, as pictures of
/// one thing differ.
struct Garment {
  GarmentShape shape = GarmentShape::kShirt;
  GarmentPattern pattern = GarmentPattern::kPlain;
  Colour colour = {};
  std::int32_t shift = 0;
};

inline bool Covers(GarmentShape shape, std::int32_t x, std::int32_t y) {
  const std::int32_t beside = std::abs(x);
  switch (shape) {
    case GarmentShape::kShirt:  // A body with two sleeves.
      return (beside < 45 && y > -70 && y < 80) || (beside < 85 && y > -70 && y < -30);
    case GarmentShape::kTrousers:  // Two legs.
      return beside < 45 && y > -90 && y < 90 && (y < -50 || beside > 8);
    case GarmentShape::kHat:  // A dome on a brim.
      return (x * x + (y - 20) * (y - 20) < 3600 && y < 20) || (beside < 90 && y >= 20 && y < 35);
  }
  return false;
}

inline Image Draw(const Garment& garment) {
  constexpr std::int32_t kSide = 240;
  constexpr std::int32_t kStripe = 12;
  Image image = Image::Create(kSide, kSide).value();
  for (std::int32_t y = 0; y < kSide; ++y) {
    for (std::int32_t x = 0; x < kSide; ++x) {
      const std::int32_t from_middle_x =
          (x - kSide / 2 - 2 * garment.shift) * 100 / (100 + garment.shift);
      const std::int32_t from_middle_y =
          (y - kSide / 2 + garment.shift) * 100 / (100 + garment.shift);
      const std::int32_t along = garment.pattern == GarmentPattern::kAcross ? y : x;
      const bool stripe = garment.pattern != GarmentPattern::kPlain && along / kStripe % 2 == 0;
      Colour colour = {.r = 236, .g = 234, .b = 230};
      if (Covers(garment.shape, from_middle_x, from_middle_y)) {
        // Stripes of the same hue, darker: a pattern is not another colour.
        const auto part = [&](std::uint8_t value) {
          return static_cast<std::uint8_t>(stripe ? value / 2 : value);
        };
        colour = {
            .r = part(garment.colour.r), .g = part(garment.colour.g), .b = part(garment.colour.b)};
      }
      const auto pixel = image.pixels().subspan(
          (static_cast<std::size_t>(y) * kSide + static_cast<std::size_t>(x)) * 4, 4);
      pixel[0] = colour.r;
      pixel[1] = colour.g;
      pixel[2] = colour.b;
      pixel[3] = 255;
    }
  }
  return image;
}

}  // namespace vitrine::testing
