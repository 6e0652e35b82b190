// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/experiment_log.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// Somebody who saw what their arm had to show.
struct ExposedUnit {
  std::size_t arm = 0;
  std::int64_t exposed_ms = 0;  ///< The first time.
  std::optional<Measures> before;
};

/// Something that an exposed unit did afterwards.
struct Outcome {
  std::size_t unit = 0;  ///< Index into the table's units.
  std::int64_t time_ms = 0;
  Measures adds;
};

/// What a log holds that a careful reader wants to know of.
struct LogQuality {
  std::size_t duplicates = 0;          ///< Lines whose id had come before; they count once.
  std::size_t units_in_two_arms = 0;   ///< Left out: the assignment was not sticky.
  std::size_t outcomes_too_early = 0;  ///< Before their unit's exposure: not caused by it.
  std::size_t outcomes_unexposed = 0;  ///< Of units that saw nothing.
  std::size_t units_going_back = 0;    ///< Whose clock jumped back; they stay in.
};

/// The units of one experiment.
struct UnitTable {
  std::string experiment = {};
  /// The control first, the others by name: all that units were assigned to or exposed in, and
  /// those asked for.
  std::vector<std::string> arms = {};
  std::vector<std::size_t> assigned =
      {};  ///< For each arm: units assigned to it; 0s in a log without.
  std::vector<ExposedUnit> units = {};  ///< By the time of exposure.
  std::vector<Outcome> outcomes = {};   ///< By time.
  LogQuality quality = {};
};

struct UnitTableOptions {
  std::string experiment = {};  ///< Empty for the only one in the log.
  std::string control = "control";
  std::vector<std::string> arms = {};  ///< In the table even where the log has nobody in them.
  /// An outcome counts from this much before the exposure: a shop's clock is not a device's.
  std::int64_t clock_tolerance_ms = 300'000;
};

/// Brings a log into a table, each event once, in whatever order the lines are.
///
/// Errors: kInconclusive where the log has no such experiment, several and none was asked for, no
/// control, or only one arm with exposed units.
/// Cost: O(n log n) for n events.
Result<UnitTable> BuildUnitTable(std::span<const LogEvent> events, const UnitTableOptions& options);

}  // namespace vitrine
