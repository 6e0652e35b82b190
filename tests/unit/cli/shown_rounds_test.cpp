// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/shown_rounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kStart = 1'790'000'000'000;
constexpr std::int64_t kDay = 86'400'000;

LogEvent Shown(std::string unit, std::int64_t after_ms, std::string product, double propensity,
               std::uint32_t page = 0, std::uint32_t slot = 0) {
  return {.kind = LogKind::kShown,
          .unit = std::move(unit),
          .time_ms = kStart + after_ms,
          .place = {std::move(product), page, slot, propensity}};
}

LogEvent Decided(std::string unit, std::int64_t after_ms, std::string product) {
  LogEvent event = Shown(std::move(unit), after_ms, std::move(product), 1);
  event.place.propensity.reset();
  return event;
}

LogEvent Click(std::string unit, std::int64_t after_ms, std::string product,
               std::uint32_t page = 0) {
  return {.kind = LogKind::kClick,
          .unit = std::move(unit),
          .time_ms = kStart + after_ms,
          .adds = {.clicks = 1},
          .place = {std::move(product), page, 0, {}}};
}

Result<BanditTable> Rounds(std::vector<LogEvent> events, std::string_view experiment = "") {
  ExperimentLog log;
  log.events = std::move(events);
  return ShownRounds(log, experiment);
}

std::vector<double> Rewards(std::vector<LogEvent> events) {
  return Rounds(std::move(events)).value().log.rewards;
}

TEST(ShownRounds, AreWhatWasDrawnByTime) {
  const auto table = Rounds({Shown("v", 20, "b", 0.25, 3, 1), Shown("u", 10, "a", 0.5)}).value();
  EXPECT_THAT(table.log.propensities, ElementsAre(0.5, 0.25));
  EXPECT_EQ(table.log.actions[0], table.names.items.at("a"));
  EXPECT_EQ(table.log.positions[1], table.names.positions.at("1"));
  EXPECT_EQ(table.log.category_count, 2U);  // The pages.
  EXPECT_TRUE(CheckBanditLog(table.log));
}

TEST(ShownRounds, AreRewardedByAClickOfTheSameUnitProductAndPage) {
  const LogEvent shown = Shown("u", 0, "a", 0.5);
  EXPECT_THAT(Rewards({shown, Click("u", 0, "a")}), ElementsAre(1));
  EXPECT_THAT(Rewards({shown, Click("u", 5, "a"), Click("u", 9, "a")}), ElementsAre(1));
  EXPECT_THAT(Rewards({shown, Click("v", 5, "a")}), ElementsAre(0));
  EXPECT_THAT(Rewards({shown, Click("u", 5, "b")}), ElementsAre(0));
  EXPECT_THAT(Rewards({shown, Click("u", 5, "a", 1)}), ElementsAre(0));
  LogEvent nowhere = Click("u", 5, "a");
  nowhere.place.page.reset();
  EXPECT_THAT(Rewards({shown, nowhere}), ElementsAre(0));
}

TEST(ShownRounds, AreRewardedAfterTheyWereShownAndWithinADay) {
  const LogEvent shown = Shown("u", 0, "a", 0.5);
  EXPECT_THAT(Rewards({shown, Click("u", -1, "a")}), ElementsAre(0));
  EXPECT_THAT(Rewards({shown, Click("u", kDay, "a")}), ElementsAre(1));
  const auto late = Rounds({shown, Click("u", kDay + 1, "a")}).value();
  EXPECT_THAT(late.log.rewards, ElementsAre(0));
  EXPECT_EQ(late.shown->stray_clicks, 1U);
}

TEST(ShownRounds, AClickBelongsToTheLastShowingAlone) {
  EXPECT_THAT(Rewards({Shown("u", 0, "a", 0.5), Shown("u", 10, "a", 0.4), Click("u", 12, "a"),
                       Shown("u", 20, "a", 0.3)}),
              ElementsAre(0, 1, 0));
  // A decided slot takes its click, so that the round before it does not.
  EXPECT_THAT(Rewards({Shown("u", 0, "a", 0.5), Decided("u", 10, "a"), Click("u", 12, "a")}),
              ElementsAre(0));
}

TEST(ShownRounds, TheOrderOfTheLinesIsOfNoMatter) {
  std::vector<LogEvent> events;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::string unit = "u" + std::to_string(i % 7);
    const std::string product = "p" + std::to_string(i % 5);
    events.push_back(Shown(unit, i * 1000, product, 0.1 + 0.02 * i, i % 3, i % 2));
    if (i % 4 == 0) {
      events.push_back(Click(unit, i * 1000 + 400, product, i % 3));
    }
  }
  const auto before = Rounds(events).value();
  std::ranges::reverse(events);
  const auto after = Rounds(events).value();
  EXPECT_EQ(after.log.actions, before.log.actions);
  EXPECT_EQ(after.log.rewards, before.log.rewards);
  EXPECT_EQ(after.log.propensities, before.log.propensities);
  EXPECT_EQ(std::ranges::count(before.log.rewards, 1), 10);
}

TEST(ShownRounds, ALineThatCameTwiceCountsOnce) {
  LogEvent shown = Shown("u", 0, "a", 0.5);
  LogEvent click = Click("u", 5, "a");
  shown.id = click.id = "x";  // Ids are told apart by type.
  const auto table = Rounds({shown, click, shown, click}).value();
  EXPECT_THAT(table.log.rewards, ElementsAre(1));
  EXPECT_EQ(table.shown->duplicates, 2U);
}

TEST(ShownRounds, WhatWasDecidedIsCountedAndLeftOut) {
  const auto table = Rounds({Decided("u", 0, "a"), Shown("u", 0, "b", 0.5)}).value();
  EXPECT_EQ(table.log.size(), 1U);
  EXPECT_EQ(table.shown->decided, 1U);
  EXPECT_FALSE(table.names.items.contains("a"));
  const auto none = Rounds({Decided("u", 0, "a")});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kInconclusive);
  EXPECT_THAT(none.error().message, HasSubstr("none of the 1 products shown has a propensity"));
}

TEST(ShownRounds, SeveralExperimentsAreNotMixed) {
  LogEvent first = Shown("u", 0, "a", 0.5);
  LogEvent second = Shown("u", 0, "a", 0.25);
  first.experiment = "spring";
  second.experiment = "autumn";
  const auto mixed = Rounds({first, second});
  ASSERT_FALSE(mixed);
  EXPECT_THAT(mixed.error().message, HasSubstr("'autumn', 'spring'"));
  EXPECT_THAT(Rounds({first, second}, "autumn")->log.propensities, ElementsAre(0.25));
  EXPECT_FALSE(Rounds({first, second}, "winter"));
}

TEST(ShownRounds, TooManyProductsAndSlotsAreRefusedBeforeTablesAreMade) {
  std::vector<LogEvent> events;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    events.push_back(Shown("u", i, "p" + std::to_string(i), 0.5, 0, i));
  }
  const auto table = Rounds(std::move(events));
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(table.error().message, HasSubstr("5000 items at 5000 positions"));
}

// The lines as a page writes them.
TEST(ShownRounds, BrokenLinesAreLeftOutAndCounted) {
  const std::string head = R"({"type":"shown","unit":"u","time_ms":1790000000000,)";
  const std::string facts = R"("product":"a","page":0,"slot":2)";
  ExperimentLog log;
  ReadExperimentLog(head + facts + R"(,"propensity":0.5,"colour":"red"})" + "\n" +  //
                        head + facts + R"(,"propensity":0})" + "\n" +               //
                        head + facts + R"(,"propensity":NaN})" + "\n" +             //
                        head + facts + R"(,"propensity":null})" + "\n" +            //
                        head + facts + R"(,"propensity":2})" + "\n" +               //
                        head + R"("page":0,"slot":2,"propensity":0.5})" + "\n" +    //
                        head + R"("product":"a","slot":2,"propensity":0.5})" + "\n" + head +
                        R"("product":"a","page":0,"propensity":0.5})" + "\n" + head +
                        R"("product":"a","page":0,"slot":-1})" + "\n",
                    "log", log);
  EXPECT_EQ(log.broken, 8U);
  EXPECT_THAT(log.problems[0], AllOf(HasSubstr("line 2"), HasSubstr("above 0 and at most 1")));
  const auto table = ShownRounds(log, "").value();
  EXPECT_THAT(table.log.propensities, ElementsAre(0.5));
  EXPECT_EQ(table.shown->broken, 8U);
  EXPECT_EQ(table.shown->lines, 9U);
}

}  // namespace
}  // namespace vitrine::cli
