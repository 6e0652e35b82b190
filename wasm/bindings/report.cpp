// SPDX-License-Identifier: Apache-2.0
// The module `report`: from an experiment's log to what it showed. No shop's page needs it.
#include <emscripten/bind.h>

#include "wasm/bindings/experiment_report.h"
#include "wasm/bindings/memory.h"

EMSCRIPTEN_BINDINGS(vitrine_report) {
  using vitrine::bindings::ExperimentReport;
  using vitrine::bindings::ReportQuestion;
  vitrine::bindings::RegisterCommon();
  emscripten::value_object<ReportQuestion>("ReportQuestion")
      .field("experiment", &ReportQuestion::experiment)
      .field("control", &ReportQuestion::control)
      .field("metric", &ReportQuestion::metric)
      .field("confidence", &ReportQuestion::confidence)
      .field("planned", &ReportQuestion::planned);
  emscripten::class_<ExperimentReport>("ExperimentReport")
      .constructor<>()
      .function("read", &ExperimentReport::Read)
      .function("weigh", &ExperimentReport::Weigh)
      .function("make", &ExperimentReport::Make);
}
