// SPDX-License-Identifier: Apache-2.0
// Finds the events in what a storefront hands over, and which vocabulary each is in.
#include <vitrine/profile/event.h>
#include <vitrine/profile/event_json.h>
#include <vitrine/profile/event_time.h>
#include <vitrine/profile/vocabularies.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <utility>

namespace vitrine {
namespace {

// Real bodies are a few kilobytes; a batch of the Measurement Protocol is at most 130 kB, one of
// Segment's 500 kB.
constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;

// Where the lists of events are in what is sent, and what an import wraps around them.
constexpr const char* kLists[] = {"events", "batch", "userEvents"};
constexpr const char* kWrappers[] = {"inputConfig", "userEventInlineSource", "inlineSource"};

std::unexpected<Error> Malformed(std::string_view what) {
  return Fail(ErrorCode::kEventSyntax,
              "an event is " + std::string(what) +
                  "; expected GA4's {event, ecommerce: {items}}, {name, params: {items}} or "
                  "[\"event\", name, {items}], Segment's {event, properties} or Google Retail's "
                  "{eventType, productDetails}");
}

class Reader {
 public:
  explicit Reader(std::int64_t now_ms) : now_ms_(now_ms), untimed_ms_(now_ms) {}

  // A value at the top: one event, gtag's arguments, a batch, or a list of any of these.
  Result<void> ReadTop(JsonView value) {
    if (!value.IsArray() || IsGtag(value)) {
      return ReadOne(value);
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      // One level of lists only: anything deeper is not a documented shape.
      if (value[i].IsArray() && !IsGtag(value[i])) {
        return Malformed("a list inside a list");
      }
      if (auto read = ReadOne(value[i]); !read) {
        return read;
      }
    }
    return {};
  }

  std::vector<Event> Take() { return std::move(events_); }

 private:
  static bool IsGtag(JsonView list) { return list.size() > 0 && list[std::size_t{0}].Text(); }

  Result<void> ReadOne(JsonView value) {
    if (value.IsArray()) {
      return ReadGtag(value);
    }
    if (!value.IsObject()) {
      return Malformed("neither an object nor a list");
    }
    JsonView body = value;
    for (const char* name : kWrappers) {
      body = body[name].IsObject() ? body[name] : body;
    }
    for (const char* name : kLists) {
      if (const JsonView list = body[name]; list.IsArray()) {
        return ReadBatch(list, body);
      }
    }
    return ReadObject(value, {});
  }

  Result<void> ReadBatch(JsonView list, JsonView batch) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!list[i].IsObject()) {
        return Malformed("not an object");
      }
      if (auto read = ReadObject(list[i], batch); !read) {
        return read;
      }
    }
    return {};
  }

  // gtag("event", "view_item", {items: [...]}); its other commands ("config", "js", "consent") say
  // nothing about products.
  Result<void> ReadGtag(JsonView arguments) {
    if (arguments[std::size_t{0}].Text() != "event") {
      return {};
    }
    const auto name = arguments.size() > 1 ? arguments[1].Text() : std::nullopt;
    if (!name) {
      return Malformed("a gtag call without an event name");
    }
    const JsonView parameters = arguments.size() > 2 ? arguments[2] : JsonView();
    Add(ReadGa4Event(*name, parameters, parameters), {parameters});
    return {};
  }

  // `batch` is what the object is listed in, whose time is that of events without one.
  Result<void> ReadObject(JsonView object, JsonView batch) {
    for (const char* key : {"event", "eventType", "event_name", "name"}) {
      const JsonView named = object[key];
      if (!named) {
        continue;
      }
      const auto name = named.Text();
      if (!name) {
        return Malformed("without a name that is a string");
      }
      if (std::string_view(key) == "eventType") {
        Add(ReadRetailEvent(*name, object), {object, batch});
      } else if (object["properties"].IsObject()) {
        Add(ReadSegmentEvent(*name, object), {object, batch});
      } else {
        const JsonView details = Ga4Details(object);
        Add(ReadGa4Event(*name, object, details), {object, details, batch});
      }
      return {};
    }
    return {};  // A data layer also holds plain variables and commands.
  }

  // Some shops push the items beside the event's name, and so do exports.
  static JsonView Ga4Details(JsonView object) {
    for (const char* name : {"ecommerce", "params"}) {
      if (object[name]["items"].IsArray()) {
        return object[name];
      }
    }
    return object;
  }

  // Takes the event in with the first time that one of `sources` tells.
  void Add(std::optional<Event> event, std::initializer_list<JsonView> sources) {
    if (!event || event->product_ids.empty()) {
      return;
    }
    std::optional<std::int64_t> time_ms;
    for (const JsonView source : sources) {
      time_ms = time_ms ? time_ms : TimeOf(source);
    }
    event->time_ms = time_ms ? std::min(*time_ms, now_ms_) : untimed_ms_++;
    events_.push_back(std::move(*event));
  }

  std::int64_t now_ms_;
  std::int64_t untimed_ms_;
  std::vector<Event> events_;
};

}  // namespace

std::string TransactionId(const std::string& id) { return "transaction " + id; }

Result<std::vector<Event>> ReadEvents(std::string_view json, std::int64_t now_ms) {
  if (json.size() > kMaxBytes) {
    return Fail(ErrorCode::kTooLarge, "events of " + std::to_string(json.size()) +
                                          " bytes; expected at most " + std::to_string(kMaxBytes));
  }
  Reader reader(now_ms);
  if (auto read =
          ForEachJson("events", json, [&](JsonView value) { return reader.ReadTop(value); });
      !read) {
    return std::unexpected(std::move(read.error()));
  }
  return reader.Take();
}

}  // namespace vitrine
