// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/shop.h"
#include "sdk/onnx/onnx_ranker.h"
#include "sdk/onnx/ranker_check.h"

#include <vitrine/base/number_text.h>
#include <vitrine/ranking/features.h>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine::cli {
namespace {

// What scores may differ by through another runtime.
constexpr double kEqual = 1e-5;

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void Write(JsonWriter& json, const char* key, std::string_view text) {
  json.Key(key);
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void Write(JsonWriter& json, const char* key, double value) {
  json.Key(key);
  json.Double(value);
}

void Write(JsonWriter& json, const char* key, bool value) {
  json.Key(key);
  json.Bool(value);
}

struct CheckArguments {
  std::string model;
  std::string pack;
  bool json = false;
};

std::string_view GravityName(Gravity gravity) {
  return gravity == Gravity::kError ? "error" : "warning";
}

std::string CheckJson(const CheckArguments& arguments, const RankerCheck& check) {
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  Write(json, "model", arguments.model);
  Write(json, "passed", check.passed());
  json.Key("findings");
  json.StartArray();
  for (const Finding& finding : check.findings) {
    json.StartObject();
    Write(json, "gravity", GravityName(finding.gravity));
    Write(json, "message", finding.message);
    json.EndObject();
  }
  json.EndArray();
  if (!check.signature.empty()) {
    Write(json, "signature", check.signature);
  }
  if (check.list_ms) {
    Write(json, "listwise", check.listwise);
    Write(json, "list_ms", *check.list_ms);
  }
  if (check.difference) {
    Write(json, "difference", *check.difference);
    Write(json, "equal", *check.difference <= kEqual);
  }
  json.EndObject();
  return buffer.GetString();
}

void PrintCheck(const CheckArguments& arguments, const RankerCheck& check) {
  std::cout << std::setprecision(2) << arguments.model << ": "
            << (check.passed() ? "a ranker\n" : "no ranker\n");
  if (!check.signature.empty()) {
    std::cout << "from " << check.signature << "\n";
  }
  if (check.list_ms) {
    std::cout << "200 candidates take " << *check.list_ms << " ms here, and are scored "
              << (check.listwise ? "together: a score depends on the others of its list\n"
                                 : "one by one\n");
  }
  if (check.difference) {
    std::cout << "differs from the pack's network by " << *check.difference << " at most: "
              << (*check.difference <= kEqual ? "equal to 1e-5\n" : "not equal to 1e-5\n");
  }
  for (const Finding& finding : check.findings) {
    std::cout << GravityName(finding.gravity) << ": " << finding.message << "\n";
  }
}

Result<RankerCheck> Look(const CheckArguments& arguments) {
  std::optional<Catalog> catalog;
  if (!arguments.pack.empty()) {
    auto opened = OpenShop(arguments.pack);
    if (!opened) {
      return std::unexpected(std::move(opened.error()));
    }
    catalog = std::move(*opened);
  }
  const auto model = ReadRanker(arguments.model);
  if (!model) {
    RankerCheck check;
    check.findings.push_back({Gravity::kError, model.error().message});
    return check;
  }
  return CheckRanker(*model, catalog ? &*catalog : nullptr);
}

Result<void> CheckModel(const CheckArguments& arguments) {
  const auto check = Look(arguments);
  if (!check) {
    return std::unexpected(check.error());
  }
  if (arguments.json) {
    std::cout << CheckJson(arguments, *check) << "\n";
  } else {
    PrintCheck(arguments, *check);
  }
  return check->passed() ? Result<void>()
                         : Fail(ErrorCode::kInvalidArgument,
                                arguments.model + " cannot rank, see docs/rankers.md");
}

Result<void> PrintFeatures(bool as_json) {
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  json.StartArray();
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const FeatureInfo& info = FeatureInfoOf(i);
    if (as_json) {
      json.StartObject();
      Write(json, "name", info.name);
      Write(json, "lowest", double{info.lowest});
      Write(json, "highest", double{info.highest});
      Write(json, "meaning", info.meaning);
      json.EndObject();
    } else {
      std::cout << std::setw(2) << i << "  " << std::left << std::setw(18) << info.name
                << std::right << std::setw(4) << NumberText(info.lowest) << " .. " << std::left
                << std::setw(7) << NumberText(info.highest) << info.meaning << std::right << "\n";
    }
  }
  json.EndArray();
  if (as_json) {
    std::cout << buffer.GetString() << "\n";
  }
  return {};
}

}  // namespace

void AddModelCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("model", "Rankers of a shop's own, as ONNX models");
  command->require_subcommand(1);

  auto* check = command->add_subcommand(
      "check",
      "Say all that is wrong with an ONNX model that is to rank; exit status 1 where it "
      "cannot");
  auto arguments = std::make_shared<CheckArguments>();
  check->add_option("model", arguments->model, "The model (ranker.onnx)")->required();
  check->add_option("--pack", arguments->pack,
                    "Pack or feed whose products it is tried with; where the pack was trained, its "
                    "network is what the model is compared with");
  check->add_flag("--json", arguments->json, "Print the result as JSON");
  check->callback(
      [arguments, &action] { action = [arguments] { return CheckModel(*arguments); }; });

  auto* features =
      command->add_subcommand("features", "List what a ranker is told of each candidate");
  auto as_json = std::make_shared<bool>(false);
  features->add_flag("--json", *as_json, "Print the list as JSON");
  features->callback(
      [as_json, &action] { action = [as_json] { return PrintFeatures(*as_json); }; });
}

}  // namespace vitrine::cli
