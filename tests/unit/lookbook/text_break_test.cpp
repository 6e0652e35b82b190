// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/text_break.h>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/lookbook/ruled_shaper.h"

namespace vitrine {
namespace {

constexpr TextStyle kTenPixels = {Typeface::kBody, 10, 0};

std::vector<std::string> Lines(const BrokenText& broken) {
  std::vector<std::string> lines;
  for (const TextLine& line : broken.lines) {
    lines.push_back(line.text);
  }
  return lines;
}

// At ten pixels an "o" is five wide, so `columns` of them fit.
BrokenText Break(std::string_view text, float columns, std::size_t max_lines = 99) {
  RuledShaper shaper;
  return BreakLines(text, kTenPixels, {5 * columns, max_lines}, shaper);
}

using Expected = std::vector<std::string>;

TEST(BreakLines, TakesAsManyWordsAsFit) {
  EXPECT_EQ(Lines(Break("ooo ooo ooo", 8)), (Expected{"ooo ooo", "ooo"}));
}

TEST(BreakLines, ATextThatFitsIsOneLine) {
  EXPECT_EQ(Lines(Break("ooo ooo ooo", 99)), (Expected{"ooo ooo ooo"}));
}

TEST(BreakLines, NoLineIsWiderThanTheColumn) {
  RuledShaper shaper;
  constexpr std::string_view kText =
      "Reclaimed oak sideboard with two sliding-doors and/or a Donaudampfschifffahrtsgesellschaft";
  for (float width = 8; width < 400; width += 7) {
    for (const TextLine& line : BreakLines(kText, kTenPixels, {width, 99}, shaper).lines) {
      EXPECT_LE(line.width_px, width) << line.text;
      EXPECT_FLOAT_EQ(line.width_px, shaper.MeasureWidth(line.text, kTenPixels));
    }
  }
}

TEST(BreakLines, WhatDoesNotFitEndsWithAnEllipsis) {
  const BrokenText broken = Break("ooo ooo ooo ooo", 8, 1);
  EXPECT_EQ(Lines(broken), (Expected{"ooo ooo…"}));
  EXPECT_FALSE(broken.complete);
}

TEST(BreakLines, NoCommaStandsBeforeTheEllipsis) {
  EXPECT_EQ(Lines(Break("oooo, oooo", 6, 1)), (Expected{"oooo…"}));
}

TEST(BreakLines, AWordWiderThanTheColumnIsBroken) {
  const BrokenText broken = Break("oooooooo", 3);
  EXPECT_EQ(Lines(broken), (Expected{"ooo", "ooo", "oo"}));
  EXPECT_TRUE(broken.complete);
  EXPECT_FALSE(broken.words_whole);
}

TEST(BreakLines, ACombiningSequenceStaysWhole) {
  // "o" with a combining acute accent; the accent is measured as half an em too.
  constexpr std::string_view kSequences = "o\u0301o\u0301o\u0301";
  const BrokenText broken = Break(kSequences, 3);
  std::string joined;
  for (const TextLine& line : broken.lines) {
    EXPECT_EQ(line.text, "o\u0301");
    joined += line.text;
  }
  EXPECT_EQ(joined, kSequences);
}

TEST(BreakLines, BreaksAfterHyphensAndSlashesBetweenLetters) {
  EXPECT_EQ(Lines(Break("ooo-ooo", 5)), (Expected{"ooo-", "ooo"}));
  EXPECT_EQ(Lines(Break("ooo/ooo", 5)), (Expected{"ooo/", "ooo"}));
}

TEST(BreakLines, NoBreakSpaceHoldsAPriceTogether) {
  EXPECT_EQ(Lines(Break("oo ooo\u00A049", 7)), (Expected{"oo", "ooo\u00A049"}));
}

TEST(BreakLines, EastAsianTextBreaksAnywhereButBeforeClosingMarks) {
  EXPECT_EQ(Lines(Break("リネン、紺", 3)), (Expected{"リネ", "ン、紺"}));
}

TEST(BreakLines, HebrewAndArabicBreakBetweenWords) {
  EXPECT_EQ(Lines(Break("שולחן עץ אלון", 9)), (Expected{"שולחן עץ", "אלון"}));
  EXPECT_EQ(Lines(Break("قميص كتان أبيض", 9)), (Expected{"قميص كتان", "أبيض"}));
}

TEST(BreakLines, BreaksAfterTheHyphenOfHebrew) {
  EXPECT_EQ(Lines(Break("בית־ספר", 4)), (Expected{"בית־", "ספר"}));
}

TEST(BreakLines, PointsAndJoinersStayWithTheirLetter) {
  // A holam and a superscript alef behind their letters; a zero-width non-joiner inside a word.
  for (const std::string_view text : {"ooֹooo", "ooٰooo", "oo\u200Cooo"}) {
    for (const std::string& line : Lines(Break(text, 2.5F))) {
      EXPECT_FALSE(line.starts_with("ֹ") || line.starts_with("ٰ") || line.starts_with("\u200C"))
          << line;
    }
  }
}

TEST(BreakLines, NoArabicCommaStandsBeforeTheEllipsis) {
  EXPECT_EQ(Lines(Break("قميص، كتان", 6, 1)), (Expected{"قميص…"}));
}

TEST(ReadsFromRight, TheFirstLetterSays) {
  for (const std::string_view text :
       {"כיסא", "كرسي", "3 כיסאות", "(كرسي)", "\u200F49.00", "כיסא Vitra"}) {
    EXPECT_TRUE(ReadsFromRight(text, false)) << text;
  }
  for (const std::string_view text :
       {"Chair", "Élan", "2 Chairs כיסא", "リネン", "\u200E49.00", "кресло"}) {
    EXPECT_FALSE(ReadsFromRight(text, true)) << text;
  }
}

TEST(ReadsFromRight, DigitsAndSignsTakeTheDirectionAround) {
  for (const std::string_view text : {"", "49.00", "€ 49", "٤٩", "…", "، "}) {
    EXPECT_TRUE(ReadsFromRight(text, true)) << text;
    EXPECT_FALSE(ReadsFromRight(text, false)) << text;
  }
}

TEST(BreakLines, NothingFitsIntoNoWidth) {
  EXPECT_TRUE(Break("ooo", 0).lines.empty());
  EXPECT_TRUE(Break("", 9).lines.empty());
}

TEST(BreakLines, ALongTextCostsNoMoreThanAShortOne) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "word ";
  }
  RuledShaper shaper;
  BreakLines(text, kTenPixels, {200, 2}, shaper);
  EXPECT_LT(shaper.calls, 64U);
}

TEST(BalanceLines, LinesAreEvenAndNoMore) {
  RuledShaper shaper;
  const BrokenText broken = BalanceLines("oooo oooo oooo oo", kTenPixels, {5 * 15, 3}, shaper);
  EXPECT_EQ(Lines(broken), (Expected{"oooo oooo", "oooo oo"}));
}

TEST(CleanText, BecomesOneLine) {
  EXPECT_EQ(CleanText("  Wool\tand\r\nsilk \u2003 scarf\u2028 "), "Wool and silk scarf");
  EXPECT_EQ(CleanText(""), "");
  EXPECT_EQ(CleanText(" \n\t "), "");
}

TEST(CleanText, BrokenBytesBecomeReplacementCharacters) {
  EXPECT_EQ(CleanText("a\xC3"), "a\uFFFD");
  EXPECT_EQ(CleanText("\xED\xA0\x80z"), "\uFFFD\uFFFD\uFFFDz");
  EXPECT_EQ(CleanText("\xC0\xAF"), "\uFFFD\uFFFD");
}

TEST(CleanText, KeepsNoBreakSpacesAndDropsSoftHyphens) {
  EXPECT_EQ(CleanText("EUR\u00A049"), "EUR\u00A049");
  EXPECT_EQ(CleanText("Sofa\u00ADtisch"), "Sofatisch");
}

TEST(CleanText, KeepsZeroWidthSpacesWhereLinesMayBreak) {
  EXPECT_EQ(CleanText("\u200Bเสื้อ\u200B\u200Bลินิน\u200B"), "เสื้อ\u200Bลินิน");
  EXPECT_EQ(CleanText("a\u200B b \u200Bc"), "a b c");
}

TEST(TakesTracking, NotWhereLettersJoinOrCarryMarks) {
  for (const std::string_view text :
       {"ATELIER NO. 7", "Ærø & Søn", "ΒΑΖΟ", "ВАЗА", "花瓶", "꽃병", "“quoted” – 5 €", ""}) {
    EXPECT_TRUE(TakesTracking(text)) << text;
  }
  for (const std::string_view text :
       {"נורדלנד", "مزهرية", "เสื้อ", "फूलदान", "Cafe\u0301", "Vase \u200D"}) {
    EXPECT_FALSE(TakesTracking(text)) << text;
  }
}

TEST(UpperCase, RaisesLatinGreekAndCyrillic) {
  EXPECT_EQ(UpperCase("Casa Verde & Söhne, ÿ ž ő"), "CASA VERDE & SÖHNE, Ÿ Ž Ő");
  EXPECT_EQ(UpperCase("κόσμος"), "ΚΟΣΜΟΣ");
  EXPECT_EQ(UpperCase("Лён ѓ"), "ЛЁН Ѓ");
  EXPECT_EQ(UpperCase("ß 服 1÷2"), "ß 服 1÷2");
}

}  // namespace
}  // namespace vitrine
