// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/shown_rounds.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::int64_t kWithinMs = 86'400'000;

struct Showing {
  const LogEvent* event = nullptr;
  bool clicked = false;
};

// Whose showing of what, and on which page.
auto PlaceOf(const LogEvent& event) {
  return std::tuple<std::string_view, std::string_view, std::optional<std::uint32_t>>(
      event.unit, event.place.product, event.place.page);
}

// The showings of one place stand together, by time.
auto OrderOf(const LogEvent& event) {
  return std::tuple_cat(PlaceOf(event), std::tuple(event.time_ms));
}

Result<void> CheckExperiments(const std::set<std::string_view>& names, std::string_view wanted) {
  if (wanted.empty() ? names.size() <= 1 : names.empty() || names.contains(wanted)) {
    return {};
  }
  std::string listed;
  for (const std::string_view name : names) {
    listed += (listed.empty() ? "'" : ", '") + std::string(name) + "'";
  }
  return Fail(ErrorCode::kInconclusive,
              "products were shown in the experiments: " + listed + "; expected " +
                  (wanted.empty() ? "one, or to be told which"
                                  : "'" + std::string(wanted) + "' among them"));
}

// The last showing of the click's place up to the click; none where that is too long ago.
Showing* ShowingOf(const LogEvent& click, std::vector<Showing>& showings) {
  const auto after = std::ranges::upper_bound(
      showings, OrderOf(click), {}, [](const Showing& showing) { return OrderOf(*showing.event); });
  if (after == showings.begin()) {
    return nullptr;
  }
  Showing& last = *(after - 1);
  const bool same = PlaceOf(*last.event) == PlaceOf(click);
  return same && click.time_ms - last.event->time_ms <= kWithinMs ? &last : nullptr;
}

// What was shown and what was clicked, each line once.
struct Gathered {
  std::vector<Showing> showings = {};
  std::vector<const LogEvent*> clicks = {};
  ShownCounts counts = {};
};

Result<Gathered> Gather(const ExperimentLog& log, std::string_view experiment) {
  Gathered gathered = {.counts = {.lines = log.lines, .broken = log.broken}};
  std::set<std::string_view> experiments;
  std::unordered_set<std::string> ids;
  for (const LogEvent& event : log.events) {
    const bool shown = event.kind == LogKind::kShown;
    if (!shown && event.kind != LogKind::kClick) {
      continue;
    }
    if (shown && !event.experiment.empty()) {
      experiments.insert(event.experiment);
    }
    if (!experiment.empty() && !event.experiment.empty() && event.experiment != experiment) {
      continue;
    }
    if (!event.id.empty() && !ids.insert((shown ? "s" : "c") + event.id).second) {
      gathered.counts.duplicates += 1;
    } else if (shown) {
      gathered.showings.push_back({&event});
    } else {
      gathered.clicks.push_back(&event);
    }
  }
  const auto checked = CheckExperiments(experiments, experiment);
  return checked ? Result<Gathered>(std::move(gathered)) : std::unexpected(checked.error());
}

// Tells each showing of the clicks that it brought, and brings all into the order of time.
void Reward(Gathered& gathered) {
  auto& showings = gathered.showings;
  std::ranges::sort(showings, {}, [](const Showing& showing) {
    const ShownPlace& place = showing.event->place;
    return std::tuple_cat(OrderOf(*showing.event), std::tuple(place.slot, place.propensity));
  });
  for (const LogEvent* click : gathered.clicks) {
    Showing* showing = ShowingOf(*click, showings);
    if (showing == nullptr) {
      gathered.counts.stray_clicks += 1;
    } else {
      showing->clicked = true;
    }
  }
  std::ranges::sort(showings, {}, [](const Showing& showing) {
    const ShownPlace& place = showing.event->place;
    return std::tuple(showing.event->time_ms, std::string_view(showing.event->unit), place.page,
                      place.slot, std::string_view(place.product), place.propensity);
  });
}

}  // namespace

Result<BanditTable> ShownRounds(const ExperimentLog& log, std::string_view experiment,
                                BanditNames names) {
  auto gathered = Gather(log, experiment);
  if (!gathered) {
    return std::unexpected(gathered.error());
  }
  Reward(*gathered);
  BanditRounds rounds(std::move(names), 1);
  for (const auto& [event, clicked] : gathered->showings) {
    const ShownPlace& place = event->place;
    if (!place.propensity) {
      gathered->counts.decided += 1;
      continue;
    }
    rounds.Add(place.product, std::to_string(*place.slot), clicked ? 1 : 0, *place.propensity,
               std::array{std::to_string(*place.page)});
  }
  if (gathered->counts.decided == gathered->showings.size()) {
    return Fail(ErrorCode::kInconclusive, "none of the " +
                                              std::to_string(gathered->showings.size()) +
                                              " products shown has a propensity; expected slots "
                                              "that were drawn (explore)");
  }
  auto table = std::move(rounds).Table();
  if (table) {
    table->shown = gathered->counts;
  }
  return table;
}

}  // namespace vitrine::cli
