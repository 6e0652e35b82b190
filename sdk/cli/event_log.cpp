// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/event_log.h"

#include "sdk/cli/files.h"

#include <vitrine/profile/event.h>
#include <vitrine/ranking/history.h>

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace vitrine::cli {
namespace {

// Untimed events happen at the last time there is, each of a text a millisecond before the next.
constexpr std::int64_t kUntimedMs = kLastTimeMs - 1'000'000;

// A visit that ends so long after this part of all was told by a clock that is ahead.
constexpr double kTimelyPart = 0.99;
constexpr std::int64_t kFarAheadMs = std::int64_t{30} * 24 * 60 * 60 * 1000;

constexpr std::array kShopperKeys = {"client_id", "user_pseudo_id", "user_id",     "anonymousId",
                                     "userId",    "visitorId",      "userPseudoId"};

struct Step {
  std::int64_t time_ms;
  std::size_t order;  // As told, for equal times.
  EventKind kind;
  std::string item;
};

struct Shopper {
  std::vector<Step> steps;
  std::set<std::string> event_ids;
};

std::optional<std::string> ShopperOf(std::string_view line) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (document.HasParseError() || !document.IsObject()) {
    return std::nullopt;
  }
  for (const char* key : kShopperKeys) {
    const auto found = document.FindMember(key);
    if (found != document.MemberEnd() && found->value.IsString() &&
        found->value.GetStringLength() > 0) {
      return std::string(found->value.GetString(), found->value.GetStringLength());
    }
  }
  return std::nullopt;
}

// Adds what was not told before.
void Add(const std::vector<Event>& events, Shopper& shopper, EventLog& log) {
  for (const Event& event : events) {
    const bool told = !event.id.empty() && !shopper.event_ids.insert(event.id).second;
    if (told || !IsDeliberate(event.kind)) {
      continue;
    }
    if (event.time_ms >= kUntimedMs) {
      ++log.untimed_events;
      continue;
    }
    ++log.events;
    for (const std::string& product : event.product_ids) {
      shopper.steps.push_back({event.time_ms, shopper.steps.size(), event.kind, product});
    }
  }
}

// A selection is told again by the view that it leads to.
void DropLeadingSelections(std::vector<Step>& steps) {
  std::vector<Step> kept;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool leads_to_next = i + 1 < steps.size() && steps[i].kind == EventKind::kSelect &&
                               steps[i + 1].kind == EventKind::kView &&
                               steps[i + 1].item == steps[i].item;
    if (!leads_to_next) {
      kept.push_back(std::move(steps[i]));
    }
  }
  steps = std::move(kept);
}

// The shopper's visits, each with the time of its end.
void AddVisits(const std::string& id, Shopper& shopper,
               std::vector<std::tuple<std::int64_t, std::string, Session>>& visits) {
  std::ranges::sort(shopper.steps, {},
                    [](const Step& step) { return std::pair(step.time_ms, step.order); });
  DropLeadingSelections(shopper.steps);
  Session session;
  const auto finish = [&] {
    if (session.items.size() > 1) {
      visits.emplace_back(session.times_ms.back(), id, std::move(session));
    }
    session = {};
  };
  for (Step& step : shopper.steps) {
    if (!session.items.empty() && step.time_ms - session.times_ms.back() > kLongestPauseMs) {
      finish();
    }
    session.items.push_back(std::move(step.item));
    session.times_ms.push_back(step.time_ms);
  }
  finish();
}

}  // namespace

Result<EventLog> ReadEventLog(const std::filesystem::path& path) {
  const auto bytes = ReadFile(path);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  EventLog log;
  std::map<std::string, Shopper> shoppers;
  std::size_t read = 0;
  ForEachLine(*bytes, [&](std::size_t number, std::string_view line) {
    const auto events = ReadEvents(line, kLastTimeMs);
    if (!events) {
      if (++log.broken_lines == 1) {
        log.first_problem = "line " + std::to_string(number) + ": " + events.error().message;
      }
      return;
    }
    ++read;
    if (events->empty()) {
      return;
    }
    if (const auto shopper = ShopperOf(line)) {
      Add(*events, shoppers[*shopper], log);
    } else {
      ++log.nameless_lines;
    }
  });
  if (read == 0) {
    return Fail(ErrorCode::kEventSyntax,
                path.string() + " has no line of events; " +
                    (log.first_problem.empty() ? std::string("it is empty") : log.first_problem));
  }
  std::vector<std::tuple<std::int64_t, std::string, Session>> visits;
  for (auto& [id, shopper] : shoppers) {
    AddVisits(id, shopper, visits);
  }
  std::ranges::sort(visits, {}, [](const auto& visit) {
    return std::pair(std::get<0>(visit), std::string_view(std::get<1>(visit)));
  });
  const std::size_t timely =
      visits.empty()
          ? 0
          : static_cast<std::size_t>(kTimelyPart * static_cast<double>(visits.size() - 1));
  for (auto& [time_ms, id, session] : visits) {
    if (time_ms - std::get<0>(visits[timely]) > kFarAheadMs) {
      ++log.misdated_visits;
    } else {
      log.sessions.push_back(std::move(session));
    }
  }
  return log;
}

}  // namespace vitrine::cli
