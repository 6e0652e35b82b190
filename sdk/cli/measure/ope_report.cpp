// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/ope_report.h"

#include "sdk/cli/measure/figures.h"

#include <array>

namespace vitrine::cli {
namespace {

struct Estimator {
  const char* key;
  const char* title;
  PolicyValue OffPolicyResult::* value;
};

constexpr std::array<Estimator, 5> kEstimators = {
    {{"logged", "as it was logged", &OffPolicyResult::logged},
     {"ips", "inverse propensity (IPS)", &OffPolicyResult::ips},
     {"snips", "self-normalised (SNIPS)", &OffPolicyResult::snips},
     {"direct", "reward model alone", &OffPolicyResult::direct},
     {"doubly_robust", "doubly robust (DR)", &OffPolicyResult::doubly_robust}}};

std::string ValueLine(const Estimator& estimator, const PolicyValue& value) {
  constexpr std::size_t kTitleWidth = 28;
  std::string line =
      "  " + Padded(estimator.title, kTitleWidth) + Padded(Significant(value.value), 12);
  if (value.interval) {
    line += Significant(value.interval->low) + " to " + Significant(value.interval->high);
  } else {
    line += "no interval";
  }
  return line + "\n";
}

struct ShownCount {
  const char* key;
  const char* title;
  std::size_t ShownCounts::* count;
};

constexpr std::array<ShownCount, 4> kShownCounts = {
    {{"broken", "broken", &ShownCounts::broken},
     {"duplicates", "told twice", &ShownCounts::duplicates},
     {"decided", "left out because their slot was decided, not drawn", &ShownCounts::decided},
     {"stray_clicks", "clicks on nothing that was shown within a day before",
      &ShownCounts::stray_clicks}}};

std::string ShownText(const ShownCounts& counts) {
  std::string text = std::to_string(counts.lines) + " lines";
  for (const auto& [key, title, count] : kShownCounts) {
    if (counts.*count > 0) {
      text += ", " + std::to_string(counts.*count) + " " + title;
    }
  }
  return text + "\n";
}

}  // namespace

std::string OpeText(const OffPolicyResult& result, const BanditTable& table,
                    const OffPolicyOptions& options) {
  std::string text;
  if (!result.refusals.empty()) {
    text += "THIS LOG CANNOT SAY WHAT THE POLICY WOULD EARN\n";
    for (const std::string& refusal : result.refusals) {
      text += "  - " + refusal + ".\n";
    }
    text +=
        "The values below are no estimates of it. Log a policy that shows more of what this one "
        "would.\n\n";
  }
  text += "Reward per round, with " + PercentText(options.bootstrap.confidence_01) +
          " bootstrap intervals\n";
  for (const Estimator& estimator : kEstimators) {
    text += ValueLine(estimator, result.*estimator.value);
  }
  const Overlap& overlap = result.overlap;
  text += "\n" + std::to_string(table.log.size()) + " rounds, effective " +
          Significant(overlap.effective_rounds) + "; rewards, effective " +
          Significant(overlap.effective_rewards) + "; largest weight " +
          Significant(overlap.largest_weight) + " (" + PercentText(overlap.largest_share_01) +
          " of all); mean weight " + Significant(overlap.mean_weight) + "; never shown " +
          PercentText(overlap.unsupported_01) + "\n";
  return table.shown ? text + ShownText(*table.shown) : text;
}

std::string OpeJson(const OffPolicyResult& result, const BanditTable& table,
                    const OffPolicyOptions& options) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  writer.Key("version");
  writer.Int(1);
  writer.Key("answers");
  writer.Bool(result.refusals.empty());
  writer.Key("refusals");
  writer.StartArray();
  for (const std::string& refusal : result.refusals) {
    writer.String(refusal.c_str());
  }
  writer.EndArray();
  writer.Key("rounds");
  writer.Uint64(table.log.size());
  writer.Key("items");
  writer.Uint(table.log.action_count);
  writer.Key("positions");
  writer.Uint(table.log.position_count);
  WriteNumber(writer, "confidence", options.bootstrap.confidence_01);
  writer.Key("resamples");
  writer.Uint(options.bootstrap.resamples);
  writer.Key("seed");
  writer.Uint64(options.bootstrap.seed);
  writer.Key("values");
  writer.StartObject();
  for (const Estimator& estimator : kEstimators) {
    const PolicyValue& value = result.*estimator.value;
    writer.Key(estimator.key);
    writer.StartObject();
    WriteNumber(writer, "value", value.value);
    WriteInterval(writer, "interval", value.interval);
    writer.EndObject();
  }
  writer.EndObject();
  writer.Key("overlap");
  writer.StartObject();
  const Overlap& overlap = result.overlap;
  WriteNumber(writer, "effective_rounds", overlap.effective_rounds);
  WriteNumber(writer, "effective_rewards", overlap.effective_rewards);
  WriteNumber(writer, "largest_weight", overlap.largest_weight);
  WriteNumber(writer, "largest_share", overlap.largest_share_01);
  WriteNumber(writer, "mean_weight", overlap.mean_weight);
  WriteNumber(writer, "mean_weight_error", overlap.mean_weight_error);
  WriteNumber(writer, "unsupported", overlap.unsupported_01);
  writer.EndObject();
  if (table.shown) {
    writer.Key("log");
    writer.StartObject();
    writer.Key("lines");
    writer.Uint64(table.shown->lines);
    for (const auto& [key, title, count] : kShownCounts) {
      writer.Key(key);
      writer.Uint64(*table.shown.*count);
    }
    writer.EndObject();
  }
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace vitrine::cli
