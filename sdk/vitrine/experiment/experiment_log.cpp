// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/experiment_log.h>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kMaxLineBytes = 65'536;
constexpr std::size_t kMaxProblems = 5;
constexpr std::int64_t kLastMs = 253'402'300'799'999;  // The end of the year 9999.
constexpr double kMostAmount = 1e12;

constexpr std::array<std::string_view, 6> kKindNames = {"assignment", "exposure", "order",
                                                        "revenue",    "time",     "click"};

struct Field {
  const char* name;
  double Measures::* sum;
};
constexpr std::array<Field, 4> kMeasures = {{{"orders", &Measures::orders},
                                             {"revenue", &Measures::revenue},
                                             {"time_s", &Measures::time_s},
                                             {"clicks", &Measures::clicks}}};

// The member that says how much an event adds, if its kind has one.
std::optional<Field> AmountOf(LogKind kind) {
  switch (kind) {
    case LogKind::kOrder:
      return Field{"revenue", &Measures::revenue};
    case LogKind::kRevenue:
      return Field{"amount", &Measures::revenue};
    case LogKind::kTime:
      return Field{"seconds", &Measures::time_s};
    default:
      return std::nullopt;
  }
}

bool NamesArm(LogKind kind) { return kind == LogKind::kAssignment || kind == LogKind::kExposure; }

std::unexpected<Error> Wrong(const char* member, const char* expected) {
  return Fail(ErrorCode::kLogSyntax,
              "'" + std::string(member) + "' is not as expected: " + expected);
}

Result<std::string> Text(const rapidjson::Value& object, const char* name, bool required) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() && !required) {
    return std::string();
  }
  if (member == object.MemberEnd() || !member->value.IsString() ||
      (required && member->value.GetStringLength() == 0)) {
    return Wrong(name, required ? "a text that is not empty" : "a text");
  }
  return std::string(member->value.GetString(), member->value.GetStringLength());
}

// An amount of money may be negative (a return), time and counts may not.
Result<double> Amount(const rapidjson::Value& object, const char* name, double lowest) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd()) {
    return 0.0;
  }
  if (!member->value.IsNumber()) {
    return Wrong(name, "a number");
  }
  const double amount = member->value.GetDouble();
  if (!std::isfinite(amount)) {
    return Fail(ErrorCode::kNonFinite, "'" + std::string(name) + "' is " + NumberText(amount));
  }
  if (amount < lowest || amount > kMostAmount) {
    return Fail(ErrorCode::kInvalidArgument,
                "'" + std::string(name) + "' is " + NumberText(amount) + "; expected " +
                    NumberText(lowest) + " to " + NumberText(kMostAmount));
  }
  return amount;
}

Result<std::optional<Measures>> Before(const rapidjson::Value& object) {
  const auto member = object.FindMember("before");
  if (member == object.MemberEnd()) {
    return std::nullopt;
  }
  if (!member->value.IsObject()) {
    return Wrong("before", "an object of sums");
  }
  Measures sums;
  for (const Field& field : kMeasures) {
    const double lowest = field.sum == &Measures::revenue ? -kMostAmount : 0.0;
    const auto amount = Amount(member->value, field.name, lowest);
    if (!amount) {
      return std::unexpected(amount.error());
    }
    sums.*field.sum = *amount;
  }
  return sums;
}

Result<void> ReadTexts(const rapidjson::Value& object, LogEvent& event) {
  const bool names_arm = NamesArm(event.kind);
  const std::pair<const char*, std::string*> optional[] = {{"id", &event.id},
                                                           {"currency", &event.currency}};
  const std::pair<const char*, std::string*> of_arm[] = {{"experiment", &event.experiment},
                                                         {"arm", &event.arm}};
  const auto read = [&](const std::pair<const char*, std::string*>& member,
                        bool required) -> Result<void> {
    auto text = Text(object, member.first, required);
    if (!text) {
      return std::unexpected(text.error());
    }
    *member.second = std::move(*text);
    return {};
  };
  if (const auto done = read({"unit", &event.unit}, true); !done) {
    return done;
  }
  for (const auto& member : of_arm) {
    if (const auto done = read(member, names_arm); !done) {
      return done;
    }
  }
  for (const auto& member : optional) {
    if (const auto done = read(member, false); !done) {
      return done;
    }
  }
  return {};
}

Result<void> ReadNumbers(const rapidjson::Value& object, LogEvent& event) {
  const auto time = object.FindMember("time_ms");
  if (time == object.MemberEnd() || !time->value.IsInt64() || time->value.GetInt64() < 0 ||
      time->value.GetInt64() > kLastMs) {
    return Wrong("time_ms", "whole milliseconds since 1970");
  }
  event.time_ms = time->value.GetInt64();
  if (const auto field = AmountOf(event.kind)) {
    if (event.kind != LogKind::kOrder && !object.HasMember(field->name)) {
      return Wrong(field->name, "a number");
    }
    const auto amount =
        Amount(object, field->name, event.kind == LogKind::kRevenue ? -kMostAmount : 0.0);
    if (!amount) {
      return std::unexpected(amount.error());
    }
    event.adds.*field->sum = *amount;
  }
  event.adds.orders = event.kind == LogKind::kOrder ? 1 : 0;
  event.adds.clicks = event.kind == LogKind::kClick ? 1 : 0;
  const auto before = Before(object);
  if (!before) {
    return std::unexpected(before.error());
  }
  event.before = *before;
  return {};
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void Write(Writer& writer, const char* name, std::string_view text) {
  if (!text.empty()) {
    writer.Key(name);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
}

void Complain(ExperimentLog& log, std::string_view name, std::size_t line, const Error& error) {
  log.broken += 1;
  if (log.problems.size() < kMaxProblems) {
    log.problems.push_back(std::string(name) + ", line " + std::to_string(line) + ": " +
                           error.message);
  }
}

}  // namespace

Result<std::optional<LogEvent>> ParseLogLine(std::string_view line) {
  if (line.size() > kMaxLineBytes) {
    return Fail(ErrorCode::kTooLarge, std::to_string(line.size()) + " bytes; expected at most " +
                                          std::to_string(kMaxLineBytes));
  }
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                 rapidjson::kParseFullPrecisionFlag>(line.data(), line.size());
  if (document.HasParseError()) {
    return Fail(ErrorCode::kLogSyntax,
                std::string(rapidjson::GetParseError_En(document.GetParseError())) + " At byte " +
                    std::to_string(document.GetErrorOffset()) + ".");
  }
  if (!document.IsObject()) {
    return Fail(ErrorCode::kLogSyntax, "expected an object");
  }
  const auto type = Text(document, "type", true);
  if (!type) {
    return std::unexpected(type.error());
  }
  const auto kind = std::ranges::find(kKindNames, *type);
  if (kind == kKindNames.end()) {
    return std::nullopt;
  }
  LogEvent event = {.kind = static_cast<LogKind>(kind - kKindNames.begin()), .unit = {}};
  for (const auto read : {ReadTexts, ReadNumbers}) {
    if (const auto done = read(document, event); !done) {
      return std::unexpected(done.error());
    }
  }
  return event;
}

std::string ToLine(const LogEvent& event) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  Write(writer, "type", kKindNames.at(static_cast<std::size_t>(event.kind)));
  Write(writer, "unit", event.unit);
  writer.Key("time_ms");
  writer.Int64(event.time_ms);
  Write(writer, "id", event.id);
  Write(writer, "experiment", event.experiment);
  Write(writer, "arm", event.arm);
  if (const auto field = AmountOf(event.kind)) {
    writer.Key(field->name);
    writer.Double(event.adds.*field->sum);
  }
  Write(writer, "currency", event.currency);
  if (event.before) {
    writer.Key("before");
    writer.StartObject();
    for (const Field& field : kMeasures) {
      writer.Key(field.name);
      writer.Double(*event.before.*field.sum);
    }
    writer.EndObject();
  }
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

void ReadExperimentLog(std::string_view bytes, std::string_view name, ExperimentLog& log) {
  std::string currency;
  const auto first = std::ranges::find_if(
      log.events, [](const LogEvent& event) { return !event.currency.empty(); });
  if (first != log.events.end()) {
    currency = first->currency;
  }
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    number += 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      continue;
    }
    log.lines += 1;
    auto event = ParseLogLine(line);
    if (!event) {
      Complain(log, name, number, event.error());
    } else if (!*event) {
      log.unknown += 1;
    } else if (LogEvent& read = **event;
               !read.currency.empty() && !currency.empty() && read.currency != currency) {
      Complain(log, name, number,
               {ErrorCode::kInvalidArgument,
                "the currency is " + read.currency + "; expected " + currency + " as before"});
    } else {
      currency = read.currency.empty() ? currency : read.currency;
      log.events.push_back(std::move(read));
    }
  }
}

}  // namespace vitrine
