// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/measure/bandit_table.h"
#include "sdk/cli/measure/log_files.h"
#include "sdk/cli/measure/ope_report.h"
#include "sdk/cli/measure/shown_rounds.h"

#include <vitrine/experiment/off_policy.h>

#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

struct OpeArguments {
  std::vector<std::string> logs;
  std::string policy;
  std::vector<std::string> policy_logs;
  std::string experiment;
  std::string json;
  OffPolicyOptions options;
};

// No table's header begins with a brace; the first line of a log may be broken.
bool IsStorefrontLog(const std::string& path, std::string_view bytes) {
  const std::size_t start = bytes.find_first_not_of(" \t\r\n");
  return path.ends_with(".jsonl") || (start != std::string_view::npos && bytes[start] == '{');
}

// One table of rounds, or the files of a storefront's log as one.
Result<BanditTable> ReadRounds(const std::vector<std::string>& paths, const std::string& experiment,
                               BanditNames names = {}) {
  ExperimentLog log;
  for (const std::string& path : paths) {
    const auto bytes = ReadLogFile(path);
    if (!bytes) {
      return std::unexpected(bytes.error());
    }
    if (IsStorefrontLog(path, *bytes)) {
      ReadExperimentLog(*bytes, path, log);
    } else if (paths.size() == 1) {
      return ReadBanditTable(*bytes, path, std::move(names));
    } else {
      return Fail(ErrorCode::kInvalidArgument,
                  path + " is a table; expected one table alone, or files of JSON lines");
    }
  }
  if (const auto checked = CheckRead(log); !checked) {
    return std::unexpected(checked.error());
  }
  return ShownRounds(log, experiment, std::move(names));
}

// Items that only the policy knows are numbered behind those of the log, which then never showed
// them.
Result<PolicyTable> ReadPolicy(const OpeArguments& arguments, BanditTable& table) {
  if (!arguments.policy_logs.empty()) {
    const std::size_t position_count = table.names.positions.size();
    auto other = ReadRounds(arguments.policy_logs, arguments.experiment, table.names);
    if (!other) {
      return std::unexpected(other.error());
    }
    if (other->names.positions.size() > position_count) {
      return Fail(ErrorCode::kInvalidArgument, arguments.policy_logs.front() +
                                                   " has positions that " + arguments.logs.front() +
                                                   " has not");
    }
    table.names = other->names;
    table.log.action_count = other->log.action_count;
    return PolicyOfLog(other->log);
  }
  if (arguments.policy == "uniform") {
    // A table's policy could show all its items anywhere; of a shop's products only some.
    return table.shown ? UniformOverShown(table.log)
                       : UniformPolicy(table.log.action_count, table.log.position_count);
  }
  const auto bytes = ReadFile(arguments.policy);
  return bytes ? ReadPolicyTable(*bytes, arguments.policy, table.names)
               : std::unexpected(bytes.error());
}

Result<void> RunOpe(const OpeArguments& arguments) {
  auto table = ReadRounds(arguments.logs, arguments.experiment);
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
  std::cout << OpeText(*result, *table, arguments.options);
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
      ->add_option("--log", arguments->logs,
                   "Table of rounds: item_id, position, click, propensity_score, user_feature_*; "
                   "or the storefront's log, JSON lines, several files as one: what was drawn and "
                   "clicked")
      ->required();
  auto* policies = command->add_option_group("The policy to evaluate, one of");
  policies->require_option(1);
  policies->add_option(
      "--policy", arguments->policy,
      "'uniform' (of a storefront's log: over the products that were drawn in each slot), or a "
      "table: item_id, position, probability, summing to 1 for each position");
  policies->add_option("--policy-log", arguments->policy_logs,
                       "Rounds of the policy, as --log has them: its mean propensity for each item "
                       "and position, brought to a sum of 1");
  command->add_option("--experiment", arguments->experiment,
                      "Of a storefront's log, which one (default: the only one)");
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
