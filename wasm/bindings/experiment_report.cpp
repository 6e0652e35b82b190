// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/experiment_report.h"

#include <vitrine/experiment/report_json.h>

#include <string_view>

namespace vitrine::bindings {
namespace {

Result<AnalysisOptions> OptionsOf(const ReportQuestion& question, const std::vector<Arm>& weights) {
  AnalysisOptions options;
  options.table.experiment = question.experiment;
  if (!question.control.empty()) {
    options.table.control = question.control;
  }
  options.weights = weights;
  if (!question.metric.empty()) {
    const auto metric = MetricOf(question.metric);
    if (!metric) {
      return Fail(ErrorCode::kInvalidArgument,
                  "the metric '" + question.metric +
                      "'; expected conversion, orders, revenue, time, clicks or order_value");
    }
    options.primary = *metric;
  }
  if (question.confidence != 0) {
    options.confidence_01 = question.confidence;
  }
  if (question.planned != 0) {
    options.planned_units_per_arm = question.planned;
  }
  return options;
}

}  // namespace

void ExperimentReport::Read(ByteBuffer& lines, const std::string& name) {
  const auto& bytes = lines.bytes();
  ReadExperimentLog({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, name, log_);
}

void ExperimentReport::Weigh(const std::string& arm, double weight) {
  weights_.push_back({arm, weight});
}

Answer ExperimentReport::Make(const ReportQuestion& question) const {
  if (const auto checked = CheckHasEvents(log_); !checked) {
    return AnswerOf(checked.error());
  }
  const auto options = OptionsOf(question, weights_);
  if (!options) {
    return AnswerOf(options.error());
  }
  const auto analysis = Analyse(log_.events, *options);
  if (!analysis) {
    return AnswerOf(analysis.error());
  }
  return AnswerOf(ReportJson({*analysis, log_, *options}));
}

}  // namespace vitrine::bindings
