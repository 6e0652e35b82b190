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
constexpr std::int64_t kLastMs = 253'402'300'799'999;  // The end of the year 9999.
constexpr double kMostAmount = 1e12;

constexpr std::array<std::string_view, 7> kKindNames = {
    "assignment", "exposure", "order", "revenue", "time", "click", "shown"};

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

bool HasPlace(LogKind kind) { return kind == LogKind::kShown || kind == LogKind::kClick; }

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

// A count from 0.
Result<std::optional<std::uint32_t>> Count(const rapidjson::Value& object, const char* name,
                                           bool required) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() && !required) {
    return std::nullopt;
  }
  if (member == object.MemberEnd() || !member->value.IsUint()) {
    return Wrong(name, "a whole number from 0");
  }
  return member->value.GetUint();
}

Result<std::optional<double>> Propensity(const rapidjson::Value& object) {
  const auto member = object.FindMember("propensity");
  if (member == object.MemberEnd()) {
    return std::nullopt;
  }
  if (!member->value.IsNumber()) {
    return Wrong("propensity", "a number");
  }
  const double propensity = member->value.GetDouble();
  if (!(propensity > 0 && propensity <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                "'propensity' is " + NumberText(propensity) +
                    "; what was shown had a probability above 0 and at most 1");
  }
  return propensity;
}

Result<void> ReadPlace(const rapidjson::Value& object, LogEvent& event) {
  if (!HasPlace(event.kind)) {
    return {};
  }
  const bool shown = event.kind == LogKind::kShown;
  auto product = Text(object, "product", shown);
  if (!product) {
    return std::unexpected(product.error());
  }
  event.place.product = std::move(*product);
  for (const auto& [name, count] :
       {std::pair("page", &ShownPlace::page), {"slot", &ShownPlace::slot}}) {
    const auto read = Count(object, name, shown);
    if (!read) {
      return std::unexpected(read.error());
    }
    event.place.*count = *read;
  }
  if (shown) {
    const auto propensity = Propensity(object);
    if (!propensity) {
      return std::unexpected(propensity.error());
    }
    event.place.propensity = *propensity;
  }
  return {};
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void Write(Writer& writer, const char* name, std::string_view text) {
  if (!text.empty()) {
    writer.Key(name);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
}

void Write(Writer& writer, const char* name, const std::optional<std::uint32_t>& count) {
  if (count) {
    writer.Key(name);
    writer.Uint(*count);
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
  for (const auto read : {ReadTexts, ReadNumbers, ReadPlace}) {
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
  if (HasPlace(event.kind)) {
    Write(writer, "product", event.place.product);
    Write(writer, "page", event.place.page);
    Write(writer, "slot", event.place.slot);
    if (event.place.propensity) {
      writer.Key("propensity");
      writer.Double(*event.place.propensity);
    }
  }
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

}  // namespace vitrine
