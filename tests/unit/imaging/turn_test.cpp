// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/turn.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

void ExpectEqual(const Image& actual, const Image& expected) {
  ASSERT_EQ(actual.width(), expected.width());
  ASSERT_EQ(actual.height(), expected.height());
  EXPECT_EQ(LargestDifference(actual, expected), 0);
}

// A quarter turn, clockwise.
Image Quarter(const Image& image) { return Mirrored(Transposed(image)); }

// The picture as DrawImage rounds its corners.
Image Rounded(const Image& image, float radius) {
  Image rounded = Plain(image.width(), image.height(), {0, 0, 0, 0});
  DrawImage(rounded, image.view(), {.radius = radius});
  return rounded;
}

// Woven cloth with grain, and a disc with a hard edge: what shops' pictures have.
Image Cloth(std::int32_t width, std::int32_t height) {
  Image image = Noise(width, height, 7, true);
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      const double weave = 30 * (std::sin(x / 1.7) + std::sin(y / 2.3));
      const bool in_disc = std::hypot(x - width * 0.5, y - height * 0.5) < width * 0.3;
      const double base = 120 + weave + (in_disc ? -50 : 30) + PixelAt(image, x, y).r * 0.1;
      const auto value = static_cast<std::uint8_t>(std::clamp(base, 0.0, 255.0));
      SetPixel(image, x, y, {value, static_cast<std::uint8_t>(value / 2), value, 255});
    }
  }
  return image;
}

double Lanczos(double x) {
  const auto sinc = [](double t) {
    return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
  };
  return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
}

using Values = std::array<double, 4>;

// The source at a place, 0 being the middle of the first pixel, in double precision: clamped, not
// rounded.
Values SampleAt(const Image& source, double x, double y) {
  Values sum{};
  double total = 0;
  for (int row = -2; row <= 3; ++row) {
    for (int column = -2; column <= 3; ++column) {
      const double left = std::floor(x) + column;
      const double top = std::floor(y) + row;
      const double weight = Lanczos(x - left) * Lanczos(y - top);
      const Colour pixel =
          PixelAt(source, static_cast<std::int32_t>(std::clamp(left, 0.0, source.width() - 1.0)),
                  static_cast<std::int32_t>(std::clamp(top, 0.0, source.height() - 1.0)));
      const Values channels = {double(pixel.r), double(pixel.g), double(pixel.b), double(pixel.a)};
      for (std::size_t c = 0; c < 4; ++c) {
        sum[c] += weight * channels[c];
      }
      total += weight;
    }
  }
  const double alpha = std::clamp(sum[3] / total, 0.0, 255.0);
  for (double& channel : sum) {
    channel = std::clamp(channel / total, 0.0, alpha);
  }
  return sum;
}

// The place in a picture of `width` x `height` that is shown at a pixel of the turned one.
struct Place {
  double x = 0;
  double y = 0;

  Place(const Image& turned, std::int32_t width, std::int32_t height, double degrees,
        std::int32_t column, std::int32_t row) {
    const double angle = degrees * std::numbers::pi / 180;
    const double dx = column + 0.5 - turned.width() / 2.0;
    const double dy = row + 0.5 - turned.height() / 2.0;
    x = std::cos(angle) * dx + std::sin(angle) * dy + width / 2.0 - 0.5;
    y = std::cos(angle) * dy - std::sin(angle) * dx + height / 2.0 - 0.5;
  }

  // Whether the pixel lies in a picture, so far from its edges.
  bool IsInside(std::int32_t width, std::int32_t height, double margin) const {
    return x >= margin && y >= margin && x <= width - 1 - margin && y <= height - 1 - margin;
  }
};

// PSNR of the pixels that the picture covers wholly, against what `expected` gives for each place.
double PsnrInside(const Image& turned, const Image& source, double degrees, double margin,
                  const std::function<Values(double, double)>& expected) {
  double sum = 0;
  double count = 0;
  for (std::int32_t row = 0; row < turned.height(); ++row) {
    for (std::int32_t column = 0; column < turned.width(); ++column) {
      const Place place(turned, source.width(), source.height(), degrees, column, row);
      if (!place.IsInside(source.width(), source.height(), margin)) {
        continue;
      }
      const Values values = expected(place.x, place.y);
      const Colour pixel = PixelAt(turned, column, row);
      const Values found = {double(pixel.r), double(pixel.g), double(pixel.b), double(pixel.a)};
      for (std::size_t c = 0; c < 4; ++c) {
        sum += (values[c] - found[c]) * (values[c] - found[c]);
        ++count;
      }
    }
  }
  return 10 * std::log10(255 * 255 * count / sum);
}

TEST(Turn, ByNothingIsTheRoundedPicture) {
  const Image source = Noise(41, 30, 3, false);
  for (const float radius : {0.0F, 0.1F, 7.3F, 15.0F}) {
    for (const double degrees : {0.0, 360.0, -360.0}) {
      ExpectEqual(Turn(source.view(), radius, degrees).value(), Rounded(source, radius));
    }
  }
}

TEST(Turn, ByQuartersOnlyMovesPixels) {
  const Image source = Noise(41, 30, 3, false);
  for (const float radius : {0.0F, 0.1F, 7.3F, 15.0F}) {
    const Image once = Quarter(Rounded(source, radius));
    const Image twice = Quarter(once);
    const auto turned = [&](double degrees) {
      return Turn(source.view(), radius, degrees).value();
    };
    ExpectEqual(turned(90), once);
    ExpectEqual(turned(-270), once);
    ExpectEqual(turned(180), twice);
    ExpectEqual(turned(-180), twice);
    ExpectEqual(turned(270), Quarter(twice));
    ExpectEqual(turned(-90), Quarter(twice));
  }
}

TEST(Turn, IsTheFilterInDoublePrecision) {
  for (const Image& source : {Noise(70, 53, 5, false), Noise(64, 64, 6, true), Cloth(90, 70)}) {
    for (const double degrees : {0.3, 5.0, 30.0, 45.0, 123.4, -81.0}) {
      const Image turned = Turn(source.view(), 0, degrees).value();
      const double psnr = PsnrInside(turned, source, degrees, 0.5,
                                     [&](double x, double y) { return SampleAt(source, x, y); });
      EXPECT_GE(psnr, 55) << degrees;
    }
  }
}

// Not the same filter again, but what a camera would have seen.
TEST(Turn, SmoothPicturesAreWhatTheyWouldHaveBeen) {
  const Image source = Waves(160, 120);
  const auto wave = [](double angle) { return 127.5 + 127.5 * std::sin(angle); };
  for (const double degrees : {3.0, 30.0, -45.0, 100.0}) {
    const Image turned = Turn(source.view(), 0, degrees).value();
    const double psnr = PsnrInside(turned, source, degrees, 3, [&](double x, double y) -> Values {
      return {wave(x * 0.07 + y * 0.02), wave(x * 0.03 - y * 0.05), wave(y * 0.04), 255};
    });
    EXPECT_GE(psnr, 55) << degrees;
  }
}

TEST(Turn, APlainPictureStaysPlainToItsEdges) {
  const Image source = Plain(50, 40, {120, 60, 30, 255});
  const Image turned = Turn(source.view(), 6, 25).value();
  for (std::int32_t y = 0; y < turned.height(); ++y) {
    for (std::int32_t x = 0; x < turned.width(); ++x) {
      const Colour pixel = PixelAt(turned, x, y);
      ASSERT_NEAR(pixel.r, 120 * pixel.a / 255.0, 0.51);
      ASSERT_NEAR(pixel.b, 30 * pixel.a / 255.0, 0.51);
    }
  }
}

TEST(Turn, EdgesAreThoseOfATurnedRectangle) {
  const Image source = Plain(50, 40, {255, 255, 255, 255});
  for (const float radius : {0.0F, 11.0F}) {
    const Image turned = Turn(source.view(), radius, 25).value();
    const float left = static_cast<float>(turned.width() - 50) / 2;
    const float top = static_cast<float>(turned.height() - 40) / 2;
    Image filled = Plain(turned.width(), turned.height(), {0, 0, 0, 0});
    FillRect(filled, {left, top, 50, 40}, radius, {255, 255, 255, 255}, {.rotation_deg = 25});
    EXPECT_EQ(LargestDifference(turned, filled), 0);
  }
}

TEST(Turn, KeepsTheMiddleOnWholePixels) {
  for (const auto& [width, height] : {std::pair{50, 41}, {7, 1}, {1, 1}, {2, 33}}) {
    const Image source = Noise(width, height, 3, true);
    for (const double degrees : {0.01, 17.0, 45.0, 89.9, 135.0}) {
      const Image turned = Turn(source.view(), 0, degrees).value();
      EXPECT_EQ((turned.width() - width) % 2, 0);
      EXPECT_EQ((turned.height() - height) % 2, 0);
      const double angle = degrees * std::numbers::pi / 180;
      const double least = width * std::abs(std::cos(angle)) + height * std::abs(std::sin(angle));
      EXPECT_GE(turned.width(), least);
      EXPECT_LT(turned.width(), least + 2);
    }
  }
}

TEST(Turn, TurnsClockwise) {
  Image source = Plain(41, 41, {0, 0, 0, 255});
  FillRect(source, {18, 0, 5, 5}, 0, {255, 255, 255, 255});  // Above the middle.
  const Image turned = Turn(source.view(), 0, 60).value();
  // Two hours on a clock.
  const double x = turned.width() / 2.0 + 18 * std::sin(std::numbers::pi / 3);
  const double y = turned.height() / 2.0 - 18 * std::cos(std::numbers::pi / 3);
  EXPECT_GE(PixelAt(turned, static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)).r, 250);
}

TEST(Turn, NoChannelExceedsItsAlpha) {
  const Image turned = Turn(Noise(60, 50, 4, false).view(), 5, 33).value();
  for (std::size_t i = 0; i < turned.pixels().size(); ++i) {
    ASSERT_LE(turned.pixels()[i], turned.pixels()[i | 3U]);
  }
}

TEST(Turn, RejectsAnglesOutOfRange) {
  const Image source = Plain(5, 5, {0, 0, 0, 255});
  for (const double degrees : {360.5, -1e9, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(Turn(source.view(), 0, degrees).error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(Turn, RejectsWhatIsNoPicture) {
  EXPECT_EQ(Turn(ImageView(), 0, 10).error().code, ErrorCode::kInvalidArgument);
}

TEST(Turn, RejectsAPictureThatWouldBeTooLarge) {
  const Image strip = Plain(60'000, 1, {0, 0, 0, 255});
  EXPECT_EQ(Turn(strip.view(), 0, 45).error().code, ErrorCode::kImageTooLarge);
  EXPECT_TRUE(Turn(strip.view(), 0, 90).has_value());
}

}  // namespace
}  // namespace vitrine
