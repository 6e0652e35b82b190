// SPDX-License-Identifier: Apache-2.0
#include "tests/support/data.h"
#include "tests/unit/imaging/photographs.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/slate.h"

#include <vitrine/imaging/harmonise/colour_table.h>
#include <vitrine/imaging/harmonise/harmonise.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

constexpr Style kSmall = {.width = 400, .height = 500};

Harmonised HarmonisedOf(const Image& picture, const Cutout& cutout, const Style& style) {
  const QualityReport quality = MeasureQuality(picture.view()).value();
  return Harmonise(picture.view(), quality, cutout, style).value();
}

Harmonised HarmonisedOf(const Image& picture, const Style& style) {
  return HarmonisedOf(picture, CutOut(picture.view()).value(), style);
}

// A brown box before a wall of any grey.
Image Scene(std::int32_t left, std::int32_t top, std::int32_t side, std::uint8_t wall) {
  Image picture = Plain(300, 260, {wall, wall, wall, 255});
  for (std::int32_t y = top; y < top + side; ++y) {
    for (std::int32_t x = left; x < left + side; ++x) {
      SetPixel(picture, x, y, {static_cast<std::uint8_t>(120 + (x - left) / 4), 70, 40, 255});
    }
  }
  return picture;
}

TEST(Framing, FitsTheBoxIntoTheStylesShareAroundItsCentre) {
  const Style style = {.width = 1000, .height = 500, .scale_01 = 0.6F, .centre_x_01 = 0.4F};
  const Rect wide = {.x = 10, .y = 20, .width = 200, .height = 50};
  const Rect placed = FrameSubject(wide, style).Placed(wide);
  EXPECT_NEAR(placed.width, 600, 1e-3);
  EXPECT_NEAR(placed.height, 150, 1e-3);
  EXPECT_NEAR(placed.x + placed.width / 2, 400, 1e-3);
  EXPECT_NEAR(placed.y + placed.height / 2, 250, 1e-3);
  const Rect tall = {.x = 0, .y = 0, .width = 10, .height = 100};
  EXPECT_NEAR(FrameSubject(tall, style).Placed(tall).height, 300, 1e-3);
}

TEST(ColourTable, IsTheRelightingWithinALevel) {
  const Relight relight = {.gain = {1.3F, 1.1F, 0.9F}, .black = 0.08F};
  Image picture = Noise(64, 64, 4, true);
  const Image before = picture.Clone().value();
  ColourTable(relight).Apply(picture);
  double error = 0;
  for (std::int32_t y = 0; y < 64; ++y) {
    for (std::int32_t x = 0; x < 64; ++x) {
      const Colour expected = Relit(PixelAt(before, x, y), relight);
      const Colour is = PixelAt(picture, x, y);
      error +=
          std::abs(expected.r - is.r) + std::abs(expected.g - is.g) + std::abs(expected.b - is.b);
    }
  }
  EXPECT_LE(error / (3 * 64 * 64), 1);
}

TEST(ColourTable, OfNoChangeChangesNothingByMoreThanALevel) {
  Image picture = Noise(64, 64, 5, false);
  const Image before = picture.Clone().value();
  ColourTable(Relight{}).Apply(picture);
  EXPECT_LE(LargestDifference(picture, before), 1);
}

TEST(Harmonise, PutsSubjectsFromAnywhereIntoTheSamePlace) {
  for (const auto& [left, top, side, wall] :
       {std::array{20, 30, 60, 250}, std::array{170, 120, 100, 200},
        std::array{90, 50, 150, 225}}) {
    const Harmonised harmonised =
        HarmonisedOf(Scene(left, top, side, static_cast<std::uint8_t>(wall)), kSmall);
    EXPECT_NEAR(harmonised.subject.width, 0.78 * 400, 0.02 * 400);
    EXPECT_NEAR(harmonised.subject.x + harmonised.subject.width / 2, 200, 2);
    EXPECT_NEAR(harmonised.subject.y + harmonised.subject.height / 2, 250, 2);
    const Look look = LookOf(harmonised.image);
    EXPECT_NEAR(look.centre_x, 0.5, 0.01);
    // The box leaves out a hundredth of the square on each side, and there is the shadow.
    EXPECT_NEAR(look.scale, 0.78 / 0.98 + 0.01, 0.02);
  }
}

TEST(Harmonise, HasTheStylesBackdropAtEveryEdge) {
  const Harmonised harmonised = HarmonisedOf(Scene(90, 50, 120, 200), kSmall);
  const Colour top = PixelAt(harmonised.image, 200, 0);
  const Colour bottom = PixelAt(harmonised.image, 3, 499);
  EXPECT_NEAR(top.r, kSmall.background_top.r, 1);
  EXPECT_NEAR(bottom.b, kSmall.background_bottom.b, 1);
}

TEST(Harmonise, TakesTheColourOfANearlyWhiteWallOutOfTheSubject) {
  // A wall that was white, in bluish light.
  Image picture = Scene(90, 50, 120, 200);
  for (std::int32_t y = 0; y < picture.height(); ++y) {
    for (std::int32_t x = 0; x < picture.width(); ++x) {
      Colour colour = PixelAt(picture, x, y);
      colour.r = static_cast<std::uint8_t>(colour.r * 0.96);
      SetPixel(picture, x, y, colour);
    }
  }
  const Harmonised mended = HarmonisedOf(picture, kSmall);
  Style untouched = kSmall;
  untouched.white_balance_01 = 0;
  const Harmonised left = HarmonisedOf(picture, untouched);
  const Colour mended_middle = PixelAt(mended.image, 200, 250);
  const Colour left_middle = PixelAt(left.image, 200, 250);
  const auto redness = [](Colour colour) { return static_cast<double>(colour.r) / colour.g; };
  EXPECT_GT(redness(mended_middle), 1.03 * redness(left_middle));
}

TEST(Harmonise, WithStrengthsOfZeroKeepsEveryColour) {
  Style style = kSmall;
  style.white_balance_01 = 0;
  style.exposure_01 = 0;
  style.contrast_01 = 0;
  const Image picture = Scene(90, 50, 120, 180);
  const Harmonised harmonised = HarmonisedOf(picture, style);
  const Colour before = PixelAt(picture, 150, 110);
  const Colour after = PixelAt(harmonised.image, 200, 250);
  EXPECT_NEAR(before.r, after.r, 3);
  EXPECT_EQ(before.g, after.g);
  EXPECT_EQ(before.b, after.b);
}

TEST(Harmonise, ShowsWhatIsNotCutOutWholeInTheSubjectsPlace) {
  const Image picture = Waves(300, 260);
  const Cutout cutout = CutOut(picture.view()).value();
  ASSERT_EQ(cutout.method, CutoutMethod::kNone);
  const Harmonised harmonised = HarmonisedOf(picture, cutout, kSmall);
  EXPECT_NEAR(harmonised.subject.width, 0.78 * 400, 0.01);
  EXPECT_NEAR(harmonised.subject.height, 0.78 * 400 * 260 / 300, 0.01);
  const Look look = LookOf(harmonised.image);
  EXPECT_NEAR(look.scale, 0.78, 0.02);
  EXPECT_NEAR(look.centre_x, 0.5, 0.01);
  EXPECT_NEAR(look.centre_y, 0.5, 0.01);
}

TEST(Harmonise, RefusesWhatDoesNotBelongTogether) {
  const Image picture = Scene(90, 50, 120, 180);
  const Image other = Plain(20, 30, {1, 2, 3, 255});
  const QualityReport quality = MeasureQuality(picture.view()).value();
  const Cutout cutout = CutOut(picture.view()).value();
  const auto code = [&](const Image& image, const Style& style) {
    return Harmonise(image.view(), quality, cutout, style).error().code;
  };
  EXPECT_EQ(code(other, kSmall), ErrorCode::kInvalidArgument);
  Style broken = kSmall;
  broken.exposure_01 = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(code(picture, broken), ErrorCode::kNonFinite);
  const QualityReport other_quality = MeasureQuality(other.view()).value();
  EXPECT_EQ(Harmonise(other.view(), other_quality, cutout, kSmall).error().code,
            ErrorCode::kInvalidArgument);
}

TEST(Harmonise, MakesASlateOfPhotographsAlikeAndLeavesTheSubjectsTrue) {
  VITRINE_NEEDS_DATA("clothing-images");
  ExpectAlikeAndTrue(HarmonisedPhotographs(nullptr));
}

}  // namespace
}  // namespace vitrine
