// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/assignment.h>
#include <vitrine/experiment/estimate.h>
#include <vitrine/experiment/sample_ratio.h>
#include <vitrine/experiment/unit_table.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// What is compared, each per exposed unit but the last, which is a ratio of two sums.
enum class Metric : std::uint8_t {
  kConversion,  ///< The share of units with an order.
  kOrders,
  kRevenue,
  kTime,  ///< Seconds in the lookbook.
  kClicks,
  kOrderValue,  ///< Revenue per order.
};

inline constexpr std::size_t kMetricCount = 6;

/// The metric's name in JSON and on the command line ("order_value"), and back.
std::string_view NameOf(Metric metric);
std::optional<Metric> MetricOf(std::string_view name);

struct AnalysisOptions {
  UnitTableOptions table = {};
  /// The planned weights of the arms. Empty: the same for all. The hold-out may be left out; its
  /// size is not checked then.
  std::vector<Arm> weights = {};
  Metric primary = Metric::kOrders;  ///< The one that decides, and is followed from day to day.
  double confidence_01 = 0.95;
  double planned_units_per_arm = 10'000;  ///< See SequentialOptions.
};

/// One arm beside the control in one metric.
struct ArmComparison {
  Comparison fixed;          ///< For one look, at an end that was set beforehand.
  Comparison always_valid;   ///< For any number of looks.
  double correlation = 0;    ///< With what was before, where CUPED used it; else 0.
  std::string problem = {};  ///< Why there is no comparison; else empty.
};

struct MetricResult {
  Metric metric = Metric::kOrders;
  std::vector<Estimate> arms = {};              ///< As they are, without CUPED.
  std::vector<ArmComparison> comparisons = {};  ///< For arms 1 and up.
};

/// How it stood at the end of a day (UTC).
struct DayResult {
  std::int64_t day = 0;                    ///< Since 1970-01-01.
  std::vector<std::size_t> units;          ///< Exposed so far, for each arm.
  std::vector<ArmComparison> comparisons;  ///< Of the primary metric.
};

struct Analysis {
  std::string experiment;
  std::vector<std::string> arms = {};  ///< The control first.
  std::vector<std::size_t> assigned = {};
  std::vector<std::size_t> exposed = {};
  LogQuality quality = {};
  std::optional<SampleRatio> assigned_ratio = {};  ///< None where the log has no assignments.
  std::optional<SampleRatio> exposed_ratio =
      {};  ///< None where only the hold-out stands beside one arm.
  /// Why nothing here may be believed; else empty. With a refusal there are no metrics and no days.
  std::vector<std::string> refusals = {};
  std::vector<MetricResult> metrics = {};
  std::vector<DayResult> days = {};  ///< At most 100, evenly thinned, the last one always in.
};

/// Analyses one experiment's log.
///
/// Errors: those of BuildUnitTable, TestSampleRatio and SequentialMultiplier. An arm or a metric
/// that says too little is no error; it has a `problem`. Cost: O(n log n + days * units).
Result<Analysis> Analyse(std::span<const LogEvent> events, const AnalysisOptions& options);

}  // namespace vitrine
