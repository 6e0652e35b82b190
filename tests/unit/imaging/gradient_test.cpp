// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

// The mean of a channel over a block.
double BlockMean(const Image& image, std::int32_t left, std::int32_t top, std::int32_t size,
                 std::uint8_t Colour::* channel) {
  double sum = 0;
  for (std::int32_t y = top; y < top + size; ++y) {
    for (std::int32_t x = left; x < left + size; ++x) {
      sum += PixelAt(image, x, y).*channel;
    }
  }
  return sum / (size * size);
}

// sRGB's grey of an OKLab lightness, by the definition: linear light is its cube.
double GreyOfLightness(double lightness) {
  const double light = lightness * lightness * lightness;
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

TEST(FillGradient, TheEndsAreTheStopsExactly) {
  const std::array<GradientStop, 3> stops = {
      {{0.25F, {240, 231, 17, 255}}, {0.5F, {3, 200, 100, 255}}, {0.75F, {1, 64, 129, 255}}}};
  Image target = Plain(400, 20, {0, 0, 0, 0});
  ASSERT_TRUE(FillGradient(target, 0, 0, 400, 0, stops).has_value());
  for (std::int32_t y = 0; y < 20; ++y) {
    for (const std::int32_t x : {0, 50, 98}) {
      EXPECT_EQ(PixelAt(target, x, y), stops[0].colour);
    }
    for (const std::int32_t x : {301, 399}) {
      EXPECT_EQ(PixelAt(target, x, y), stops[2].colour);
    }
  }
}

TEST(FillGradient, BetweenBlackAndWhiteLightnessIsLinear) {
  const std::array<GradientStop, 2> stops = {{{0, {0, 0, 0, 255}}, {1, {255, 255, 255, 255}}}};
  Image target = Plain(1024, 16, {0, 0, 0, 0});
  ASSERT_TRUE(FillGradient(target, 0, 0, 1024, 0, stops).has_value());
  for (std::int32_t x = 0; x < 1024; x += 16) {
    double expected = 0;
    for (int i = 0; i < 16; ++i) {
      expected += GreyOfLightness((x + i + 0.5) / 1024) / 16;
    }
    EXPECT_NEAR(BlockMean(target, x, 0, 16, &Colour::g), expected, 0.15) << x;
  }
}

TEST(FillGradient, DoesNotBand) {
  // Two colours three steps apart over 900 rows: without dither, three flat bands.
  const std::array<GradientStop, 2> stops = {
      {{0, {100, 100, 100, 255}}, {1, {103, 103, 103, 255}}}};
  Image target = Plain(64, 900, {0, 0, 0, 0});
  ASSERT_TRUE(FillGradient(target, 0, 0, 0, 900, stops).has_value());
  for (std::int32_t y = 0; y < 896; y += 16) {
    EXPECT_NEAR(BlockMean(target, 24, y, 16, &Colour::r), 100 + 3 * (y + 8) / 900.0, 0.12) << y;
    for (std::int32_t x = 0; x < 64; ++x) {
      const double exact = 100 + 3 * (y + 0.5) / 900.0;
      ASSERT_LT(std::abs(PixelAt(target, x, y).r - exact), 1.02);
    }
  }
}

TEST(FillGradient, RunsAlongItsLine) {
  const std::array<GradientStop, 2> stops = {{{0, {0, 0, 0, 255}}, {1, {255, 255, 255, 255}}}};
  Image target = Plain(200, 100, {0, 0, 0, 0});
  ASSERT_TRUE(FillGradient(target, 20, 10, 180, 90, stops).has_value());
  // Across the line nothing changes: (2, -4) is at a right angle to (160, 80) and (4, 2).
  for (std::int32_t i = -10; i <= 10; ++i) {
    EXPECT_NEAR(PixelAt(target, 100 + 2 * i, 50 - 4 * i).g, PixelAt(target, 100, 50).g, 1);
  }
  EXPECT_EQ(PixelAt(target, 199, 99), (Colour{255, 255, 255, 255}));
  EXPECT_EQ(PixelAt(target, 0, 0), (Colour{0, 0, 0, 255}));
}

TEST(FillGradient, TransparentStopsLendNoColour) {
  const std::array<GradientStop, 2> stops = {{{0, {255, 0, 0, 255}}, {1, {0, 0, 255, 0}}}};
  Image target = Plain(256, 4, {9, 9, 9, 9});
  ASSERT_TRUE(FillGradient(target, 0, 0, 256, 0, stops).has_value());
  for (std::int32_t x = 0; x < 256; ++x) {
    const Colour pixel = PixelAt(target, x, 1);
    EXPECT_NEAR(pixel.r, pixel.a, 1);
    EXPECT_LE(pixel.g + pixel.b, 1);
    EXPECT_NEAR(pixel.a, 255 - (x + 0.5) * 255 / 256, 1);
  }
}

TEST(FillGradient, OneStopOrNoLengthIsPlain) {
  const Colour first = {12, 34, 56, 255};
  const Colour last = {200, 100, 50, 128};
  Image target = Plain(33, 5, {0, 0, 0, 0});
  const std::array<GradientStop, 2> stops = {{{0, last}, {1, first}}};
  ASSERT_TRUE(FillGradient(target, 0, 0, 10, 0, std::span(stops).last(1)).has_value());
  EXPECT_EQ(LargestDifference(target, Plain(33, 5, first)), 0);
  ASSERT_TRUE(FillGradient(target, 4, 4, 4, 4, stops).has_value());
  EXPECT_EQ(LargestDifference(target, Plain(33, 5, first)), 0);
  ASSERT_TRUE(FillGradient(target, 0, 0, 10, 0, std::span(stops).first(1)).has_value());
  EXPECT_EQ(LargestDifference(target, Plain(33, 5, {100, 50, 25, 128})), 0);
}

TEST(FillGradient, RejectsStopsAndLinesOutOfRange) {
  Image target = Plain(3, 3, {1, 2, 3, 255});
  const Colour grey = {9, 9, 9, 255};
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::array<GradientStop, 2> descending = {{{0.5F, grey}, {0.4F, grey}}};
  const std::array<GradientStop, 2> outside = {{{0, grey}, {1.5F, grey}}};
  const std::array<GradientStop, 1> nothing = {{{nan, grey}}};
  const std::array<GradientStop, 17> many = {};
  for (const std::span<const GradientStop> stops :
       {std::span<const GradientStop>(), std::span<const GradientStop>(descending),
        std::span<const GradientStop>(outside), std::span<const GradientStop>(nothing),
        std::span<const GradientStop>(many)}) {
    EXPECT_EQ(FillGradient(target, 0, 0, 3, 0, stops).error().code, ErrorCode::kInvalidArgument);
  }
  const std::array<GradientStop, 1> one = {{{0, grey}}};
  EXPECT_EQ(FillGradient(target, nan, 0, 3, 0, one).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(FillGradient(target, 0, 0, 1e30F, 0, one).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(PixelAt(target, 1, 1), (Colour{1, 2, 3, 255})) << "untouched on error";
}

}  // namespace
}  // namespace vitrine
