// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/measure/log_files.h"
#include "sdk/cli/measure/report.h"

#include <charconv>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {
namespace {

struct ReportArguments {
  std::vector<std::string> logs;
  std::vector<std::string> weights;
  std::string metric = "orders";
  std::string json;
  std::string html;
  AnalysisOptions options;
};

// control=1 treatment=1
Result<std::vector<Arm>> ReadWeights(const std::vector<std::string>& texts) {
  std::vector<Arm> arms;
  for (const std::string& text : texts) {
    const std::size_t at = text.rfind('=');
    double weight = 0;
    const char* end = text.data() + text.size();
    if (at == std::string::npos || at == 0 ||
        std::from_chars(text.data() + at + 1, end, weight).ptr != end || at + 1 == text.size()) {
      return Fail(ErrorCode::kInvalidArgument, "the weight '" + text + "' is not like control=1");
    }
    arms.push_back({text.substr(0, at), weight});
  }
  return arms;
}

Result<ExperimentLog> ReadLogs(const std::vector<std::string>& paths) {
  ExperimentLog log;
  for (const std::string& path : paths) {
    const auto bytes = ReadLogFile(path);
    if (!bytes) {
      return std::unexpected(bytes.error());
    }
    ReadExperimentLog(*bytes, path, log);
  }
  if (const auto checked = CheckRead(log); !checked) {
    return std::unexpected(checked.error());
  }
  return log;
}

Result<void> WriteAll(const Report& report, const ReportArguments& arguments) {
  if (!arguments.json.empty()) {
    if (const auto written = WriteFile(arguments.json, ReportJson(report)); !written) {
      return written;
    }
  }
  return arguments.html.empty() ? Result<void>() : WriteFile(arguments.html, ReportPage(report));
}

Result<void> RunReport(const ReportArguments& arguments) {
  AnalysisOptions options = arguments.options;
  options.primary = *MetricOf(arguments.metric);
  const auto weights = ReadWeights(arguments.weights);
  if (!weights) {
    return std::unexpected(weights.error());
  }
  options.weights = *weights;
  const auto log = ReadLogs(arguments.logs);
  if (!log) {
    return std::unexpected(log.error());
  }
  const auto analysis = Analyse(log->events, options);
  if (!analysis) {
    return std::unexpected(analysis.error());
  }
  const Report report = {*analysis, *log, options};
  std::cout << ReportText(report);
  if (const auto written = WriteAll(report, arguments); !written) {
    return written;
  }
  if (!analysis->refusals.empty()) {
    return Fail(ErrorCode::kInconclusive,
                "these arms cannot be compared: " + analysis->refusals.front());
  }
  return {};
}

}  // namespace

void AddReportCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "report", "Say from an experiment's log what changed (docs/measurement.md)");
  auto arguments = std::make_shared<ReportArguments>();
  command->add_option("--log", arguments->logs, "JSON lines; several files are read as one log")
      ->required();
  command->add_option("--experiment", arguments->options.table.experiment,
                      "Which one (default: the only one in the log)");
  command
      ->add_option("--control", arguments->options.table.control,
                   "The arm that the others are compared with")
      ->capture_default_str();
  command->add_option("--weights", arguments->weights,
                      "What was planned, as control=1 treatment=1; the hold-out may be left out "
                      "(default: equal arms)");
  command->add_option("--metric", arguments->metric, "The figure that decides")
      ->check(CLI::IsMember({"conversion", "orders", "revenue", "time", "clicks", "order_value"}))
      ->capture_default_str();
  command
      ->add_option("--planned", arguments->options.planned_units_per_arm,
                   "Visitors per arm for which the any-time intervals are narrowest; choose it "
                   "before the experiment")
      ->capture_default_str();
  command->add_option("--confidence", arguments->options.confidence_01, "Between 0 and 1")
      ->capture_default_str();
  command->add_option("--json", arguments->json, "Also write the figures to this file");
  command->add_option("--html", arguments->html, "Also write a page with plots to this file");
  command->footer("Exit status 3: the arms cannot be compared, and no figures are given.");
  command->callback(
      [arguments, &action] { action = [arguments] { return RunReport(*arguments); }; });
}

}  // namespace vitrine::cli
