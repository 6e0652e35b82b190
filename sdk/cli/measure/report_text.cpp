// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/figures.h"
#include "sdk/cli/measure/report.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::cli {
namespace {

constexpr std::array<std::string_view, kMetricCount> kTitles = {
    "Share of visitors who order",
    "Orders per visitor",
    "Revenue per visitor",
    "Seconds in the lookbook per visitor",
    "Clicks in the lookbook per visitor",
    "Revenue per order"};

std::string IntervalText(const std::optional<Interval>& interval) {
  return interval ? ChangeText(interval->low) + " to " + ChangeText(interval->high) : "-";
}

std::string ArmsText(const Analysis& analysis) {
  std::string text = "  " + Padded("arm", 20) + Padded("assigned", 12) + "exposed\n";
  for (std::size_t i = 0; i < analysis.arms.size(); ++i) {
    text += "  " + Padded(analysis.arms[i], 20) +
            Padded(AssignedText(analysis, i).value_or("-"), 12) +
            std::to_string(analysis.exposed[i]) + "\n";
  }
  return text;
}

std::string ComparisonText(const MetricResult& metric, std::size_t index) {
  const ArmComparison& comparison = metric.comparisons[index - 1];
  std::string text = "  " + Padded(TitleOf(metric.metric), 37) +
                     Padded(Significant(metric.arms[0].value), 11) +
                     Padded(Significant(metric.arms[index].value), 11);
  if (!comparison.problem.empty()) {
    return text + "no comparison: " + comparison.problem + "\n";
  }
  if (!comparison.fixed.ratio) {
    return text + "difference " + Significant(comparison.fixed.difference_interval.low) + " to " +
           Significant(comparison.fixed.difference_interval.high) + "\n";
  }
  return text + Padded(ChangeText(*comparison.fixed.ratio - 1), 10) +
         Padded(IntervalText(ChangeOf(comparison.fixed.ratio_interval)), 24) +
         IntervalText(ChangeOf(comparison.always_valid.ratio_interval)) + "\n";
}

std::string QualityText(const Report& report) {
  const LogQuality& quality = report.analysis.quality;
  std::string text = std::to_string(report.log.lines) + " lines";
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) {
      text += ", " + std::to_string(count) + " " + what;
    }
  };
  add(report.log.broken, "broken");
  add(report.log.unknown, "of unknown types");
  add(quality.duplicates, "duplicate");
  add(quality.outcomes_unexposed, "of visitors who saw nothing");
  add(quality.outcomes_too_early, "from before the exposure");
  text += "\n";
  if (quality.units_in_two_arms + quality.units_going_back > 0) {
    text += std::to_string(quality.units_in_two_arms) + " visitors were in two arms (left out), " +
            std::to_string(quality.units_going_back) + " had a clock that jumped back\n";
  }
  return text;
}

}  // namespace

std::string_view TitleOf(Metric metric) { return kTitles.at(static_cast<std::size_t>(metric)); }

std::optional<Interval> ChangeOf(const std::optional<Interval>& ratio) {
  return ratio ? std::optional(Interval{ratio->low - 1, ratio->high - 1}) : std::nullopt;
}

std::optional<std::string> AssignedText(const Analysis& analysis, std::size_t index) {
  const auto& assigned = analysis.assigned;
  return std::ranges::count(assigned, 0U) == std::ssize(assigned)
             ? std::nullopt
             : std::optional(std::to_string(assigned[index]));
}

const MetricResult& PrimaryOf(const Report& report) {
  return *std::ranges::find(report.analysis.metrics, report.options.primary, &MetricResult::metric);
}

std::string VerdictText(const Report& report, std::size_t index) {
  const ArmComparison& comparison = PrimaryOf(report).comparisons[index - 1];
  const auto title = std::string(TitleOf(report.options.primary));
  const std::string in_arm = " in " + report.analysis.arms[index];
  switch (VerdictOf(comparison)) {
    case Verdict::kNone:
      return title + ": nothing can be said" + in_arm + " yet.";
    case Verdict::kOpen:
      return title + ": no change has been shown" + in_arm + " yet.";
    default:
      break;
  }
  const std::string by = comparison.fixed.ratio
                             ? PercentText(std::abs(*comparison.fixed.ratio - 1))
                             : Significant(std::abs(comparison.fixed.difference));
  return title + (comparison.fixed.difference > 0 ? " rose by " : " fell by ") + by + in_arm + ".";
}

std::string ReportText(const Report& report) {
  const Analysis& analysis = report.analysis;
  std::string text = "Experiment " + analysis.experiment + "\n" + ArmsText(analysis) + "\n";
  if (!analysis.refusals.empty()) {
    text += "THESE ARMS CANNOT BE COMPARED\n";
    for (const std::string& refusal : analysis.refusals) {
      text += "  - " + refusal + ".\n";
    }
    return text + "\n" + QualityText(report);
  }
  const std::string confidence = PercentText(report.options.confidence_01);
  for (std::size_t index = 1; index < analysis.arms.size(); ++index) {
    text += VerdictText(report, index) + "\n  " + Padded("", 37) + Padded(analysis.arms[0], 11) +
            Padded(analysis.arms[index], 11) + Padded("change", 10) +
            Padded(confidence + ", one look", 24) + confidence + ", any time\n";
    for (const MetricResult& metric : analysis.metrics) {
      text += ComparisonText(metric, index);
    }
    text += "\n";
  }
  return text + QualityText(report);
}

}  // namespace vitrine::cli
