// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/experiment/analysis.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kStart = 1'780'272'000'000;  // 2026-06-01, midnight.
constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;

LogEvent Exposure(std::string unit, std::string arm, std::int64_t time_ms) {
  return {.kind = LogKind::kExposure,
          .unit = std::move(unit),
          .time_ms = time_ms,
          .experiment = "e",
          .arm = std::move(arm)};
}

LogEvent Assignment(std::string unit, std::string arm) {
  return {.kind = LogKind::kAssignment,
          .unit = std::move(unit),
          .time_ms = kStart,
          .experiment = "e",
          .arm = std::move(arm)};
}

LogEvent Order(std::string unit, std::int64_t time_ms, double revenue, std::string id = "") {
  return {.kind = LogKind::kOrder,
          .unit = std::move(unit),
          .time_ms = time_ms,
          .id = std::move(id),
          .adds = {.orders = 1, .revenue = revenue}};
}

// Visitors over some days, every other one in the treatment, who order with these probabilities.
std::vector<LogEvent> Shop(std::size_t visitors, double control_rate, double treatment_rate) {
  Random random(11);
  std::vector<LogEvent> events;
  for (std::size_t i = 0; i < visitors; ++i) {
    const bool treated = i % 2 == 1;
    const std::string unit = "u" + std::to_string(i);
    const std::int64_t time = kStart + static_cast<std::int64_t>(i % 10) * kDay + kHour;
    const bool usual = random.Uniform() < 0.5F;
    LogEvent exposure = Exposure(unit, treated ? "treatment" : "control", time);
    exposure.before = Measures{.orders = usual ? 1.0 : 0.0};
    events.push_back(std::move(exposure));
    const double rate = (treated ? treatment_rate : control_rate) * (usual ? 1.5 : 0.5);
    if (random.Uniform() < rate) {
      events.push_back(Order(unit, time + kHour, 20 + 10 * random.Uniform()));
    }
    events.push_back({.kind = LogKind::kTime,
                      .unit = unit,
                      .time_ms = time + 1000,
                      .adds = {.time_s = 10.0 * (1 - random.Uniform())}});
  }
  return events;
}

const MetricResult& Find(const Analysis& analysis, Metric metric) {
  return *std::ranges::find(analysis.metrics, metric, &MetricResult::metric);
}

TEST(Analysis, FindsTheEffectThatIsThere) {
  const auto analysis = Analyse(Shop(8000, 0.1, 0.15), {.planned_units_per_arm = 4000}).value();
  EXPECT_TRUE(analysis.refusals.empty());
  EXPECT_THAT(analysis.arms, ElementsAre("control", "treatment"));
  EXPECT_THAT(analysis.exposed, ElementsAre(4000U, 4000U));
  const MetricResult& orders = Find(analysis, Metric::kOrders);
  EXPECT_NEAR(orders.arms[0].value, 0.1, 0.015);
  const ArmComparison& comparison = orders.comparisons[0];
  EXPECT_GT(comparison.fixed.ratio_interval->low, 1);
  EXPECT_LT(comparison.fixed.ratio_interval->low, 1.5);
  EXPECT_GT(comparison.fixed.ratio_interval->high, 1.5);
  EXPECT_GT(comparison.always_valid.difference_interval.low, 0);
  EXPECT_LT(comparison.always_valid.difference_interval.low,
            comparison.fixed.difference_interval.low);
  EXPECT_GT(comparison.correlation, 0.1) << "CUPED has what was before";
  EXPECT_EQ(Find(analysis, Metric::kClicks).comparisons[0].problem,
            "only 0 visitors have any; expected at least 10");
  const ArmComparison& value = Find(analysis, Metric::kOrderValue).comparisons[0];
  EXPECT_TRUE(value.problem.empty());
  EXPECT_NEAR(*value.fixed.ratio, 1, 0.1);
}

TEST(Analysis, TheLastDayIsTheWhole) {
  const auto analysis = Analyse(Shop(8000, 0.1, 0.15), {}).value();
  ASSERT_EQ(analysis.days.size(), 10U);
  EXPECT_EQ(analysis.days.front().day, kStart / kDay);
  EXPECT_EQ(analysis.days.front().units[0] + analysis.days.front().units[1], 800U);
  EXPECT_EQ(analysis.days.back().units, analysis.exposed);
  EXPECT_EQ(analysis.days.back().comparisons[0].fixed.difference,
            Find(analysis, Metric::kOrders).comparisons[0].fixed.difference);
}

TEST(Analysis, DoesNotDependOnTheOrderOfLines) {
  auto events = Shop(2000, 0.2, 0.3);
  const auto first = Analyse(events, {}).value();
  std::ranges::reverse(events);
  const auto second = Analyse(events, {}).value();
  EXPECT_EQ(Find(first, Metric::kRevenue).comparisons[0].fixed.difference,
            Find(second, Metric::kRevenue).comparisons[0].fixed.difference);
}

TEST(Analysis, ArmsOfAnUnplannedSizeAreNotCompared) {
  auto events = Shop(2000, 0.1, 0.1);
  std::erase_if(events, [i = 0](const LogEvent& event) mutable {
    return event.kind == LogKind::kExposure && event.arm == "treatment" && i++ % 4 == 0;
  });
  const auto analysis = Analyse(events, {}).value();
  ASSERT_EQ(analysis.refusals.size(), 1U);
  EXPECT_THAT(analysis.refusals[0], HasSubstr("control 1000, treatment 750"));
  EXPECT_TRUE(analysis.metrics.empty());
  EXPECT_TRUE(analysis.days.empty());
  const AnalysisOptions planned = {.weights = {{"control", 4}, {"treatment", 3}}};
  EXPECT_TRUE(Analyse(events, planned)->refusals.empty());
  EXPECT_FALSE(Analyse(events, {.weights = {{"control", 4}}}));
}

TEST(Analysis, AssignmentsAreCheckedToo) {
  auto events = Shop(2000, 0.1, 0.1);
  for (std::size_t i = 0; i < 2000; ++i) {
    // Half of the control's assignments were lost, which the exposures do not show.
    if (i % 4 != 0) {
      events.push_back(Assignment("u" + std::to_string(i), i % 2 == 1 ? "treatment" : "control"));
    }
  }
  const auto analysis = Analyse(events, {}).value();
  ASSERT_EQ(analysis.refusals.size(), 1U);
  EXPECT_THAT(analysis.refusals[0], HasSubstr("assigned are control 500, treatment 1000"));
}

TEST(Analysis, AnArmThatNobodySawIsMissed) {
  auto events = Shop(2000, 0.1, 0.1);
  for (std::size_t i = 0; i < 2000; ++i) {
    events.push_back(Assignment("u" + std::to_string(i), i % 2 == 1 ? "treatment" : "control"));
  }
  auto assigned = events;
  for (std::size_t i = 0; i < 1000; ++i) {
    assigned.push_back(Assignment("b" + std::to_string(i), "broken"));
  }
  const auto analysis = Analyse(assigned, {}).value();
  EXPECT_THAT(analysis.arms, ElementsAre("control", "broken", "treatment"));
  EXPECT_THAT(analysis.assigned, ElementsAre(1000U, 1000U, 1000U));
  ASSERT_EQ(analysis.refusals.size(), 1U);
  EXPECT_THAT(analysis.refusals[0],
              HasSubstr("exposed are control 1000, broken 0, treatment 1000"));
  const AnalysisOptions planned = {
      .weights = {{"control", 1}, {"treatment", 1}, {"broken", 1}, {"none", 0}}};
  EXPECT_EQ(Analyse(assigned, planned)->refusals.size(), 1U);
  // Planned, and not a line of it in the log.
  const auto unseen = Analyse(events, planned).value();
  EXPECT_THAT(unseen.arms, ElementsAre("control", "broken", "treatment"));
  EXPECT_EQ(unseen.refusals.size(), 2U);
}

TEST(Analysis, AHoldOutThatSawNothingTakesNothingFromTheOthers) {
  auto events = Shop(2000, 0.1, 0.1);
  const auto without = Analyse(events, {}).value();
  for (int i = 0; i < 50; ++i) {
    events.push_back(Assignment("h" + std::to_string(i), "hold-out"));
  }
  const auto analysis = Analyse(events, {}).value();
  EXPECT_THAT(analysis.exposed, ElementsAre(1000U, 0U, 1000U));
  const MetricResult& orders = Find(analysis, Metric::kOrders);
  EXPECT_FALSE(orders.comparisons[0].problem.empty());
  EXPECT_GT(orders.comparisons[1].correlation, 0) << "CUPED goes on";
  EXPECT_EQ(orders.comparisons[1].fixed.difference,
            Find(without, Metric::kOrders).comparisons[0].fixed.difference);
}

TEST(UnitTable, CountsWhatItLeavesOut) {
  const std::vector<LogEvent> events = {
      Exposure("a", "control", kStart),
      Exposure("b", "treatment", kStart),
      Exposure("b", "treatment", kStart + kHour),  // Seen again: the first time counts.
      Exposure("c", "control", kStart),
      Exposure("c", "treatment", kStart),  // In two arms.
      Order("a", kStart + kHour, 10, "o1"),
      Order("a", kStart + kHour, 10, "o1"),   // The same order.
      Order("b", kStart - kHour, 10, "o2"),   // Before the exposure.
      Order("b", kStart - 60'000, 10, "o3"),  // Within the clocks' tolerance.
      Order("d", kStart + kHour, 10, "o4"),   // Nobody who saw anything.
      Order("c", kStart + kHour, 10, "o5"),
      {.kind = LogKind::kClick, .unit = "a", .time_ms = kStart - kDay},  // The clock jumped back.
      // Adds to no sum.
      {.kind = LogKind::kShown,
       .unit = "d",
       .time_ms = kStart,
       .arm = "x",
       .place = {"p", 0, 0, {}}},
  };
  const UnitTable table = BuildUnitTable(events, {}).value();
  EXPECT_EQ(table.units.size(), 2U);
  EXPECT_EQ(table.units[1].exposed_ms, kStart);
  EXPECT_EQ(table.outcomes.size(), 2U);
  EXPECT_EQ(table.quality.duplicates, 1U);
  EXPECT_EQ(table.quality.units_in_two_arms, 1U);
  EXPECT_EQ(table.quality.outcomes_too_early, 2U);
  EXPECT_EQ(table.quality.outcomes_unexposed, 1U);
  EXPECT_EQ(table.quality.units_going_back, 1U);
}

TEST(UnitTable, AnIdCountsOnceWithinItsKind) {
  LogEvent exposure = Exposure("a", "control", kStart);
  exposure.id = "1";
  const std::vector<LogEvent> events = {exposure, Exposure("b", "treatment", kStart),
                                        Order("a", kStart, 10, "1")};
  const UnitTable table = BuildUnitTable(events, {}).value();
  EXPECT_EQ(table.quality.duplicates, 0U);
  EXPECT_EQ(table.outcomes.size(), 1U);
}

TEST(Analysis, AnAssignmentThatDoesNotStickIsRefused) {
  auto events = Shop(2000, 0.1, 0.1);
  for (int i = 0; i < 40; ++i) {
    events.push_back(Exposure("u" + std::to_string(2 * i), "treatment", kStart));
  }
  const auto analysis = Analyse(events, {}).value();
  EXPECT_EQ(analysis.quality.units_in_two_arms, 40U);
  EXPECT_THAT(analysis.refusals, ::testing::Contains(HasSubstr("did not stick")));
}

TEST(Analysis, SaysWhichExperimentsAndArmsThereAre) {
  EXPECT_THAT(Analyse({}, {}).error().message, HasSubstr("none"));
  std::vector<LogEvent> events = {Exposure("a", "control", kStart), Exposure("b", "c", kStart)};
  EXPECT_THAT(Analyse(events, {.table = {.experiment = "other"}}).error().message,
              HasSubstr("'e'; expected 'other'"));
  EXPECT_THAT(Analyse(events, {.table = {.control = "base"}}).error().message,
              HasSubstr("'c', 'control'; expected 'base'"));
  events.push_back(Exposure("b", "control", kStart));
  events.back().experiment = "f";
  EXPECT_THAT(Analyse(events, {}).error().message, HasSubstr("'e', 'f'"));
  events.resize(1);
  EXPECT_EQ(Analyse(events, {}).error().code, ErrorCode::kInconclusive) << "one arm alone";
}

TEST(Analysis, TooFewVisitorsGetNoComparison) {
  const auto analysis = Analyse(Shop(40, 0.5, 0.5), {}).value();
  EXPECT_THAT(Find(analysis, Metric::kOrders).comparisons[0].problem,
              HasSubstr("only 20 visitors"));
}

TEST(Analysis, WhatNeverVariesGetsNoComparison) {
  std::vector<LogEvent> events;
  for (int i = 0; i < 200; ++i) {
    events.push_back(
        Exposure("u" + std::to_string(i), i % 2 == 0 ? "control" : "treatment", kStart));
    events.push_back(Order("u" + std::to_string(i), kStart + 1, 10));
  }
  const auto analysis = Analyse(events, {}).value();
  EXPECT_THAT(Find(analysis, Metric::kOrders).comparisons[0].problem,
              HasSubstr("the same value in each arm"));
}

TEST(Analysis, ADeviceFromTheFutureAddsADayNoMore) {
  auto events = Shop(2000, 0.1, 0.1);
  events.push_back(Exposure("late", "control", 253'402'300'799'000));
  const auto analysis = Analyse(events, {}).value();
  EXPECT_EQ(analysis.days.size(), 11U);
}

TEST(Analysis, TheHoldOutIsAnArmWhoseSizeIsNotPlanned) {
  auto events = Shop(2000, 0.1, 0.1);
  for (int i = 0; i < 50; ++i) {
    events.push_back(Exposure("h" + std::to_string(i), "hold-out", kStart));
  }
  const auto analysis = Analyse(events, {}).value();
  EXPECT_TRUE(analysis.refusals.empty());
  EXPECT_THAT(analysis.arms, ElementsAre("control", "hold-out", "treatment"));
  EXPECT_TRUE(Analyse(events, {.table = {.control = "hold-out"}})->refusals.empty());
  AnalysisOptions planned = {.weights = {{"control", 1}, {"treatment", 1}}};
  EXPECT_TRUE(Analyse(events, planned)->refusals.empty());
  planned.weights.push_back({"hold-out", 1});
  EXPECT_EQ(Analyse(events, planned)->refusals.size(), 1U) << "its weight was told";
}

TEST(Metric, HasANameAndBack) {
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    const auto metric = static_cast<Metric>(i);
    EXPECT_EQ(MetricOf(NameOf(metric)), metric);
  }
  EXPECT_FALSE(MetricOf("joy"));
}

}  // namespace
}  // namespace vitrine
