// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/report_json.h>

#include <gtest/gtest.h>

namespace vitrine {
namespace {

TEST(DateText, KnowsLeapYearsAndDaysBefore1970) {
  EXPECT_EQ(DateText(0), "1970-01-01");
  EXPECT_EQ(DateText(-1), "1969-12-31");
  EXPECT_EQ(DateText(58), "1970-02-28");
  EXPECT_EQ(DateText(59), "1970-03-01");
  EXPECT_EQ(DateText(11'016), "2000-02-29");
  EXPECT_EQ(DateText(20'605), "2026-06-01");
  EXPECT_EQ(DateText(47'540), "2100-02-28");
  EXPECT_EQ(DateText(47'541), "2100-03-01");
  EXPECT_EQ(DateText(-25'508), "1900-03-01");
  EXPECT_EQ(DateText(-25'509), "1900-02-28");
}

TEST(CheckHasEvents, CountsWhatWasBroken) {
  ExperimentLog log;
  ReadExperimentLog("a\n\nb\n", "log", log);
  const auto checked = CheckHasEvents(log);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::kLogSyntax);
  EXPECT_EQ(checked.error().message, "the log has no events: 2 of 2 lines are broken");
}

}  // namespace
}  // namespace vitrine
