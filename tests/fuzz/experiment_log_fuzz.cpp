// SPDX-License-Identifier: Apache-2.0
// Any bytes as an experiment log: events that survive being written, rounds that can be evaluated,
// and an analysis that counts the events.
#include "sdk/cli/measure/shown_rounds.h"
#include "tests/fuzz/require.h"

#include <vitrine/experiment/analysis.h>
#include <vitrine/experiment/experiment_log.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vitrine::ExperimentLog log;
  vitrine::ReadExperimentLog({reinterpret_cast<const char*>(data), size}, "log", log);
  Require(log.events.size() + log.broken + log.unknown == log.lines);
  Require((log.broken > 0) == !log.problems.empty());
  for (const vitrine::LogEvent& event : log.events) {
    const std::string line = vitrine::ToLine(event);
    const auto again = vitrine::ParseLogLine(line);
    Require(again.has_value() && again->has_value() && vitrine::ToLine(**again) == line);
  }
  const auto rounds = vitrine::cli::ShownRounds(log, "");
  Require(rounds ? vitrine::CheckBanditLog(rounds->log).has_value()
                 : !rounds.error().message.empty());
  const auto analysis = vitrine::Analyse(log.events, {});
  if (!analysis) {
    Require(!analysis.error().message.empty());
    return 0;
  }
  const auto exposed =
      std::accumulate(analysis->exposed.begin(), analysis->exposed.end(), std::size_t{0});
  Require(exposed <= log.events.size() && analysis->arms.size() >= 2);
  Require(analysis->refusals.empty() == !analysis->metrics.empty());
  return 0;
}
