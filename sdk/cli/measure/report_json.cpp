// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/figures.h"
#include "sdk/cli/measure/report.h"

namespace vitrine::cli {
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

}  // namespace

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

}  // namespace vitrine::cli
