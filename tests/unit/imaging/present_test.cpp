// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/present/detail.h>
#include <vitrine/imaging/present/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace vitrine {
namespace {

TEST(InFormat, KeepsTheWidthAndMakesTheShape) {
  const Style style = {.width = 900, .height = 900};
  EXPECT_EQ(InFormat(style, Format::kSquare).height, 900);
  EXPECT_EQ(InFormat(style, Format::kPortrait).height, 1125);
  EXPECT_EQ(InFormat(style, Format::kStory).height, 1600);
  EXPECT_EQ(InFormat(style, Format::kStory).width, 900);
}

TEST(InFormat, OfAStoryKeepsTheSubjectClearOfTopAndBottom) {
  const Style story = InFormat({.scale_01 = 0.9F, .centre_y_01 = 0.8F}, Format::kStory);
  EXPECT_LE(story.centre_y_01 + story.scale_01 / 2, 6.0F / 7.0F + 1e-5F);
  EXPECT_GE(story.centre_y_01 - story.scale_01 / 2, 1.0F / 7.0F - 1e-5F);
}

TEST(InFormat, IsAStyleThatIsAllowed) {
  const Style style = {.width = 8192, .height = 16};
  for (const Format format : {Format::kSquare, Format::kPortrait, Format::kStory}) {
    EXPECT_TRUE(CheckStyle(InFormat(style, format)));
  }
}

// A plain red shirt with a small print at (200, 130).
Image Shirt() {
  Image picture = Plain(300, 400, {235, 235, 235, 255});
  for (std::int32_t y = 50; y < 350; ++y) {
    for (std::int32_t x = 40; x < 260; ++x) {
      const bool print = x >= 185 && x < 215 && y >= 115 && y < 145 && (x / 5 + y / 5) % 2 == 0;
      SetPixel(picture, x, y, print ? Colour{240, 240, 60, 255} : Colour{150, 30, 40, 255});
    }
  }
  return picture;
}

TEST(FindDetail, ShowsThePrintAndNothingOfTheBackground) {
  const Image picture = Shirt();
  const Subject subject = FindSubject(picture.view(), 240).value();
  for (const float aspect : {0.8F, 1.0F, 1.25F}) {
    const Rect detail = FindDetail(picture.view(), subject, aspect, 0.4F).value();
    EXPECT_NEAR(detail.width / detail.height, aspect, 0.1F);
    EXPECT_LE(detail.x, 187);
    EXPECT_GE(detail.x + detail.width, 213);
    EXPECT_LE(detail.y, 117);
    EXPECT_GE(detail.y + detail.height, 143);
    EXPECT_GE(detail.x, 38);
    EXPECT_LE(detail.x + detail.width, 262);
    EXPECT_GE(detail.y, 48);
  }
}

TEST(FindDetail, LiesWithinThePictureWhateverItIs) {
  for (const Image& picture : {Plain(1, 1, {9, 9, 9, 255}), Waves(50, 300), Waves(300, 20)}) {
    const Subject subject = FindSubject(picture.view(), 240).value();
    const Rect detail = FindDetail(picture.view(), subject, 1, 1).value();
    EXPECT_GE(detail.x, 0);
    EXPECT_GE(detail.y, 0);
    EXPECT_GT(detail.width, 0);
    EXPECT_GT(detail.height, 0);
    EXPECT_LE(detail.x + detail.width, static_cast<float>(picture.width()) + 1e-3F);
    EXPECT_LE(detail.y + detail.height, static_cast<float>(picture.height()) + 1e-3F);
  }
}

TEST(FindDetail, RefusesAShapeThatIsNone) {
  const Image picture = Waves(50, 50);
  const Subject subject = FindSubject(picture.view(), 240).value();
  const auto code = [&](float aspect, float share) {
    return FindDetail(picture.view(), subject, aspect, share).error().code;
  };
  EXPECT_EQ(code(std::numeric_limits<float>::quiet_NaN(), 0.4F), ErrorCode::kNonFinite);
  EXPECT_EQ(code(0, 0.4F), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(1, 2), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
