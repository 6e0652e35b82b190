// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event.h>
#include <vitrine/profile/event_names.h>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace vitrine {
namespace {

using Json = rapidjson::Value;

// Real bodies are a few kilobytes; a batch of the Measurement Protocol is at most 130 kB.
constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;
constexpr std::size_t kMaxItems = 200;  // GA4's own limit on items per event.

std::string_view View(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

const Json* Member(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

// Ids are strings by specification, but shops push numbers too.
std::optional<std::string> IdText(const Json* value) {
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->IsString()) {
    return std::string(View(*value));
  }
  if (value->IsInt64()) {
    return std::to_string(value->GetInt64());
  }
  return std::nullopt;
}

std::optional<std::int64_t> Milliseconds(const Json* value, double unit_ms) {
  if (value == nullptr || !value->IsNumber()) {
    return std::nullopt;
  }
  const double milliseconds = value->GetDouble() * unit_ms;
  // 8.64e15 is the last time that a JavaScript Date can hold.
  if (!(milliseconds >= 0 && milliseconds <= 8.64e15)) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(milliseconds);
}

class Reader {
 public:
  explicit Reader(std::int64_t now_ms) : now_ms_(now_ms) {}

  // A value at the top: one event, gtag's arguments, a batch, or a list of any of these.
  Result<void> ReadTop(const Json& value) {
    if (value.IsArray()) {
      if (value.Size() > 0 && value[0].IsString()) {
        return ReadGtag(value);
      }
      for (const Json& element : value.GetArray()) {
        // One level of lists only: anything deeper is not a documented shape.
        const bool nested_list = element.IsArray() && (element.Empty() || !element[0].IsString());
        if (nested_list) {
          return Malformed("a list inside a list");
        }
        if (auto read = ReadTop(element); !read) {
          return read;
        }
      }
      return {};
    }
    if (!value.IsObject()) {
      return Malformed("neither an object nor a list");
    }
    if (const Json* batch = Member(value, "events"); batch != nullptr && batch->IsArray()) {
      for (const Json& element : batch->GetArray()) {
        if (auto read = ReadObject(element); !read) {
          return read;
        }
      }
      return {};
    }
    return ReadObject(value);
  }

  std::vector<Event> Take() { return std::move(events_); }

 private:
  static std::unexpected<Error> Malformed(std::string_view what) {
    return Fail(ErrorCode::kEventSyntax,
                "an event is " + std::string(what) +
                    "; expected {event, ecommerce: {items}}, {name, params: {items}} or "
                    "[\"event\", name, {items}]");
  }

  // gtag("event", "view_item", {items: [...]}); its other commands ("config", "js", "consent") say
  // nothing about products.
  Result<void> ReadGtag(const Json& arguments) {
    if (View(arguments[0]) != "event") {
      return {};
    }
    if (arguments.Size() < 2 || !arguments[1].IsString()) {
      return Malformed("a gtag call without an event name");
    }
    if (arguments.Size() >= 3 && arguments[2].IsObject()) {
      Add(View(arguments[1]), arguments[2], arguments[2]);
    }
    return {};
  }

  Result<void> ReadObject(const Json& object) {
    if (!object.IsObject()) {
      return Malformed("not an object");
    }
    const Json* name = Member(object, "event");
    const Json* parameters = Member(object, "ecommerce");
    if (name == nullptr) {
      name = Member(object, "name");
      parameters = Member(object, "params");
    }
    if (name == nullptr) {
      return {};  // A data layer also holds plain variables and commands.
    }
    if (!name->IsString()) {
      return Malformed("without a name that is a string");
    }
    // Some shops push the items beside the event's name instead of inside `ecommerce`.
    const Json& details = parameters != nullptr && parameters->IsObject() ? *parameters : object;
    Add(View(*name), details, object);
    return {};
  }

  void Add(std::string_view name, const Json& details, const Json& envelope) {
    const auto kind = EventKindOf(name);
    const Json* items = Member(details, "items");
    if (!kind || items == nullptr || !items->IsArray()) {
      return;
    }
    Event event;
    event.kind = *kind;
    event.time_ms = TimeOf(details, envelope);
    event.id = IdOf(details, envelope);
    for (const Json& item : items->GetArray()) {
      if (event.product_ids.size() == kMaxItems) {
        break;
      }
      auto id = item.IsObject() ? IdText(Member(item, "item_id")) : std::nullopt;
      if (id && !id->empty()) {
        event.product_ids.push_back(std::move(*id));
      }
    }
    if (!event.product_ids.empty()) {
      events_.push_back(std::move(event));
    }
  }

  std::int64_t TimeOf(const Json& details, const Json& envelope) const {
    for (const Json* object : {&envelope, &details}) {
      const std::optional<std::int64_t> times[] = {
          Milliseconds(Member(*object, "time_ms"), 1.0),
          Milliseconds(Member(*object, "timestamp_micros"), 1e-3),
          Milliseconds(Member(*object, "gtm.start"), 1.0)};
      for (const auto& time : times) {
        if (time) {
          return *time;
        }
      }
    }
    return now_ms_;
  }

  // A purchase without an event id is still the same purchase when it is told twice.
  static std::string IdOf(const Json& details, const Json& envelope) {
    // Not gtm.uniqueEventId: Tag Manager counts it from the start on every page.
    if (auto id = IdText(Member(envelope, "event_id"))) {
      return *id;
    }
    if (auto id = IdText(Member(details, "transaction_id"))) {
      return "transaction " + *id;
    }
    return {};
  }

  std::int64_t now_ms_;
  std::vector<Event> events_;
};

}  // namespace

Result<std::vector<Event>> ReadGa4Events(std::string_view json, std::int64_t now_ms) {
  if (json.size() > kMaxBytes) {
    return Fail(ErrorCode::kTooLarge, "events of " + std::to_string(json.size()) +
                                          " bytes; expected at most " + std::to_string(kMaxBytes));
  }
  Reader reader(now_ms);
  // Parsing value after value reads a single document and JSON lines alike.
  rapidjson::MemoryStream stream(json.data(), json.size());
  constexpr unsigned kFlags = rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag;
  for (;;) {
    rapidjson::SkipWhitespace(stream);
    if (stream.Tell() >= json.size()) {
      return reader.Take();
    }
    rapidjson::Document document;
    document.ParseStream<kFlags, rapidjson::UTF8<>>(stream);
    if (document.HasParseError()) {
      return Fail(ErrorCode::kEventSyntax,
                  std::string("events are not valid JSON at byte ") +
                      std::to_string(document.GetErrorOffset()) + ": " +
                      rapidjson::GetParseError_En(document.GetParseError()));
    }
    if (auto read = reader.ReadTop(document); !read) {
      return std::unexpected(read.error());
    }
  }
}

}  // namespace vitrine
