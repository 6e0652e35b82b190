// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/report_json.h>

#include <vitrine/experiment/json_figures-inl.h>

#include <array>
#include <cstdio>

namespace vitrine {
namespace {

void WriteComparison(JsonWriter& writer, const char* name, const Comparison& comparison) {
  writer.Key(name);
  writer.StartObject();
  WriteInterval(writer, "difference_interval", comparison.difference_interval);
  WriteInterval(writer, "ratio_interval", comparison.ratio_interval);
  writer.EndObject();
}

void WriteArmComparison(JsonWriter& writer, const std::string& arm,
                        const ArmComparison& comparison) {
  constexpr const char* kVerdicts[] = {"none", "open", "better", "worse"};
  writer.StartObject();
  WriteText(writer, "arm", arm);
  WriteText(writer, "verdict", kVerdicts[static_cast<std::size_t>(VerdictOf(comparison))]);
  if (!comparison.problem.empty()) {
    WriteText(writer, "problem", comparison.problem);
    writer.EndObject();
    return;
  }
  WriteNumber(writer, "difference", comparison.fixed.difference);
  writer.Key("ratio");
  if (comparison.fixed.ratio) {
    writer.Double(*comparison.fixed.ratio);
  } else {
    writer.Null();
  }
  WriteNumber(writer, "p_value", comparison.fixed.p_value);
  WriteNumber(writer, "cuped_correlation", comparison.correlation);
  WriteComparison(writer, "one_look", comparison.fixed);
  WriteComparison(writer, "always_valid", comparison.always_valid);
  writer.EndObject();
}

void WriteComparisons(JsonWriter& writer, const Analysis& analysis,
                      const std::vector<ArmComparison>& comparisons) {
  writer.Key("comparisons");
  writer.StartArray();
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    WriteArmComparison(writer, analysis.arms[i + 1], comparisons[i]);
  }
  writer.EndArray();
}

void WriteCount(JsonWriter& writer, const char* name, std::size_t count) {
  writer.Key(name);
  writer.Uint64(count);
}

void WriteSampleRatio(JsonWriter& writer, const char* name,
                      const std::optional<SampleRatio>& ratio) {
  writer.Key(name);
  if (!ratio) {
    writer.Null();
    return;
  }
  writer.StartObject();
  WriteNumber(writer, "chi_squared", ratio->chi_squared);
  WriteNumber(writer, "p_value", ratio->p_value);
  writer.Key("mismatch");
  writer.Bool(ratio->mismatch);
  writer.EndObject();
}

void WriteLog(JsonWriter& writer, const Report& report) {
  const LogQuality& quality = report.analysis.quality;
  writer.Key("log");
  writer.StartObject();
  WriteCount(writer, "lines", report.log.lines);
  WriteCount(writer, "broken", report.log.broken);
  WriteCount(writer, "unknown", report.log.unknown);
  WriteCount(writer, "duplicates", quality.duplicates);
  WriteCount(writer, "units_in_two_arms", quality.units_in_two_arms);
  WriteCount(writer, "units_going_back", quality.units_going_back);
  WriteCount(writer, "outcomes_too_early", quality.outcomes_too_early);
  WriteCount(writer, "outcomes_unexposed", quality.outcomes_unexposed);
  writer.EndObject();
}

void WriteArms(JsonWriter& writer, const Analysis& analysis) {
  writer.Key("arms");
  writer.StartArray();
  for (std::size_t i = 0; i < analysis.arms.size(); ++i) {
    writer.StartObject();
    WriteText(writer, "arm", analysis.arms[i]);
    WriteCount(writer, "assigned", analysis.assigned[i]);
    WriteCount(writer, "exposed", analysis.exposed[i]);
    writer.EndObject();
  }
  writer.EndArray();
  WriteSampleRatio(writer, "assigned_ratio", analysis.assigned_ratio);
  WriteSampleRatio(writer, "exposed_ratio", analysis.exposed_ratio);
}

void WriteMetric(JsonWriter& writer, const Analysis& analysis, const MetricResult& metric) {
  writer.StartObject();
  WriteText(writer, "metric", NameOf(metric.metric));
  writer.Key("values");
  writer.StartArray();
  for (const Estimate& estimate : metric.arms) {
    writer.Double(estimate.value);
  }
  writer.EndArray();
  WriteComparisons(writer, analysis, metric.comparisons);
  writer.EndObject();
}

// The days of the years from 1970 up to this one.
std::int64_t DaysBefore(std::int64_t year) {
  const auto leap_days = [](std::int64_t past) {
    // Whole quotients, rounded down for years before 0 too.
    const auto down = [](std::int64_t of, std::int64_t by) {
      return of / by - static_cast<std::int64_t>(of % by < 0);
    };
    return down(past, 4) - down(past, 100) + down(past, 400);
  };
  return 365 * (year - 1970) + leap_days(year - 1) - leap_days(1969);
}

}  // namespace

Verdict VerdictOf(const ArmComparison& comparison) {
  if (!comparison.problem.empty()) {
    return Verdict::kNone;
  }
  const Interval& interval = comparison.always_valid.difference_interval;
  if (interval.low > 0) {
    return Verdict::kBetter;
  }
  return interval.high < 0 ? Verdict::kWorse : Verdict::kOpen;
}

std::string DateText(std::int64_t day) {
  constexpr std::array kMonths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  // 400 years are 146,097 days; the guess is at most a year off.
  std::int64_t year = 1970 + day * 400 / 146'097;
  while (DaysBefore(year) > day) {
    --year;
  }
  while (DaysBefore(year + 1) <= day) {
    ++year;
  }
  const bool leap = DaysBefore(year + 1) - DaysBefore(year) == 366;
  auto rest = static_cast<int>(day - DaysBefore(year));
  std::size_t month = 0;
  const auto length = [&] { return kMonths.at(month) + (leap && month == 1 ? 1 : 0); };
  while (rest >= length()) {
    rest -= length();
    ++month;
  }
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04lld-%02zu-%02d", static_cast<long long>(year),
                month + 1, rest + 1);
  return text.data();
}

Result<void> CheckHasEvents(const ExperimentLog& log) {
  if (log.events.empty()) {
    return Fail(ErrorCode::kLogSyntax, "the log has no events: " + std::to_string(log.broken) +
                                           " of " + std::to_string(log.lines) +
                                           " lines are broken");
  }
  return {};
}

std::string ReportJson(const Report& report) {
  const Analysis& analysis = report.analysis;
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  writer.Key("version");
  writer.Int(1);
  WriteText(writer, "experiment", analysis.experiment);
  WriteText(writer, "primary", NameOf(report.options.primary));
  WriteNumber(writer, "confidence", report.options.confidence_01);
  WriteNumber(writer, "planned_units_per_arm", report.options.planned_units_per_arm);
  writer.Key("believable");
  writer.Bool(analysis.refusals.empty());
  writer.Key("refusals");
  writer.StartArray();
  for (const std::string& refusal : analysis.refusals) {
    writer.String(refusal.c_str());
  }
  writer.EndArray();
  WriteArms(writer, analysis);
  WriteLog(writer, report);
  writer.Key("metrics");
  writer.StartArray();
  for (const MetricResult& metric : analysis.metrics) {
    WriteMetric(writer, analysis, metric);
  }
  writer.EndArray();
  writer.Key("days");
  writer.StartArray();
  for (const DayResult& day : analysis.days) {
    writer.StartObject();
    WriteText(writer, "date", DateText(day.day));
    writer.Key("units");
    writer.StartArray();
    for (const std::size_t count : day.units) {
      writer.Uint64(count);
    }
    writer.EndArray();
    WriteComparisons(writer, analysis, day.comparisons);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace vitrine
