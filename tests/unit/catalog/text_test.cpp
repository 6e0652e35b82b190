// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Trim, TakesAsciiAndNoBreakSpacesFromBothEnds) {
  EXPECT_EQ(Trim(" \t\r\n a b \xC2\xA0\xE2\x80\xAF"), "a b");
  EXPECT_EQ(Trim(" \xC2\xA0 "), "");
  EXPECT_EQ(Trim("\xC3\xA0"), "\xC3\xA0");  // Ends in the same byte as the no-break space.
}

TEST(CollapseBlanks, LeavesOneSpaceBetweenWords) {
  EXPECT_EQ(CollapseBlanks("  a\n\n b\xC2\xA0 c "), "a b c");
  EXPECT_EQ(CollapseBlanks(" \n "), "");
}

TEST(FoldName, IgnoresAsciiCaseAndBlanks) {
  EXPECT_EQ(FoldName("  ACME   Ltd "), FoldName("acme ltd"));
  EXPECT_NE(FoldName("acme"), FoldName("ac me"));
}

TEST(SplitNames, DropsEmptyParts) {
  EXPECT_THAT(SplitNames(" a >> b c >", '>'), ElementsAre("a", "b c"));
  EXPECT_THAT(SplitNames(" / ", '/'), IsEmpty());
}

TEST(ValidUtf8Length, AcceptsEveryLengthOfSequence) {
  const std::string_view text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 and some more ASCII";
  EXPECT_EQ(ValidUtf8Length(text), text.size());
  EXPECT_EQ(ValidUtf8Length(""), 0U);
}

TEST(ValidUtf8Length, StopsAtTheFirstInvalidSequence) {
  for (const std::string_view bad : {
           std::string_view("\x80"),
           std::string_view("\xC0\x80"),
           std::string_view("\xC1\xBF"),
           std::string_view("\xE0\x9F\xBF"),
           std::string_view("\xED\xA0\x80"),
           std::string_view("\xF0\x8F\xBF\xBF"),
           std::string_view("\xF4\x90\x80\x80"),
           std::string_view("\xF5\x80\x80\x80"),
           std::string_view("\xC3"),
           std::string_view("\xE2\x82"),
           std::string_view("\xFF"),
       }) {
    const std::string text = "0123456789" + std::string(bad);
    EXPECT_EQ(ValidUtf8Length(text), 10U) << testing::PrintToString(bad);
    EXPECT_EQ(ValidUtf8Length(text + "tail"), 10U) << testing::PrintToString(bad);
  }
}

TEST(NextCodePoint, ReadsWhatUtf8Spells) {
  const std::string_view text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
  std::size_t position = 0;
  EXPECT_EQ(NextCodePoint(text, &position), U'a');
  EXPECT_EQ(NextCodePoint(text, &position), U'\u00E9');
  EXPECT_EQ(NextCodePoint(text, &position), U'\u20AC');
  EXPECT_EQ(NextCodePoint(text, &position), U'\U0001F600');
  EXPECT_EQ(position, text.size());
}

TEST(Quote, IsShortPrintableUtf8) {
  EXPECT_EQ(Quote("a\nb"), "\"a?b\"");
  EXPECT_EQ(Quote("\xC3\xA9"), "\"\xC3\xA9\"");
  EXPECT_EQ(Quote("\xFF"), "\"?\"");
  std::string long_text;
  for (int i = 0; i < 50; ++i) {
    long_text += "\xE2\x82\xAC";
  }
  const std::string quoted = Quote(long_text);
  EXPECT_LT(quoted.size(), 50U);
  EXPECT_EQ(ValidUtf8Length(quoted), quoted.size());
  EXPECT_TRUE(quoted.ends_with("...\""));
}

}  // namespace
}  // namespace vitrine
