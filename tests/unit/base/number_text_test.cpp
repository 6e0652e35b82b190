// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>

#include <gtest/gtest.h>

#include <limits>

namespace vitrine {
namespace {

TEST(NumberText, SaysNoMoreThanThereIsToSay) {
  EXPECT_EQ(NumberText(0), "0");
  EXPECT_EQ(NumberText(-0.0), "0");
  EXPECT_EQ(NumberText(12), "12");
  EXPECT_EQ(NumberText(-12.5), "-12.5");
  EXPECT_EQ(NumberText(0.6F), "0.6");
  EXPECT_EQ(NumberText(1.1F), "1.1");
  EXPECT_EQ(NumberText(0.05), "0.05");
  EXPECT_EQ(NumberText(100), "100");
}

TEST(NumberText, RoundsToSixDecimals) {
  EXPECT_EQ(NumberText(1.0 / 3), "0.333333");
  EXPECT_EQ(NumberText(2.0 / 3), "0.666667");
  EXPECT_EQ(NumberText(0.0000004), "0");
  EXPECT_EQ(NumberText(-1e-9), "0");
  EXPECT_EQ(NumberText(0.9999999), "1");
  EXPECT_EQ(NumberText(1e-6), "0.000001");
}

TEST(NumberText, OfLargeNumbersGivesThePower) {
  EXPECT_EQ(NumberText(9'007'199'254'740'991.0), "9007199254740991");
  EXPECT_EQ(NumberText(1e16), "1e+16");
  EXPECT_EQ(NumberText(9.9999999e16), "1e+17");
  EXPECT_EQ(NumberText(-2.5e20), "-2.5e+20");
  EXPECT_EQ(NumberText(std::numeric_limits<float>::max()), "3.402823e+38");
}

TEST(NumberText, NamesWhatIsNoNumber) {
  EXPECT_EQ(NumberText(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(NumberText(std::numeric_limits<double>::infinity()), "infinity");
  EXPECT_EQ(NumberText(-std::numeric_limits<double>::infinity()), "-infinity");
}

}  // namespace
}  // namespace vitrine
