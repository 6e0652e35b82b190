// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/measure/bandit_table.h"
#include "sdk/cli/measure/ope_report.h"

#include <vitrine/experiment/off_policy.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>

namespace vitrine::cli {
namespace {

struct OpeArguments {
  std::string log;
  std::string policy;
  std::string policy_log;
  std::string json;
  OffPolicyOptions options;
};

Result<BanditTable> ReadLog(const std::string& path, BanditNames names = {}) {
  const auto bytes = ReadFile(path);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  std::cerr << "reading " << path << "\n";
  return ReadBanditTable(*bytes, path, std::move(names));
}

// Items that only the policy knows are numbered behind those of the log, which then never showed
// them.
Result<PolicyTable> ReadPolicy(const OpeArguments& arguments, BanditTable& table) {
  if (!arguments.policy_log.empty()) {
    const std::size_t position_count = table.names.positions.size();
    auto other = ReadLog(arguments.policy_log, table.names);
    if (!other) {
      return std::unexpected(other.error());
    }
    if (other->names.positions.size() > position_count) {
      return Fail(ErrorCode::kInvalidArgument,
                  arguments.policy_log + " has positions that " + arguments.log + " has not");
    }
    table.names = other->names;
    table.log.action_count = other->log.action_count;
    return PolicyOfLog(other->log);
  }
  if (arguments.policy == "uniform") {
    return UniformPolicy(table.log.action_count, table.log.position_count);
  }
  const auto bytes = ReadFile(arguments.policy);
  return bytes ? ReadPolicyTable(*bytes, arguments.policy, table.names)
               : std::unexpected(bytes.error());
}

Result<void> RunOpe(const OpeArguments& arguments) {
  auto table = ReadLog(arguments.log);
  if (!table) {
    return std::unexpected(table.error());
  }
  const auto policy = ReadPolicy(arguments, *table);
  if (!policy) {
    return std::unexpected(policy.error());
  }
  const auto result = EvaluatePolicy(table->log, *policy, arguments.options);
  if (!result) {
    return std::unexpected(result.error());
  }
  std::cout << OpeText(*result, table->log.size(), arguments.options);
  if (!arguments.json.empty()) {
    const auto written = WriteFile(arguments.json, OpeJson(*result, *table, arguments.options));
    if (!written) {
      return written;
    }
  }
  if (!result->refusals.empty()) {
    return Fail(ErrorCode::kInconclusive,
                "this log cannot say what the policy would earn: " + result->refusals.front());
  }
  return {};
}

}  // namespace

void AddOpeCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "ope", "Estimate from a log what another policy would have earned (docs/measurement.md)");
  auto arguments = std::make_shared<OpeArguments>();
  command
      ->add_option("--log", arguments->log,
                   "Table of rounds: item_id, position, click, propensity_score, user_feature_*")
      ->required();
  auto* policies = command->add_option_group("The policy to evaluate, one of");
  policies->require_option(1);
  policies->add_option(
      "--policy", arguments->policy,
      "'uniform', or a table: item_id, position, probability, summing to 1 for each position");
  policies->add_option("--policy-log", arguments->policy_log,
                       "A table of rounds of the policy: its mean propensity for each item and "
                       "position, brought to a sum of 1");
  command->add_option("--json", arguments->json, "Also write the figures to this file");
  command->add_option("--resamples", arguments->options.bootstrap.resamples, "Of the bootstrap")
      ->capture_default_str();
  command
      ->add_option("--confidence", arguments->options.bootstrap.confidence_01,
                   "Of the intervals, between 0 and 1")
      ->capture_default_str();
  command->add_option("--seed", arguments->options.bootstrap.seed, "Of the bootstrap and the folds")
      ->capture_default_str();
  command->footer("Exit status 3: the log cannot answer, and no interval is given.");
  command->callback([arguments, &action] { action = [arguments] { return RunOpe(*arguments); }; });
}

}  // namespace vitrine::cli
