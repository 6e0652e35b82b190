// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/analysis.h>
#include <vitrine/experiment/experiment_log.h>

#include <string>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// What `vitrine report` is told: its options of the same names, and its defaults where they are
/// empty or 0.
struct ReportQuestion {
  std::string experiment;
  std::string control;
  std::string metric;
  double confidence = 0;
  double planned = 0;
};

/// An experiment's log on its way to a report: what `vitrine report` does.
class ExperimentReport : Counted {
 public:
  /// Reads the lines of a file after those that were read before; `name` is how messages call it.
  void Read(ByteBuffer& lines, const std::string& name);

  /// Says what was planned of an arm; without any all arms are of one size.
  void Weigh(const std::string& arm, double weight);

  /// JSON: what `vitrine report --json` writes.
  Answer Make(const ReportQuestion& question) const;

 private:
  ExperimentLog log_;
  std::vector<Arm> weights_;
};

}  // namespace vitrine::bindings
