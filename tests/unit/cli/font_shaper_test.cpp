// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/font_shaper.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace vitrine::cli {
namespace {

FontShaper Fonts() {
  auto shaper = FontShaper::Load(VITRINE_FONTS);
  EXPECT_TRUE(shaper) << shaper.error().message;
  return std::move(*shaper);
}

TextStyle Style(Typeface typeface, float size_px, float tracking_em = 0) {
  return {.typeface = typeface, .size_px = size_px, .tracking_em = tracking_em};
}

TEST(FontShaper, WidthScalesExactlyWithTheSize) {
  FontShaper shaper = Fonts();
  for (const Typeface typeface : {Typeface::kHeadline, Typeface::kBody, Typeface::kBodyStrong}) {
    const float width = shaper.MeasureWidth("Quiet rooms", Style(typeface, 10));
    EXPECT_GT(width, 10);
    EXPECT_FLOAT_EQ(shaper.MeasureWidth("Quiet rooms", Style(typeface, 40)), 4 * width);
  }
}

TEST(FontShaper, NothingHasNoWidth) {
  EXPECT_EQ(Fonts().MeasureWidth("", Style(Typeface::kBody, 16)), 0);
}

TEST(FontShaper, LettersAreKerned) {
  FontShaper shaper = Fonts();
  const TextStyle style = Style(Typeface::kBody, 100);
  EXPECT_LT(shaper.MeasureWidth("AV", style),
            shaper.MeasureWidth("A", style) + shaper.MeasureWidth("V", style));
}

TEST(FontShaper, FiguresOfPricesAreTabular) {
  FontShaper shaper = Fonts();
  for (const Typeface typeface : {Typeface::kBody, Typeface::kBodyStrong}) {
    const TextStyle style = Style(typeface, 20);
    const float zero = shaper.MeasureWidth("0", style);
    for (const char* figure : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
      EXPECT_FLOAT_EQ(shaper.MeasureWidth(figure, style), zero) << figure;
    }
  }
}

TEST(FontShaper, TrackingIsAddedBehindEveryCharacter) {
  FontShaper shaper = Fonts();
  const float plain = shaper.MeasureWidth("HOME", Style(Typeface::kBody, 10));
  EXPECT_NEAR(shaper.MeasureWidth("HOME", Style(Typeface::kBody, 10, 0.1F)), plain + 4, 1e-3);
}

TEST(FontShaper, ACombiningMarkAddsNoWidthAndNoTracking) {
  FontShaper shaper = Fonts();
  const TextStyle style = Style(Typeface::kBody, 20, 0.1F);
  // e with U+0301 is the same character as U+00E9.
  EXPECT_NEAR(shaper.MeasureWidth("e\xCC\x81", style), shaper.MeasureWidth("\xC3\xA9", style),
              1e-3);
}

TEST(FontShaper, CharactersOutsideLatinOneComeFromTheExtendedFile) {
  const FontShaper shaper = Fonts();
  const TextStyle style = Style(Typeface::kBody, 20);
  // "a" and U+0159, r with caron.
  const GlyphRun run = shaper.Shape("a\xC5\x99", style);
  ASSERT_EQ(run.glyphs.size(), 2U);
  EXPECT_NE(run.glyphs[0].face, run.glyphs[1].face);
  EXPECT_NE(run.glyphs[1].index, 0U);
  EXPECT_GT(run.glyphs[1].x, 0);
}

TEST(FontShaper, InvalidUtf8StillHasAWidth) {
  EXPECT_GT(Fonts().MeasureWidth("a\xFF\xC3", Style(Typeface::kBody, 20)), 0);
}

TEST(FontShaper, AMissingFontIsNamed) {
  const auto shaper = FontShaper::Load("/nowhere");
  ASSERT_FALSE(shaper);
  EXPECT_EQ(shaper.error().code, ErrorCode::kFetch);
  EXPECT_NE(shaper.error().message.find("fraunces-latin-400-normal.woff2"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::cli
