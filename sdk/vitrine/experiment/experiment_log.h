// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The sums that an experiment compares, of one unit.
struct Measures {
  double orders = 0;
  double revenue = 0;  ///< In the log's currency.
  double time_s = 0;   ///< In the lookbook.
  double clicks = 0;   ///< In the lookbook.
};

enum class LogKind : std::uint8_t {
  kAssignment,
  kExposure,
  kOrder,
  kRevenue,
  kTime,
  kClick,
  kShown
};

/// Where a product stands in a lookbook. What is shown has all of it; of a click, what was known.
struct ShownPlace {
  std::string product = {};                ///< Its id; may be empty.
  std::optional<std::uint32_t> page = {};  ///< From 0.
  std::optional<std::uint32_t> slot = {};  ///< On the page, from 0.
  std::optional<double> propensity = {};   ///< Of what is shown, in (0, 1]; none where the slot was
                                           ///< decided.
};

/// One line of an experiment log; docs/measurement.md describes the format.
struct LogEvent {
  LogKind kind = LogKind::kExposure;
  std::string unit;
  std::int64_t time_ms = 0;             ///< Since 1970-01-01 UTC.
  std::string id = {};                  ///< For de-duplication within its kind; may be empty.
  std::string experiment = {};          ///< Always there for assignments and exposures.
  std::string arm = {};                 ///< Likewise.
  Measures adds = {};                   ///< What it adds to its unit's sums.
  std::optional<Measures> before = {};  ///< The unit's sums before the experiment began.
  std::string currency = {};            ///< ISO 4217; may be empty.
  ShownPlace place = {};                ///< Of what was shown or clicked.
};

/// Reads one line.
///
/// @return The event; nothing for a kind that this version does not know; kLogSyntax, kNonFinite,
///   kInvalidArgument or kTooLarge with what was expected and what came.
Result<std::optional<LogEvent>> ParseLogLine(std::string_view line);

/// The event as one line of JSON, with its end of line. ParseLogLine gives the same event back.
std::string ToLine(const LogEvent& event);

/// What was read of a log.
struct ExperimentLog {
  std::vector<LogEvent> events;
  std::size_t lines = 0;    ///< That are not blank.
  std::size_t unknown = 0;  ///< Of kinds that this version does not know.
  std::size_t broken = 0;   ///< Left out.
  std::vector<std::string>
      problems;  ///< What is wrong with the first broken ones, with their line.
};

/// Appends the lines of a file to what was read before. A broken line is left out and counted, the
/// rest is read; so is one whose currency is not that of the lines before.
///
/// @param name How messages call the file.
void ReadExperimentLog(std::string_view bytes, std::string_view name, ExperimentLog& log);

}  // namespace vitrine
