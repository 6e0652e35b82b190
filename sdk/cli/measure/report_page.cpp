// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/contact_sheet.h"
#include "sdk/cli/measure/figures.h"
#include "sdk/cli/measure/report.h"

#include <vector>

namespace vitrine::cli {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --paper: #f4f1ec; --ink: #211e1a; --quiet: #655e55;
  --rule: #d9d2c7; --band: #d8d3c6; --better: #2c6549; --worse: #9a3f28; }
@media (prefers-color-scheme: dark) { :root { --paper: #1c1a18; --ink: #f2eee7; --quiet: #b0a89c;
  --rule: #3a3631; --band: #3b3a33; --better: #8fc8a8; --worse: #eba089; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: clamp(2rem, 7vw, 6rem) clamp(1.25rem, 7vw, 4rem); }
h1, h2 { font-family: Fraunces, ui-serif, Georgia, "Times New Roman", serif; font-weight: 400;
  letter-spacing: -0.01em; text-wrap: balance; }
h1 { margin: 0.5rem 0 1rem; font-size: clamp(2rem, 6vw, 3.4rem); line-height: 1.08; }
h2 { margin: 4.5rem 0 1rem; font-size: 1.6rem; line-height: 1.2; }
p { max-width: 42rem; margin: 0 0 1rem; }
.over, .note, figcaption, th { color: var(--quiet); }
.over { margin: 0; font-size: 0.9rem; }
.better { --tone: var(--better); } .worse { --tone: var(--worse); }
.open, .none { --tone: var(--ink); }
h1.better, h1.worse { color: var(--tone); }
.refusal { border-block: 3px solid var(--worse); padding: 2rem 0; }
.refusal h1 { color: var(--worse); }
.row { display: grid; grid-template-columns: 14rem 1fr 15rem; gap: 0 1.5rem; align-items: center;
  padding: 0.75rem 0; border-top: 1px solid var(--rule); }
.row b { font-weight: 600; } .row .value { text-align: right; font-variant-numeric: tabular-nums; }
.row .value small { display: block; color: var(--quiet); font-size: 0.85rem; }
.row .value b { color: var(--tone); }
.bar { display: block; width: 100%; height: 28px; overflow: visible; }
.bar line { stroke: var(--tone); } .bar circle { fill: var(--tone); }
.bar .always { stroke-width: 1.5; } .bar .fixed { stroke-width: 5; opacity: 0.45; }
.bar .zero, .days .zero { stroke: var(--quiet); stroke-width: 1; }
.axis { position: relative; height: 1.5rem; color: var(--quiet); font-size: 0.8rem; }
.axis span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.days { display: grid; grid-template-columns: 4.5rem 1fr; margin: 1.5rem 0 0; }
.days svg { width: 100%; height: clamp(13rem, 32vw, 20rem); overflow: hidden; }
.days line, .days polyline { vector-effect: non-scaling-stroke; fill: none; }
.days .grid { stroke: var(--rule); } .days polygon { fill: var(--band); }
.days polyline { stroke: var(--ink); stroke-width: 2; }
.scale { position: relative; color: var(--quiet); font-size: 0.8rem; }
.scale span { position: absolute; right: 0.75rem; transform: translateY(-50%); white-space: nowrap; }
.dates { grid-column: 2; display: flex; justify-content: space-between; padding-top: 0.5rem;
  color: var(--quiet); font-size: 0.8rem; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.6rem 1rem 0.6rem 0; border-top: 1px solid var(--rule); text-align: right;
  vertical-align: top; white-space: nowrap; }
th { font-weight: 400; font-size: 0.85rem; } thead th { border: 0; vertical-align: bottom; }
th:last-child, td:last-child { padding-right: 0; }
th:first-child, td:first-child { min-width: 8rem; text-align: left; white-space: normal; }
.wide + .note, dl + .note { margin-top: 1rem; }
tbody th { color: var(--ink); font-size: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.4rem 1.5rem; margin: 1rem 0 0; }
dt { font-variant-numeric: tabular-nums; text-align: right; } dd { margin: 0; }
@media (max-width: 44rem) {
  .row { grid-template-columns: 1fr auto; } .row .plot { grid-column: 1 / -1; grid-row: 2; }
  .axis span:nth-child(even) { display: none; } h2 { margin-top: 3rem; }
}
@media print { body { background: none; } h2 { break-after: avoid; } .row { break-inside: avoid; } }
)";

// The hyphen of a program as the sign of print.
std::string Signed(const std::string& text) {
  return text.starts_with('-') ? "&minus;" + text.substr(1) : text;
}

std::string Sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return EscapeHtml(text) + ".";
}

std::string Change(double change) { return Signed(ChangeText(change)); }

std::string Range(const Interval& interval) {
  return Change(interval.low) + " to " + Change(interval.high);
}

std::string_view ClassOf(Verdict verdict) {
  return verdict == Verdict::kBetter ? "better" : verdict == Verdict::kWorse ? "worse" : "open";
}

// One metric of one arm: what it is called, where it lies, what it says.
struct Entry {
  const MetricResult& metric;
  const ArmComparison& comparison;
  std::optional<ChangeBar> bar;
};

std::vector<Entry> EntriesOf(const Analysis& analysis, std::size_t index) {
  std::vector<Entry> entries;
  for (const MetricResult& metric : analysis.metrics) {
    const ArmComparison& comparison = metric.comparisons[index - 1];
    const auto fixed = ChangeOf(comparison.fixed.ratio_interval);
    const auto always = ChangeOf(comparison.always_valid.ratio_interval);
    Entry entry = {metric, comparison, std::nullopt};
    if (comparison.problem.empty() && fixed && always) {
      entry.bar = ChangeBar{*comparison.fixed.ratio - 1, *fixed, *always, VerdictOf(comparison)};
    }
    entries.push_back(entry);
  }
  return entries;
}

std::string ValueOf(const Entry& entry) {
  if (entry.bar) {
    return "<b>" + Change(entry.bar->change) + "</b><small>" + Range(entry.bar->always_valid) +
           "</small>";
  }
  if (!entry.comparison.problem.empty()) {
    return "<small>" + EscapeHtml(entry.comparison.problem) + "</small>";
  }
  const Interval& interval = entry.comparison.always_valid.difference_interval;
  return "<b>" + Signed(Significant(entry.comparison.fixed.difference)) + "</b><small>" +
         Signed(Significant(interval.low)) + " to " + Signed(Significant(interval.high)) +
         ", a difference</small>";
}

std::string RowOf(const Entry& entry, const ChangeScale& scale) {
  const std::string title = EscapeHtml(TitleOf(entry.metric.metric));
  std::string html = "<div class=\"row " + std::string(ClassOf(VerdictOf(entry.comparison))) +
                     "\"><div>" + title + "</div><div class=\"plot\">";
  if (entry.bar) {
    const std::string label =
        std::string(TitleOf(entry.metric.metric)) + ": " + ChangeText(entry.bar->change) +
        ", one look " + ChangeText(entry.bar->fixed.low) + " to " +
        ChangeText(entry.bar->fixed.high) + ", any time " +
        ChangeText(entry.bar->always_valid.low) + " to " + ChangeText(entry.bar->always_valid.high);
    html += BarPlot(*entry.bar, scale, label);
  }
  return html + "</div><div class=\"value\">" + ValueOf(entry) + "</div></div>\n";
}

std::string ForestOf(const Report& report, std::size_t index) {
  const std::vector<Entry> entries = EntriesOf(report.analysis, index);
  std::vector<ChangeBar> bars;
  for (const Entry& entry : entries) {
    if (entry.bar) {
      bars.push_back(*entry.bar);
    }
  }
  const ChangeScale scale = ScaleFor(bars);
  std::string html;
  for (const Entry& entry : entries) {
    html += RowOf(entry, scale);
  }
  return html + "<div class=\"row\"><div></div><div class=\"plot\">" + BarAxis(scale) +
         "</div><div></div></div>\n";
}

std::string NumbersOf(const Report& report) {
  const Analysis& analysis = report.analysis;
  std::string html =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"The figures\">"
      "<table><thead><tr><th></th>";
  for (const std::string& arm : analysis.arms) {
    html += "<th scope=\"col\">" + EscapeHtml(arm) + "</th>";
  }
  for (std::size_t index = 1; index < analysis.arms.size(); ++index) {
    html += "<th scope=\"col\">" + EscapeHtml(analysis.arms[index]) +
            ",<br>change in one look</th><th scope=\"col\">p</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (const MetricResult& metric : analysis.metrics) {
    html += "<tr><th scope=\"row\">" + std::string(TitleOf(metric.metric)) + "</th>";
    for (const Estimate& estimate : metric.arms) {
      html += "<td>" + Signed(Significant(estimate.value)) + "</td>";
    }
    for (const ArmComparison& comparison : metric.comparisons) {
      const auto interval = ChangeOf(comparison.fixed.ratio_interval);
      html += "<td>" + (comparison.problem.empty() && interval ? Range(*interval) : "&ndash;") +
              "</td><td>" +
              (comparison.problem.empty() ? ProbabilityText(comparison.fixed.p_value) : "&ndash;") +
              "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string HealthOf(const Report& report) {
  const Analysis& analysis = report.analysis;
  std::string html =
      "<h2>Who was counted</h2>\n<div class=\"wide\"><table><thead><tr><th></th>"
      "<th scope=\"col\">assigned</th><th scope=\"col\">exposed</th></tr></thead><tbody>";
  for (std::size_t i = 0; i < analysis.arms.size(); ++i) {
    html += "<tr><th scope=\"row\">" + EscapeHtml(analysis.arms[i]) + "</th><td>" +
            AssignedText(analysis, i).value_or("&ndash;") + "</td><td>" +
            std::to_string(analysis.exposed[i]) + "</td></tr>";
  }
  html += "</tbody></table></div>\n";
  if (analysis.exposed_ratio) {
    html += "<p class=\"note\">Sizes as uneven as these come by chance with probability " +
            ProbabilityText(analysis.exposed_ratio->p_value) + ".</p>\n";
  }
  const LogQuality& quality = analysis.quality;
  const std::pair<std::size_t, const char*> lines[] = {
      {report.log.lines, "lines in the log"},
      {report.log.broken, "lines broken and left out"},
      {report.log.unknown, "lines of a type this version does not know"},
      {quality.duplicates, "lines whose id had come before, counted once"},
      {quality.units_in_two_arms, "visitors in two arms, left out"},
      {quality.units_going_back, "visitors whose clock jumped back, kept"},
      {quality.outcomes_too_early, "outcomes from before their exposure, left out"},
      {quality.outcomes_unexposed, "outcomes of visitors who saw nothing, left out"}};
  html += "<dl>";
  for (const auto& [count, what] : lines) {
    html += "<dt>" + std::to_string(count) + "</dt><dd>" + what + "</dd>";
  }
  html += "</dl>\n";
  for (const std::string& problem : report.log.problems) {
    html += "<p class=\"note\">" + EscapeHtml(problem) + "</p>\n";
  }
  return html;
}

std::string RefusalOf(const Report& report) {
  std::string html = "<section class=\"refusal\"><p class=\"over\">Experiment " +
                     EscapeHtml(report.analysis.experiment) +
                     "</p><h1>These arms cannot be compared</h1>\n";
  for (const std::string& refusal : report.analysis.refusals) {
    html += "<p>" + Sentence(refusal) + "</p>\n";
  }
  return html +
         "<p class=\"note\">Whatever made the arms unequal also decides what is measured in "
         "them, so no figures are shown. Find the cause, mend it and start anew.</p></section>\n";
}

std::string ArmOf(const Report& report, std::size_t index) {
  const Analysis& analysis = report.analysis;
  const std::string confidence = PercentText(report.options.confidence_01);
  const ArmComparison& primary = PrimaryOf(report).comparisons[index - 1];
  std::string html = "<p class=\"over\">Experiment " + EscapeHtml(analysis.experiment) +
                     " &middot; " + DateText(analysis.days.front().day) + " to " +
                     DateText(analysis.days.back().day) + "</p>\n<h1 class=\"" +
                     std::string(ClassOf(VerdictOf(primary))) + "\">" +
                     EscapeHtml(VerdictText(report, index)) + "</h1>\n";
  html += "<p>Arm " + EscapeHtml(analysis.arms[index]) + " with " +
          std::to_string(analysis.exposed[index]) + " visitors beside " +
          EscapeHtml(analysis.arms[0]) + " with " + std::to_string(analysis.exposed[0]) +
          ". Thin lines hold the truth with " + confidence +
          " confidence however often one looks; thick ones only for a single look at an end that "
          "was set beforehand.</p>\n";
  html += ForestOf(report, index);
  if (primary.correlation != 0) {
    html += "<p class=\"note\">What visitors did before the experiment took " +
            PercentText(primary.correlation * primary.correlation) +
            " of the variance of the deciding figure away (CUPED).</p>\n";
  }
  const std::string days = DayPlot(analysis, index);
  if (!days.empty()) {
    html += "<h2>Day by day</h2>\n<p>" + std::string(TitleOf(report.options.primary)) +
            ": the change so far, with its always-valid interval.</p>\n" + days;
  }
  return html;
}

}  // namespace

std::string ReportPage(const Report& report) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      EscapeHtml(report.analysis.experiment) + " &ndash; experiment report</title>\n<style>" +
      std::string(kStyle) + "</style>\n<main>\n";
  if (!report.analysis.refusals.empty()) {
    return html + RefusalOf(report) + HealthOf(report) + "</main>\n</html>\n";
  }
  for (std::size_t index = 1; index < report.analysis.arms.size(); ++index) {
    html += ArmOf(report, index);
  }
  return html + "<h2>The figures</h2>\n" + NumbersOf(report) + HealthOf(report) +
         "</main>\n</html>\n";
}

}  // namespace vitrine::cli
