// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/report_json.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::cli {

/// As a table for a person, and as one HTML page that needs nothing else.
std::string ReportText(const Report& report);
std::string ReportPage(const Report& report);

/// What a metric is called ("Orders per visitor").
std::string_view TitleOf(Metric metric);

/// How many units were assigned to an arm; none in a log that has no assignments.
std::optional<std::string> AssignedText(const Analysis& analysis, std::size_t index);

/// The verdict on the primary metric of arm `index` (1 and up) as a sentence.
std::string VerdictText(const Report& report, std::size_t index);

/// The primary metric's results. There must be no refusal.
const MetricResult& PrimaryOf(const Report& report);

/// `(ratio - 1)` of both ends; none where there is no ratio.
std::optional<Interval> ChangeOf(const std::optional<Interval>& ratio);

/// A row of a plot of relative changes: 0.1 is +10 %.
struct ChangeBar {
  double change = 0;
  Interval fixed;
  Interval always_valid;
  Verdict verdict = Verdict::kOpen;
};

/// The scale that plots of changes share: a round reach to both sides of 0, at most 1, and its
/// step.
struct ChangeScale {
  double reach = 1;
  double step = 0.5;
};
ChangeScale ScaleFor(std::span<const ChangeBar> bars);

/// The marks of one bar as an SVG as wide as its place; `label` tells it to who cannot see it.
std::string BarPlot(const ChangeBar& bar, const ChangeScale& scale, std::string_view label);

/// The axis below such bars, as HTML.
std::string BarAxis(const ChangeScale& scale);

/// How the change of an arm's primary metric and its always-valid interval went, day by day, as
/// HTML with an SVG; empty with fewer than two days to show.
std::string DayPlot(const Analysis& analysis, std::size_t index);

}  // namespace vitrine::cli
