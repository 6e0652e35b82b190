// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/experiment_log.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace vitrine {
namespace {

using ::testing::HasSubstr;

LogEvent Parsed(std::string_view line) {
  auto event = ParseLogLine(line);
  EXPECT_TRUE(event) << event.error().message;
  EXPECT_TRUE(*event);
  return std::move(**event);
}

TEST(ExperimentLog, ReadsEachKind) {
  const LogEvent exposure = Parsed(
      R"({"type":"exposure","unit":"u1","time_ms":5,"experiment":"e","arm":"a","before":{"orders":2}})");
  EXPECT_EQ(exposure.kind, LogKind::kExposure);
  EXPECT_EQ(exposure.unit, "u1");
  EXPECT_EQ(exposure.arm, "a");
  EXPECT_EQ(exposure.before->orders, 2);
  const LogEvent order = Parsed(
      R"({"type":"order","unit":"u","time_ms":6,"id":"o1","revenue":49.9,"currency":"EUR"})");
  EXPECT_EQ(order.adds.orders, 1);
  EXPECT_EQ(order.adds.revenue, 49.9);
  EXPECT_EQ(Parsed(R"({"type":"order","unit":"u","time_ms":6})").adds.revenue, 0);
  EXPECT_EQ(Parsed(R"({"type":"revenue","unit":"u","time_ms":6,"amount":-20})").adds.revenue, -20);
  EXPECT_EQ(Parsed(R"({"type":"time","unit":"u","time_ms":6,"seconds":12.5})").adds.time_s, 12.5);
  EXPECT_EQ(Parsed(R"({"type":"click","unit":"u","time_ms":6})").adds.clicks, 1);
  const LogEvent click =
      Parsed(R"({"type":"click","unit":"u","time_ms":6,"product":"p","page":2,"slot":3})");
  EXPECT_EQ(click.adds.clicks, 1);
  EXPECT_EQ(click.place.product, "p");
  EXPECT_EQ(click.place.page, 2U);
  EXPECT_EQ(click.place.slot, 3U);
  const LogEvent shown = Parsed(
      R"({"type":"shown","unit":"u","time_ms":6,"product":"p","page":0,"slot":1,"propensity":0.25})");
  EXPECT_EQ(shown.kind, LogKind::kShown);
  EXPECT_EQ(shown.place.slot, 1U);
  EXPECT_EQ(shown.place.propensity, 0.25);
  EXPECT_FALSE(Parsed(R"({"type":"shown","unit":"u","time_ms":6,"product":"p","page":0,"slot":1})")
                   .place.propensity);
}

TEST(ExperimentLog, WhatIsWrittenIsRead) {
  const LogEvent event = {.kind = LogKind::kExposure,
                          .unit = "u \"1\"",
                          .time_ms = 1'790'000'000'000,
                          .id = "x",
                          .experiment = "e",
                          .arm = "a",
                          .adds = {},
                          .before = Measures{1, 2.5, 3, 4},
                          .currency = "EUR"};
  const std::string line = ToLine(event);
  EXPECT_TRUE(line.ends_with("}\n"));
  EXPECT_EQ(ToLine(Parsed(line)), line);
  const LogEvent revenue = {
      .kind = LogKind::kRevenue, .unit = "u", .time_ms = 1, .adds = {.revenue = -0.1}};
  EXPECT_EQ(Parsed(ToLine(revenue)).adds.revenue, -0.1);
  const LogEvent shown = {
      .kind = LogKind::kShown, .unit = "u", .time_ms = 1, .place = {"p", 0, 63, 0.1 + 0.2}};
  EXPECT_EQ(Parsed(ToLine(shown)).place.propensity, 0.1 + 0.2);
  EXPECT_EQ(ToLine(Parsed(ToLine(shown))), ToLine(shown));
}

TEST(ExperimentLog, SaysWhatIsWrongWithALine) {
  const std::pair<const char*, const char*> lines[] = {
      {"", "empty"},
      {"[]", "expected an object"},
      {R"({"type":"order"})", "'unit'"},
      {R"({"type":"order","unit":"","time_ms":1})", "'unit'"},
      {R"({"type":"order","unit":"u"})", "'time_ms'"},
      {R"({"type":"order","unit":"u","time_ms":-1})", "'time_ms'"},
      {R"({"type":"order","unit":"u","time_ms":1.5})", "'time_ms'"},
      {R"({"type":"order","unit":"u","time_ms":1,"revenue":-1})", "expected 0 to"},
      {R"({"type":"order","unit":"u","time_ms":1,"revenue":"9"})", "'revenue'"},
      {R"({"type":"order","unit":"u","time_ms":1,"revenue":NaN})", "Invalid value"},
      {R"({"type":"order","unit":"u","time_ms":1,"revenue":1e999})", "big"},
      {R"({"type":"time","unit":"u","time_ms":1})", "'seconds'"},
      {R"({"type":"exposure","unit":"u","time_ms":1,"experiment":"e"})", "'arm'"},
      {R"({"type":"exposure","unit":"u","time_ms":1,"experiment":"e","arm":"a","before":3})",
       "'before'"},
      {R"({"type":"shown","unit":"u","time_ms":1,"page":0,"slot":1})", "'product'"},
      {R"({"type":"shown","unit":"u","time_ms":1,"product":"","page":0,"slot":1})", "'product'"},
      {R"({"type":"shown","unit":"u","time_ms":1,"product":"p","slot":1})", "'page'"},
      {R"({"type":"shown","unit":"u","time_ms":1,"product":"p","page":0,"slot":1.5})", "'slot'"},
      {R"({"type":"shown","unit":"u","time_ms":1,"product":"p","page":0,"slot":1,"propensity":0})",
       "above 0 and at most 1"},
      {R"({"type":"shown","unit":"u","time_ms":1,"product":"p","page":0,"slot":1,"propensity":2})",
       "'propensity' is 2"},
      {R"({"type":"click","unit":"u","time_ms":1,"page":-1})", "'page'"},
      {"{\"type\":\"order\",\"unit\":\"\xff\",\"time_ms\":1}", "encoding"}};
  for (const auto& [line, message] : lines) {
    const auto event = ParseLogLine(line);
    ASSERT_FALSE(event) << line;
    EXPECT_THAT(event.error().message, HasSubstr(message)) << line;
  }
  EXPECT_EQ(ParseLogLine(std::string(70'000, ' ')).error().code, ErrorCode::kTooLarge);
}

TEST(ExperimentLog, KindsOfALaterVersionAreCountedAndLeftOut) {
  const auto event = ParseLogLine(R"({"type":"smell","unit":"u","time_ms":1})");
  ASSERT_TRUE(event);
  EXPECT_FALSE(*event);
}

TEST(ExperimentLog, ABrokenLineLosesNothingElse) {
  ExperimentLog log;
  ReadExperimentLog(
      "{\"type\":\"click\",\"unit\":\"u\",\"time_ms\":1}\r\n\n{\"type\":\n"
      "{\"type\":\"smell\"}\n{\"type\":\"click\",\"unit\":\"v\",\"time_ms\":2}",
      "a.jsonl", log);
  EXPECT_EQ(log.lines, 4U);
  EXPECT_EQ(log.broken, 1U);
  EXPECT_EQ(log.unknown, 1U);
  ASSERT_EQ(log.events.size(), 2U);
  ASSERT_EQ(log.problems.size(), 1U);
  EXPECT_THAT(log.problems[0], HasSubstr("a.jsonl, line 3"));
}

TEST(ExperimentLog, OneLogHasOneCurrency) {
  ExperimentLog log;
  const auto order = [](const char* currency) {
    return ToLine({.kind = LogKind::kOrder,
                   .unit = "u",
                   .time_ms = 1,
                   .adds = {.orders = 1, .revenue = 5},
                   .currency = currency});
  };
  ReadExperimentLog(order("EUR") + order("") + order("USD"), "a", log);
  ReadExperimentLog(order("JPY") + order("EUR"), "b", log);
  EXPECT_EQ(log.events.size(), 3U);
  EXPECT_EQ(log.broken, 2U);
  EXPECT_THAT(log.problems[0], HasSubstr("USD; expected EUR"));
}

}  // namespace
}  // namespace vitrine
