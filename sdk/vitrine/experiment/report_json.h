// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/analysis.h>
#include <vitrine/experiment/experiment_log.h>

#include <cstdint>
#include <string>

namespace vitrine {

/// All that a report tells of.
struct Report {
  const Analysis& analysis;
  const ExperimentLog& log;
  const AnalysisOptions& options;
};

/// What has been shown, by the always-valid interval.
enum class Verdict : std::uint8_t { kNone, kOpen, kBetter, kWorse };
Verdict VerdictOf(const ArmComparison& comparison);

/// A day since 1970 as 2026-05-31.
std::string DateText(std::int64_t day);

/// The report as docs/measurement.md has it, with its end of line.
std::string ReportJson(const Report& report);

/// Whether a log that was read has anything to analyse. Errors: kLogSyntax.
Result<void> CheckHasEvents(const ExperimentLog& log);

}  // namespace vitrine
