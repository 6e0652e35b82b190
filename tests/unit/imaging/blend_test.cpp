// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

Image Blended(const Image& below, const Image& above, const DrawOptions& options = {}) {
  Image target = below.Clone().value();
  DrawImage(target, above.view(), options);
  return target;
}

double CoveredPixels(const Image& image) {
  double sum = 0;
  for (std::size_t i = 3; i < image.pixels().size(); i += 4) {
    sum += image.pixels()[i] / 255.0;
  }
  return sum;
}

TEST(DrawImage, AnOpaqueSourceReplaces) {
  const Image below = Noise(37, 9, 1, false);
  const Image above = Noise(37, 9, 2, true);
  EXPECT_EQ(LargestDifference(Blended(below, above), above), 0);
}

TEST(DrawImage, ATransparentSourceKeepsWhatIsThere) {
  const Image below = Noise(37, 9, 1, false);
  EXPECT_EQ(LargestDifference(Blended(below, Plain(37, 9, {0, 0, 0, 0})), below), 0);
  EXPECT_EQ(LargestDifference(Blended(below, Noise(37, 9, 2, true), {.opacity_01 = 0}), below), 0);
}

TEST(DrawImage, OntoNothingIsACopy) {
  const Image above = Noise(37, 9, 2, false);
  EXPECT_EQ(LargestDifference(Blended(Plain(37, 9, {0, 0, 0, 0}), above), above), 0);
}

// Porter and Duff, "Compositing Digital Images", 1984: over is associative.
TEST(DrawImage, IsAssociativeWithinOne) {
  const Image a = Noise(64, 64, 1, false);
  const Image b = Noise(64, 64, 2, false);
  const Image c = Noise(64, 64, 3, false);
  EXPECT_LE(LargestDifference(Blended(Blended(a, b), c), Blended(a, Blended(b, c))), 1);
}

TEST(DrawImage, EveryChannelIsRoundedToTheNearest) {
  for (int alpha = 0; alpha <= 255; ++alpha) {
    for (int below = 0; below <= 255; ++below) {
      const auto value = static_cast<std::uint8_t>(below);
      const Image target = Blended(Plain(1, 1, {value, 0, 0, 255}),
                                   Plain(1, 1, {0, 0, 0, static_cast<std::uint8_t>(alpha)}));
      ASSERT_EQ(PixelAt(target, 0, 0).r, std::lround(below * (255 - alpha) / 255.0));
      ASSERT_EQ(PixelAt(target, 0, 0).a, 255);
    }
  }
}

TEST(DrawImage, OpacityScalesTheSource) {
  const Image target =
      Blended(Plain(9, 1, {0, 0, 0, 255}), Plain(9, 1, {255, 100, 10, 255}), {.opacity_01 = 0.4F});
  EXPECT_EQ(PixelAt(target, 8, 0), (Colour{102, 40, 4, 255}));
}

TEST(DrawImage, IsClippedToTheTarget) {
  const Image below = Noise(10, 8, 1, true);
  const Image above = Noise(7, 5, 2, true);
  for (const auto& [x, y] : {std::pair{-3, -2},
                             {6, 5},
                             {-100, 0},
                             {0, 100},
                             {3, 2},
                             {2'000'000'000, 0},
                             {-2'000'000'000, -2'000'000'000}}) {
    const Image target = Blended(below, above, {.x = x, .y = y});
    for (std::int32_t row = 0; row < 8; ++row) {
      for (std::int32_t column = 0; column < 10; ++column) {
        const std::int64_t from_x = std::int64_t{column} - x;
        const std::int64_t from_y = std::int64_t{row} - y;
        const bool covered = from_x >= 0 && from_x < 7 && from_y >= 0 && from_y < 5;
        ASSERT_EQ(PixelAt(target, column, row),
                  covered ? PixelAt(above, static_cast<std::int32_t>(from_x),
                                    static_cast<std::int32_t>(from_y))
                          : PixelAt(below, column, row));
      }
    }
  }
}

TEST(DrawImage, RoundedCornersCoverTheirArea) {
  for (const float radius : {1.0F, 4.0F, 13.5F, 20.0F, 100.0F}) {
    const Image target = Blended(Plain(60, 50, {0, 0, 0, 0}), Plain(40, 44, {9, 9, 9, 255}),
                                 {.x = 5, .y = 3, .radius = radius});
    const double r = std::min(radius, 20.0F);
    const double area = 40 * 44 - (4 - std::numbers::pi) * r * r;
    EXPECT_NEAR(CoveredPixels(target), area, 0.5 + 0.01 * area) << radius;
    EXPECT_EQ(LargestDifference(Mirrored(Transposed(Mirrored(Transposed(target)))),
                                Blended(Plain(60, 50, {0, 0, 0, 0}), Plain(40, 44, {9, 9, 9, 255}),
                                        {.x = 15, .y = 3, .radius = radius})),
              0)
        << "a rounded rectangle is the same from both sides";
  }
}

TEST(FillRect, FractionsOfPixelsAreCoveredByTheirArea) {
  Image target = Plain(8, 6, {0, 0, 0, 0});
  FillRect(target, {1.25F, 2.5F, 4.5F, 2}, 0, {255, 255, 255, 255});
  EXPECT_NEAR(CoveredPixels(target), 9, 0.03);
  EXPECT_EQ(PixelAt(target, 1, 3).a, 191);
  EXPECT_EQ(PixelAt(target, 5, 3).a, 191);
  EXPECT_EQ(PixelAt(target, 3, 2).a, 128);
  EXPECT_EQ(PixelAt(target, 1, 2).a, 96);
  EXPECT_EQ(PixelAt(target, 3, 3), (Colour{255, 255, 255, 255}));
  EXPECT_EQ(PixelAt(target, 0, 3).a, 0);
  EXPECT_EQ(PixelAt(target, 6, 3).a, 0);
}

TEST(FillRect, AThinLineKeepsItsStrength) {
  Image target = Plain(8, 6, {0, 0, 0, 0});
  FillRect(target, {1, 2.25F, 6, 0.5F}, 0, {255, 255, 255, 255});
  EXPECT_NEAR(CoveredPixels(target), 3, 0.03);
}

TEST(FillRect, ADiscHasTheAreaOfACircle) {
  Image target = Plain(64, 64, {0, 0, 0, 0});
  FillRect(target, {10.3F, 12.6F, 40, 40}, 20, {255, 255, 255, 255});
  EXPECT_NEAR(CoveredPixels(target), std::numbers::pi * 400, 2);
}

TEST(FillRect, ColoursHaveStraightAlpha) {
  Image target = Plain(3, 1, {100, 100, 100, 255});
  FillRect(target, {0, 0, 3, 1}, 0, {200, 0, 100, 128});
  EXPECT_EQ(PixelAt(target, 1, 0), (Colour{150, 50, 100, 255}));
}

TEST(FillRect, WhatIsNotARectangleCoversNothing) {
  const Image empty = Plain(5, 5, {0, 0, 0, 0});
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Rect& rect :
       {Rect{nan, 0, 5, 5}, Rect{0, 0, nan, 5}, Rect{0, 0, -4, 5}, Rect{0, 0, 5, 0},
        Rect{-infinity, 0, infinity, 5}, Rect{-20, -20, 10, 10}, Rect{1e30F, 0, 5, 5}}) {
    Image target = empty.Clone().value();
    FillRect(target, rect, 2, {255, 255, 255, 255});
    EXPECT_EQ(LargestDifference(target, empty), 0);
  }
  Image target = empty.Clone().value();
  FillRect(target, {-1e9F, -1e9F, 2e9F, 2e9F}, nan, {255, 255, 255, 255});
  EXPECT_EQ(LargestDifference(target, Plain(5, 5, {255, 255, 255, 255})), 0);
}

}  // namespace
}  // namespace vitrine
