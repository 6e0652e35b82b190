// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event.h>
#include <vitrine/profile/event_json.h>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <charconv>
#include <system_error>
#include <utility>

namespace vitrine {
namespace {

const rapidjson::Value& Of(const void* value) {
  return *static_cast<const rapidjson::Value*>(value);
}

}  // namespace

bool JsonView::IsObject() const { return value_ != nullptr && Of(value_).IsObject(); }

bool JsonView::IsArray() const { return value_ != nullptr && Of(value_).IsArray(); }

JsonView JsonView::operator[](const char* name) const {
  if (!IsObject()) {
    return {};
  }
  const auto found = Of(value_).FindMember(name);
  return found == Of(value_).MemberEnd() ? JsonView() : JsonView(&found->value);
}

std::vector<std::string_view> JsonView::MemberNames() const {
  std::vector<std::string_view> names;
  if (IsObject()) {
    for (const auto& member : Of(value_).GetObject()) {
      names.emplace_back(member.name.GetString(), member.name.GetStringLength());
    }
  }
  return names;
}

std::size_t JsonView::size() const { return IsArray() ? Of(value_).Size() : 0; }

JsonView JsonView::operator[](std::size_t index) const {
  return JsonView(&Of(value_)[static_cast<rapidjson::SizeType>(index)]);
}

std::optional<std::string_view> JsonView::Text() const {
  if (value_ == nullptr || !Of(value_).IsString()) {
    return std::nullopt;
  }
  const std::string_view text(Of(value_).GetString(), Of(value_).GetStringLength());
  // "\ude0e", half of a pair, is no character; RapidJSON writes it as three bytes all the same.
  for (std::size_t at = text.find('\xed'); at < text.size(); at = text.find('\xed', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0U) {
      return std::nullopt;
    }
  }
  return text;
}

std::optional<std::int64_t> JsonView::Integer() const {
  return value_ != nullptr && Of(value_).IsInt64() ? std::optional(Of(value_).GetInt64())
                                                   : std::nullopt;
}

std::optional<double> JsonView::Number() const {
  return value_ != nullptr && Of(value_).IsNumber() ? std::optional(Of(value_).GetDouble())
                                                    : std::nullopt;
}

std::optional<std::string> JsonView::Id() const {
  if (const auto text = Text()) {
    const bool fits = !text->empty() && text->size() <= kMaxIdBytes;
    return fits ? std::optional(std::string(*text)) : std::nullopt;
  }
  const auto number = Integer();
  return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

std::optional<std::int64_t> JsonView::TimeIn(double unit_ms) const {
  double units = -1;
  if (const auto text = Text()) {
    std::uint64_t digits = 0;
    const auto [end, error] = std::from_chars(text->begin(), text->end(), digits);
    if (error != std::errc() || end != text->end()) {
      return std::nullopt;
    }
    units = static_cast<double>(digits);
  } else if (value_ != nullptr && Of(value_).IsNumber()) {
    units = Of(value_).GetDouble();
  }
  const double time_ms = units * unit_ms;
  if (!(time_ms >= 0 && time_ms <= static_cast<double>(kLastTimeMs))) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(time_ms);
}

Result<void> ForEachJson(std::string_view what, std::string_view text,
                         FunctionRef<Result<void>(JsonView)> read) {
  // Parsing value after value reads a single document and JSON lines alike.
  rapidjson::MemoryStream stream(text.data(), text.size());
  constexpr unsigned kFlags = rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag;
  for (;;) {
    rapidjson::SkipWhitespace(stream);
    if (stream.Tell() >= text.size()) {
      return {};
    }
    rapidjson::Document document;
    document.ParseStream<kFlags, rapidjson::UTF8<>>(stream);
    if (document.HasParseError()) {
      return Fail(ErrorCode::kEventSyntax,
                  std::string(what) + " are not valid JSON at byte " +
                      std::to_string(document.GetErrorOffset()) + ": " +
                      rapidjson::GetParseError_En(document.GetParseError()));
    }
    const rapidjson::Value& value = document;
    if (auto done = read(JsonView(&value)); !done) {
      return done;
    }
  }
}

}  // namespace vitrine
