// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/contact_sheet.h"
#include "sdk/cli/measure/figures.h"
#include "sdk/cli/measure/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr std::array<const char*, 4> kVerdictClasses = {"none", "open", "better", "worse"};

// Where a change lies across a plot, 0 to 100.
double Across(double change, const ChangeScale& scale) {
  return 50 + 50 * std::clamp(change / scale.reach, -1.0, 1.0);
}

std::string Number(double value) { return Significant(value, 4); }

std::string Line(double from, double to, const char* kind) {
  return "<line class=\"" + std::string(kind) + "\" x1=\"" + Number(from) + "%\" x2=\"" +
         Number(to) + "%\" y1=\"50%\" y2=\"50%\"/>";
}

// A tick's change, in whole percents where it is one.
std::string TickText(double tick, const ChangeScale& scale) {
  if (std::abs(tick) < scale.step / 2) {
    return "0";
  }
  return (tick < 0 ? "&minus;" : "+") + PercentText(std::abs(tick));
}

struct DayPoint {
  std::int64_t day;
  ChangeBar bar;
};

std::vector<DayPoint> PointsOf(const Analysis& analysis, std::size_t index) {
  std::vector<DayPoint> points;
  for (const DayResult& day : analysis.days) {
    const ArmComparison& comparison = day.comparisons[index - 1];
    const auto always = ChangeOf(comparison.always_valid.ratio_interval);
    const auto fixed = ChangeOf(comparison.fixed.ratio_interval);
    if (comparison.problem.empty() && always && fixed) {
      points.push_back(
          {day.day, {*comparison.fixed.ratio - 1, *fixed, *always, VerdictOf(comparison)}});
    }
  }
  return points;
}

// Places in a square of 1000 that is stretched to the plot: across by day, down by change.
class Canvas {
 public:
  Canvas(const std::vector<DayPoint>& points, const ChangeScale& scale)
      : first_(points.front().day),
        days_(std::max<std::int64_t>(points.back().day - first_, 1)),
        scale_(scale) {}

  std::string At(std::int64_t day, double change) const {
    const double x = 1000 * static_cast<double>(day - first_) / static_cast<double>(days_);
    return Number(x) + "," + Number(1000 - 10 * Across(change, scale_)) + " ";
  }

 private:
  std::int64_t first_;
  std::int64_t days_;
  ChangeScale scale_;
};

}  // namespace

ChangeScale ScaleFor(std::span<const ChangeBar> bars) {
  constexpr std::array<ChangeScale, 6> kScales = {
      {{0.02, 0.01}, {0.05, 0.025}, {0.1, 0.05}, {0.2, 0.1}, {0.5, 0.25}, {1, 0.5}}};
  double wanted = 0;
  for (const ChangeBar& bar : bars) {
    // A very wide interval must not hide the others: it runs off the plot.
    const double far = std::max(std::abs(bar.fixed.low), std::abs(bar.fixed.high));
    wanted = std::max({wanted, std::abs(bar.change), far * 1.1});
  }
  const auto found = std::ranges::find_if(
      kScales, [&](const ChangeScale& scale) { return scale.reach >= wanted; });
  return found == kScales.end() ? kScales.back() : *found;
}

std::string BarPlot(const ChangeBar& bar, const ChangeScale& scale, std::string_view label) {
  const double low = Across(bar.always_valid.low, scale);
  const double high = Across(bar.always_valid.high, scale);
  std::string svg = "<svg class=\"bar " +
                    std::string(kVerdictClasses.at(static_cast<std::size_t>(bar.verdict))) +
                    "\" role=\"img\" aria-label=\"" + EscapeHtml(label) +
                    "\"><line class=\"zero\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"100%\"/>";
  svg += Line(low, high, "always");
  svg += Line(Across(bar.fixed.low, scale), Across(bar.fixed.high, scale), "fixed");
  if (std::abs(bar.change) <= scale.reach) {
    svg += "<circle cx=\"" + Number(Across(bar.change, scale)) + "%\" cy=\"50%\" r=\"5\"/>";
  }
  return svg + "</svg>";
}

std::string BarAxis(const ChangeScale& scale) {
  std::string html = "<div class=\"axis\" aria-hidden=\"true\">";
  for (double tick = -scale.reach; tick <= scale.reach * 1.001; tick += scale.step) {
    html += "<span style=\"left:" + Number(Across(tick, scale)) + "%\">" + TickText(tick, scale) +
            "</span>";
  }
  return html + "</div>";
}

std::string DayPlot(const Analysis& analysis, std::size_t index) {
  const std::vector<DayPoint> points = PointsOf(analysis, index);
  if (points.size() < 2) {
    return "";
  }
  // The last days set the scale; the first ones are wide and may leave the plot.
  std::vector<ChangeBar> late;
  for (std::size_t i = points.size() / 2; i < points.size(); ++i) {
    late.push_back(points[i].bar);
    late.back().fixed = points[i].bar.always_valid;
  }
  const ChangeScale scale = ScaleFor(late);
  const Canvas canvas(points, scale);
  std::string band;
  std::string middle;
  for (const DayPoint& point : points) {
    band += canvas.At(point.day, point.bar.always_valid.high);
    middle += canvas.At(point.day, point.bar.change);
  }
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    band += canvas.At(point->day, point->bar.always_valid.low);
  }
  std::string html = "<div class=\"days\"><div class=\"scale\" aria-hidden=\"true\">";
  for (double tick = scale.reach; tick >= -scale.reach * 1.001; tick -= scale.step) {
    html += "<span style=\"top:" + Number(100 - Across(tick, scale)) + "%\">" +
            TickText(tick, scale) + "</span>";
  }
  const ChangeBar& last = points.back().bar;
  html +=
      "</div><svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"From " +
      DateText(points.front().day) + " to " + DateText(points.back().day) +
      ": the change ends at " + ChangeText(last.change) + ", always valid from " +
      ChangeText(last.always_valid.low) + " to " + ChangeText(last.always_valid.high) + "\">";
  for (double tick = -scale.reach; tick <= scale.reach * 1.001; tick += scale.step) {
    const std::string y = Number(1000 - 10 * Across(tick, scale));
    html += "<line class=\"" + std::string(std::abs(tick) < scale.step / 2 ? "zero" : "grid") +
            "\" x1=\"0\" x2=\"1000\" y1=\"" + y + "\" y2=\"" + y + "\"/>";
  }
  html += "<polygon points=\"" + band + "\"/><polyline points=\"" + middle + "\"/></svg>";
  return html + "<div class=\"dates\"><span>" + DateText(points.front().day) + "</span><span>" +
         DateText(points.back().day) + "</span></div></div>\n";
}

}  // namespace vitrine::cli
