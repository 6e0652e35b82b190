// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

constexpr Colour kBlack = {0, 0, 0, 255};

// So that nothing is left out because the picture would hide it.
constexpr float kAlmostOpaque = 0.9999F;

double MassOf(const Image& image) {
  double sum = 0;
  for (std::size_t i = 3; i < image.pixels().size(); i += 4) {
    sum += image.pixels()[i];
  }
  return sum / 255;
}

Image ShadowOf(const Image& source, const DrawOptions& options, const Shadow& shadow,
               std::int32_t width, std::int32_t height) {
  Image target = Image::Create(width, height).value();
  EXPECT_TRUE(DrawShadow(target, source.view(), options, shadow).has_value());
  return target;
}

// The share of a Gaussian around `x` that lies in [begin, end).
double ShareOf(double x, double begin, double end, double sigma) {
  const double scale = sigma * std::sqrt(2.0);
  return 0.5 * (std::erf((end - x) / scale) - std::erf((begin - x) / scale));
}

TEST(DrawShadow, AnOpaqueRectanglesShadowIsTheProductOfTwoDistributions) {
  const Image source = Plain(90, 50, {1, 2, 3, 255});
  for (const float sigma : {0.6F, 3.0F, 20.0F, 64.0F}) {
    const Shadow shadow = {
        .offset_x = 4, .offset_y = -2.5F, .sigma = sigma, .colour = {0, 0, 0, 200}};
    const Image target =
        ShadowOf(source, {.x = 60, .y = 70, .opacity_01 = kAlmostOpaque}, shadow, 220, 200);
    for (std::int32_t y = 0; y < 200; y += 3) {
      for (std::int32_t x = 0; x < 220; x += 3) {
        const double exact =
            200 * ShareOf(x + 0.5, 64, 154, sigma) * ShareOf(y + 0.5, 67.5, 117.5, sigma);
        ASSERT_LT(std::abs(PixelAt(target, x, y).a - exact), 1.1)
            << x << ", " << y << ", " << sigma;
      }
    }
  }
}

TEST(DrawShadow, KeepsTheMassOfTheShape) {
  for (const bool opaque : {true, false}) {
    const Image source = Noise(60, 40, 9, opaque);
    for (const float sigma : {0.0F, 2.0F, 9.5F}) {
      const Shadow shadow = {.sigma = sigma, .colour = kBlack};
      const Image target =
          ShadowOf(source, {.x = 60, .y = 60, .opacity_01 = kAlmostOpaque}, shadow, 180, 160);
      EXPECT_NEAR(MassOf(target), MassOf(source), 0.005 * MassOf(source)) << sigma;
    }
  }
}

TEST(DrawShadow, MassFollowsStrengthAndOpacity) {
  const Image source = Plain(40, 40, kBlack);
  const Shadow shadow = {.sigma = 6, .colour = {0, 0, 0, 102}};
  const Image target = ShadowOf(source, {.x = 40, .y = 40, .opacity_01 = 0.5F}, shadow, 120, 120);
  EXPECT_NEAR(MassOf(target), 1600 * 0.4 * 0.5, 4);
}

TEST(DrawShadow, IsTheSameFromBothSides) {
  const Image source = Plain(41, 31, kBlack);
  const Shadow shadow = {.sigma = 7, .colour = kBlack};
  for (const float radius : {0.0F, 10.0F}) {
    const Image target = ShadowOf(source, {.x = 40, .y = 40, .radius = radius}, shadow, 121, 111);
    EXPECT_LE(LargestDifference(target, Mirrored(target)), 1);
    EXPECT_LE(LargestDifference(Transposed(target), Mirrored(Transposed(target))), 1);
  }
}

TEST(DrawShadow, DoesNotBand) {
  // So wide and faint that an 8-bit step is a dozen pixels wide: means over blocks are exact
  // anyway.
  const Image source = Plain(200, 200, kBlack);
  const Shadow shadow = {.sigma = 64, .colour = {0, 0, 0, 40}};
  Image target = Plain(600, 600, {255, 255, 255, 255});
  ASSERT_TRUE(
      DrawShadow(target, source.view(), {.x = 200, .y = 200, .opacity_01 = kAlmostOpaque}, shadow)
          .has_value());
  constexpr std::int32_t kBlock = 16;
  for (std::int32_t top = 100; top < 500; top += kBlock) {
    for (std::int32_t left = 100; left < 500; left += kBlock) {
      double mean = 0;
      double exact = 0;
      for (std::int32_t y = top; y < top + kBlock; ++y) {
        for (std::int32_t x = left; x < left + kBlock; ++x) {
          mean += PixelAt(target, x, y).r / double{kBlock * kBlock};
          exact += (255 - 40 * ShareOf(x + 0.5, 200, 400, 64) * ShareOf(y + 0.5, 200, 400, 64)) /
                   (kBlock * kBlock);
        }
      }
      ASSERT_NEAR(mean, exact, 0.12) << left << ", " << top;
    }
  }
}

TEST(DrawShadow, OfAMaskIsItsExactBlur) {
  const Image source = Noise(24, 18, 3, false);
  const float sigma = 2.5F;
  const Shadow shadow = {.sigma = sigma, .colour = kBlack};
  const Image target = ShadowOf(source, {.x = 20, .y = 20}, shadow, 64, 58);
  for (std::int32_t y = 0; y < 58; y += 2) {
    for (std::int32_t x = 0; x < 64; x += 2) {
      double exact = 0;
      for (std::int32_t v = 0; v < 18; ++v) {
        for (std::int32_t u = 0; u < 24; ++u) {
          exact += PixelAt(source, u, v).a * ShareOf(x + 0.5, 20 + u, 21 + u, sigma) *
                   ShareOf(y + 0.5, 20 + v, 21 + v, sigma);
        }
      }
      ASSERT_LT(std::abs(PixelAt(target, x, y).a - exact), 1.2) << x << ", " << y;
    }
  }
}

TEST(DrawShadow, WithoutBlurIsTheShapeItself) {
  const Image source = Noise(20, 12, 3, false);
  const Image target =
      ShadowOf(source, {.x = 2, .y = 1},
               {.offset_x = 3, .offset_y = 4, .sigma = 0, .colour = kBlack}, 30, 20);
  for (std::int32_t y = 0; y < 12; ++y) {
    for (std::int32_t x = 0; x < 20; ++x) {
      ASSERT_NEAR(PixelAt(target, x + 5, y + 5).a, PixelAt(source, x, y).a, 1);
    }
  }
}

TEST(DrawShadow, OnlyWhatThePictureHidesIsLeftOut) {
  const Image rectangle = Plain(70, 50, kBlack);
  Image cut_out = Plain(70, 50, {0, 0, 0, 0});
  FillRect(cut_out, {5, 5, 40, 40}, 20, kBlack);
  FillRect(cut_out, {40, 10, 25, 30}, 3, {40, 90, 0, 160});
  const Shadow shadow = {.offset_x = 7, .offset_y = 5.5F, .sigma = 6, .colour = kBlack};
  for (const Image* source : std::initializer_list<const Image*>{&rectangle, &cut_out}) {
    for (const float radius : {0.0F, 9.0F}) {
      for (const auto& [x, y] : {std::pair{25, 20}, {-20, -15}, {80, 60}}) {
        const DrawOptions options = {.x = x, .y = y, .radius = radius};
        DrawOptions all = options;
        all.opacity_01 = std::nextafter(1.0F, 0.0F);
        Image target = Noise(120, 90, 7, true);
        Image reference = target.Clone().value();
        ASSERT_TRUE(DrawShadow(target, source->view(), options, shadow).has_value());
        ASSERT_TRUE(DrawShadow(reference, source->view(), all, shadow).has_value());
        EXPECT_GT(LargestDifference(target, reference), 0);
        DrawImage(target, source->view(), options);
        DrawImage(reference, source->view(), options);
        EXPECT_EQ(LargestDifference(target, reference), 0);
      }
    }
  }
}

TEST(DrawShadow, IsWholeBelowAPictureThatShowsIt) {
  const Image source = Plain(70, 50, {200, 180, 160, 255});
  const Shadow shadow = {.sigma = 6, .colour = kBlack};
  const DrawOptions options = {.x = 25, .y = 20, .mode = BlendMode::kMultiply};
  Image target = Noise(120, 90, 7, true);
  Image reference = target.Clone().value();
  ASSERT_TRUE(DrawShadow(target, source.view(), options, shadow).has_value());
  ASSERT_TRUE(DrawShadow(reference, source.view(),
                         {.x = 25, .y = 20, .opacity_01 = std::nextafter(1.0F, 0.0F)}, shadow)
                  .has_value());
  EXPECT_EQ(LargestDifference(target, reference), 0);
}

TEST(DrawShadow, LeavesOtherPixelsAlone) {
  const Image below = Noise(100, 90, 5, false);
  Image target = below.Clone().value();
  const Image source = Plain(20, 20, kBlack);
  const Shadow shadow = {.sigma = 4, .colour = {10, 20, 30, 90}};
  ASSERT_TRUE(DrawShadow(target, source.view(), {.x = 40, .y = 40}, shadow).has_value());
  for (std::int32_t y = 0; y < 90; ++y) {
    for (std::int32_t x = 0; x < 100; ++x) {
      if (x < 20 || x >= 80 || y < 20 || y >= 80) {
        ASSERT_EQ(PixelAt(target, x, y), PixelAt(below, x, y));
      }
      const Colour pixel = PixelAt(target, x, y);
      ASSERT_LE(std::max({pixel.r, pixel.g, pixel.b}), pixel.a);
    }
  }
}

TEST(DrawShadow, IsClippedToTheTarget) {
  const Image source = Plain(50, 40, kBlack);
  const Shadow shadow = {.offset_x = 2, .offset_y = 3, .sigma = 5, .colour = {0, 0, 0, 128}};
  const Image whole = ShadowOf(source, {.x = 60, .y = 60}, shadow, 200, 200);
  // The same around the origin: dither differs by place, so within a step.
  for (const auto& [x, y] : {std::pair{-20, -10}, {90, 95}}) {
    const Image part = ShadowOf(source, {.x = x, .y = y}, shadow, 100, 100);
    for (std::int32_t row = 0; row < 100; ++row) {
      for (std::int32_t column = 0; column < 100; ++column) {
        const std::int32_t whole_x = column - x + 60;
        const std::int32_t whole_y = row - y + 60;
        if (whole_x >= 0 && whole_x < 200 && whole_y >= 0 && whole_y < 200) {
          ASSERT_NEAR(PixelAt(part, column, row).a, PixelAt(whole, whole_x, whole_y).a, 1);
        }
      }
    }
  }
  const Image none = ShadowOf(source, {.x = 2'000'000'000, .y = -2'000'000'000}, shadow, 9, 9);
  EXPECT_EQ(MassOf(none), 0);
}

TEST(DrawShadow, RejectsValuesOutOfRange) {
  Image target = Plain(9, 9, kBlack);
  const Image source = Plain(3, 3, kBlack);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Shadow& shadow :
       {Shadow{0, 0, -1, kBlack}, Shadow{0, 0, 64.5F, kBlack}, Shadow{0, 0, nan, kBlack},
        Shadow{nan, 0, 1, kBlack}, Shadow{0, 1e9F, 1, kBlack}}) {
    EXPECT_EQ(DrawShadow(target, source.view(), {}, shadow).error().code,
              ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(DrawShadow(target, source.view(), {.opacity_01 = nan}, {}).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
