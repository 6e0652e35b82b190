// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table of bandit feedback: an error, or a log that can be evaluated; and as a
// policy over a small log, an error or probabilities.
#include "sdk/cli/measure/bandit_table.h"
#include "tests/fuzz/require.h"

#include <vitrine/experiment/off_policy.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const vitrine::cli::BanditNames names = {.items = {{"a", 0}, {"b", 1}},
                                           .positions = {{"1", 0}, {"2", 1}}};
  const auto policy = vitrine::cli::ReadPolicyTable(bytes, "policy", names);
  const auto table = vitrine::cli::ReadBanditTable(bytes, "log", {});
  Require(table || !table.error().message.empty());
  if (policy) {
    Require(policy->probabilities.size() == 4);
  }
  if (!table || table->log.size() == 0) {
    return 0;
  }
  Require(vitrine::CheckBanditLog(table->log).has_value());
  const auto uniform = vitrine::UniformPolicy(table->log.action_count, table->log.position_count);
  const auto result = vitrine::EvaluatePolicy(
      table->log, uniform, {.bootstrap = {.resamples = 100}, .folds = 2, .repeats = 1});
  Require(result.has_value());
  Require(result->refusals.empty() == result->ips.interval.has_value());
  return 0;
}
