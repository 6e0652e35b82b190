// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/harmonise/style.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace vitrine {
namespace {

using testing::HasSubstr;

TEST(Style, OfAnEmptyObjectIsTheDefault) {
  const Style style = ParseStyle("{}").value();
  EXPECT_EQ(ToJson(style), ToJson(Style{}));
}

TEST(Style, ReadsWhatItWrites) {
  const Style style = {
      .width = 900,
      .height = 1600,
      .background_top = {.r = 1, .g = 2, .b = 3},
      .background_bottom = {.r = 250, .g = 251, .b = 252},
      .scale_01 = 0.7F,
      .centre_x_01 = 0.4F,
      .centre_y_01 = 0.6F,
      .white_balance_01 = 0.1F,
      .exposure_01 = 0.2F,
      .contrast_01 = 0.3F,
      .shadow = {.opacity_01 = 0.4F, .blur_01 = 0.05F, .offset_x = -0.1F, .offset_y = 0.2F},
      .uncut_radius_01 = 0.12F};
  const std::string json = ToJson(style);
  const Style read = ParseStyle(json).value();
  EXPECT_EQ(ToJson(read), json);
  EXPECT_EQ(read.width, 900);
  EXPECT_EQ(read.background_bottom, style.background_bottom);
  EXPECT_EQ(read.shadow.offset_x, -0.1F);
  EXPECT_THAT(json, HasSubstr("\"scale\": 0.7,"));
}

TEST(Style, KeepsTheDefaultOfWhatIsLeftOut) {
  const Style style = ParseStyle(R"({"background": {"top": "#FFffff"}})").value();
  EXPECT_EQ(style.background_top, (Colour{.r = 255, .g = 255, .b = 255}));
  EXPECT_EQ(style.background_bottom, Style{}.background_bottom);
}

struct Broken {
  std::string_view json;
  ErrorCode code;
  std::string_view says;
};

class BrokenStyle : public testing::TestWithParam<Broken> {};

TEST_P(BrokenStyle, IsRefusedWithTheReason) {
  const auto style = ParseStyle(GetParam().json);
  ASSERT_FALSE(style);
  EXPECT_EQ(style.error().code, GetParam().code);
  EXPECT_THAT(style.error().message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenStyle,
    testing::Values(
        Broken{"", ErrorCode::kStyleSyntax, "byte 0"},
        Broken{"{\"canvas\": ", ErrorCode::kStyleSyntax, "byte 11"},
        Broken{"[]", ErrorCode::kStyleSyntax, "an object was expected, an array came"},
        Broken{R"({"canvas": 3})", ErrorCode::kStyleSyntax, "canvas of the style: an object"},
        Broken{R"({"canvas": {"widht": 3}})", ErrorCode::kStyleSyntax,
               "one of width, height was expected, \"widht\" came"},
        Broken{R"({"canvas": {"width": 3.5}})", ErrorCode::kStyleSyntax, "a whole number"},
        Broken{R"({"canvas": {"width": 15}})", ErrorCode::kInvalidArgument, "canvas.width"},
        Broken{R"({"canvas": {"height": 99999}})", ErrorCode::kInvalidArgument, "canvas.height"},
        Broken{R"({"subject": {"scale": "big"}})", ErrorCode::kStyleSyntax,
               "subject.scale of the style: a number was expected, a string came"},
        Broken{R"({"subject": {"scale": 0}})", ErrorCode::kInvalidArgument, "subject.scale"},
        Broken{R"({"subject": {"centre": [1]}})", ErrorCode::kStyleSyntax, "two numbers"},
        Broken{R"({"subject": {"centre": [0.5, true]}})", ErrorCode::kStyleSyntax,
               "subject.centre[1]"},
        Broken{R"({"background": {"top": "red"}})", ErrorCode::kStyleSyntax, "background.top"},
        Broken{R"({"background": {"top": "#12345g"}})", ErrorCode::kStyleSyntax, "a colour"},
        Broken{R"({"light": {"exposure": 1e39}})", ErrorCode::kNonFinite, "light.exposure"}));

TEST(Style, AboveSixtyFourKibibytesIsNotRead) {
  const auto style = ParseStyle(std::string(65'537, ' '));
  ASSERT_FALSE(style);
  EXPECT_EQ(style.error().code, ErrorCode::kTooLarge);
}

TEST(Style, WithNaNIsRefused) {
  const auto checked = CheckStyle({.contrast_01 = std::numeric_limits<float>::quiet_NaN()});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::kNonFinite);
  EXPECT_THAT(checked.error().message, HasSubstr("light.contrast"));
}

}  // namespace
}  // namespace vitrine
