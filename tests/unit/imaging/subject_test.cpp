// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/enhance/quality.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vitrine {
namespace {

constexpr std::int32_t kWidth = 240;
constexpr std::int32_t kHeight = 300;

// A subject of two colours in the box (70, 60) .. (170, 240).
bool IsSubject(std::int32_t x, std::int32_t y) { return x >= 70 && x < 170 && y >= 60 && y < 240; }

template <typename Behind>
Image Scene(const Behind& behind) {
  Image image = Image::Create(kWidth, kHeight).value();
  for (std::int32_t y = 0; y < kHeight; ++y) {
    for (std::int32_t x = 0; x < kWidth; ++x) {
      const Colour subject =
          (x / 8 + y / 8) % 2 == 0 ? Colour{150, 60, 40, 255} : Colour{90, 40, 60, 255};
      SetPixel(image, x, y, IsSubject(x, y) ? subject : behind(x, y));
    }
  }
  return image;
}

Colour Grey(double level) {
  const auto byte = static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0, 255.0)));
  return {byte, byte, byte, 255};
}

QualityReport Measured(const Image& image) { return MeasureQuality(image.view()).value(); }

void ExpectBox(const Rect& box, float tolerance) {
  EXPECT_NEAR(box.x, 70, tolerance);
  EXPECT_NEAR(box.y, 60, tolerance);
  EXPECT_NEAR(box.width, 100, 2 * tolerance);
  EXPECT_NEAR(box.height, 180, 2 * tolerance);
}

TEST(Background, OfOneColourIsPlain) {
  const QualityReport report = Measured(Scene([](auto, auto) { return Grey(230); }));
  EXPECT_EQ(report.background, BackgroundKind::kPlain);
  ExpectBox(report.subject, 3);
}

TEST(Background, OfAStudioIsGradedAndItsShadowIsNoSubject) {
  const QualityReport report = Measured(Scene([](std::int32_t x, std::int32_t y) {
    // Light from above, a floor from row 200 on, a soft shadow to the right of the subject.
    const double wall = 235 - y * 0.1 - x * 0.05 - (y > 200 ? 10 : 0);
    const bool shadow = x >= 170 && x < 190 && y >= 100 && y < 240;
    return Grey(shadow ? wall * 0.93 : wall);
  }));
  EXPECT_EQ(report.background, BackgroundKind::kGraded);
  ExpectBox(report.subject, 4);
}

TEST(Background, OfStrongNoiseIsBusyAndTheSubjectIsFoundInIt) {
  const Image noise = Noise(kWidth, kHeight, 5, true);
  const QualityReport report = Measured(Scene([&](std::int32_t x, std::int32_t y) {
    const Colour random = PixelAt(noise, x, y);
    return Colour{static_cast<std::uint8_t>(random.r / 2), random.g, random.b, 255};
  }));
  EXPECT_EQ(report.background, BackgroundKind::kBusy);
  ExpectBox(report.subject, 12);
}

TEST(Background, OfACutOutIsTransparent) {
  const QualityReport report = Measured(Scene([](auto, auto) { return Colour{0, 0, 0, 0}; }));
  EXPECT_EQ(report.background, BackgroundKind::kTransparent);
  ExpectBox(report.subject, 3);
}

TEST(Subject, MayTouchTheBorder) {
  Image image = Scene([](auto, auto) { return Grey(225); });
  for (std::int32_t y = 60; y < 240; ++y) {
    for (std::int32_t x = 0; x < 70; ++x) {
      SetPixel(image, x, y, {40, 50, 120, 255});
    }
  }
  const QualityReport report = Measured(image);
  EXPECT_NE(report.background, BackgroundKind::kBusy);
  EXPECT_EQ(report.subject.x, 0);
  EXPECT_NEAR(report.subject.width, 170, 6);
}

TEST(Subject, OfAnEmptyPictureIsTheWhole) {
  const QualityReport report = Measured(Plain(64, 48, {200, 200, 190, 255}));
  EXPECT_EQ(report.background, BackgroundKind::kPlain);
  EXPECT_EQ(report.subject, (Rect{0, 0, 64, 48}));
  EXPECT_EQ(Measured(Plain(1, 1, {3, 4, 5, 255})).subject, (Rect{0, 0, 1, 1}));
}

TEST(Background, OfTheDemoShopsPicturesIsAStudio) {
  for (const Image& picture : CleanPictures(7, 10, 400)) {
    EXPECT_NE(Measured(picture).background, BackgroundKind::kBusy);
  }
}

}  // namespace
}  // namespace vitrine
