// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/measure/figures.h"

#include <vitrine/experiment/power.h>

#include <cmath>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace vitrine::cli {
namespace {

struct PowerArguments {
  std::optional<double> rate;
  std::optional<double> variation;
  std::optional<double> lift;
  std::optional<std::uint64_t> units;
  PowerOptions options;
  std::string json;
};

std::string PowerJson(const PowerArguments& arguments, double lift, std::uint64_t units) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  if (arguments.rate) {
    WriteNumber(writer, "base_rate", *arguments.rate);
  } else {
    WriteNumber(writer, "coefficient_of_variation", *arguments.variation);
  }
  WriteNumber(writer, "lift", lift);
  writer.Key("units_per_arm");
  writer.Uint64(units);
  WriteNumber(writer, "significance", arguments.options.significance_01);
  WriteNumber(writer, "power", arguments.options.power_01);
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

Result<void> RunPower(const PowerArguments& arguments) {
  double lift = arguments.lift.value_or(0);
  std::uint64_t units = arguments.units.value_or(0);
  if (arguments.lift) {
    const auto found = arguments.rate ? UnitsForRate(*arguments.rate, lift, arguments.options)
                                      : UnitsForMean(*arguments.variation, lift, arguments.options);
    if (!found) {
      return std::unexpected(found.error());
    }
    units = *found;
  } else {
    const auto found = arguments.rate
                           ? DetectableRateLift(*arguments.rate, units, arguments.options)
                           : DetectableMeanLift(*arguments.variation, units, arguments.options);
    if (!found) {
      return std::unexpected(found.error());
    }
    lift = *found;
  }
  std::cout << units << " visitors per arm show a change of " << ChangeText(lift) << " of a "
            << (arguments.rate ? "rate of " + PercentText(*arguments.rate)
                               : "mean whose standard deviation is " +
                                     Significant(*arguments.variation) + " times as large")
            << "\n(" << PercentText(arguments.options.power_01) << " power, "
            << PercentText(arguments.options.significance_01)
            << " significance, two-sided, two equal arms, one look at the end)\n";
  return arguments.json.empty() ? Result<void>()
                                : WriteFile(arguments.json, PowerJson(arguments, lift, units));
}

}  // namespace

void AddPowerCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "power", "How many visitors an experiment needs, or what so many visitors show");
  auto arguments = std::make_shared<PowerArguments>();
  auto* measured = command->add_option_group("What is measured, one of");
  measured->add_option("--rate", arguments->rate, "The control's rate, as 0.02 orders a visitor");
  measured->add_option("--cv", arguments->variation,
                       "For a mean: its standard deviation divided by it");
  measured->require_option(1);
  auto* known = command->add_option_group("What is known, one of");
  known->add_option("--lift", arguments->lift, "The relative change to be seen, 0.1 for +10 %");
  known->add_option("--units", arguments->units, "Visitors per arm: what change do they show?");
  known->require_option(1);
  command->add_option("--power", arguments->options.power_01)->capture_default_str();
  command->add_option("--significance", arguments->options.significance_01)->capture_default_str();
  command->add_option("--json", arguments->json, "Also write the figures to this file");
  command->callback(
      [arguments, &action] { action = [arguments] { return RunPower(*arguments); }; });
}

}  // namespace vitrine::cli
