// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/unit_table.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace vitrine {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// What the lines say of a unit.
struct Seen {
  std::string_view arm;
  bool in_two_arms = false;
  bool assigned = false;
  bool went_back = false;
  std::int64_t exposed_ms = kNever;
  std::int64_t last_ms = 0;  // Of its device's clock, in the order of the lines.
  std::optional<Measures> before;
};

bool NamesArm(const LogEvent& event) {
  return event.kind == LogKind::kAssignment || event.kind == LogKind::kExposure;
}

// Orders and revenue are told by the shop, whose clock is another one.
bool IsOfDevice(const LogEvent& event) {
  return event.kind != LogKind::kOrder && event.kind != LogKind::kRevenue;
}

std::string Listed(const std::set<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) {
    text += (text.empty() ? "'" : ", '") + std::string(name) + "'";
  }
  return text.empty() ? "none" : text;
}

Result<std::string> ChooseExperiment(std::span<const LogEvent> events, const std::string& wanted) {
  std::set<std::string_view> names;
  for (const LogEvent& event : events) {
    if (NamesArm(event)) {
      names.insert(event.experiment);
    }
  }
  if (wanted.empty() ? names.size() == 1 : names.contains(wanted)) {
    return wanted.empty() ? std::string(*names.begin()) : wanted;
  }
  return Fail(ErrorCode::kInconclusive,
              "the log has the experiments: " + Listed(names) + "; expected " +
                  (wanted.empty() ? "one, or to be told which" : "'" + wanted + "' among them"));
}

// Collects what the lines say, each once and in any order.
class Collector {
 public:
  Collector(std::string_view experiment, const UnitTableOptions& options)
      : experiment_(experiment), options_(options) {}

  void Take(const LogEvent& event) {
    if (event.kind == LogKind::kShown) {
      return;  // Adds to no sum.
    }
    if (!event.experiment.empty() && event.experiment != experiment_) {
      return;
    }
    if (!event.id.empty() &&
        !ids_.insert(std::string(1, static_cast<char>(event.kind)) + event.id).second) {
      quality_.duplicates += 1;
      return;
    }
    Seen& unit = units_[event.unit];
    if (!event.arm.empty()) {
      unit.in_two_arms = unit.in_two_arms || (!unit.arm.empty() && unit.arm != event.arm);
      unit.arm = event.arm;
    }
    if (IsOfDevice(event)) {
      unit.went_back = unit.went_back || event.time_ms < unit.last_ms - options_.clock_tolerance_ms;
      unit.last_ms = event.time_ms;
    }
    if (event.before && !unit.before) {
      unit.before = event.before;
    }
    unit.assigned = unit.assigned || event.kind == LogKind::kAssignment;
    if (event.kind == LogKind::kExposure) {
      unit.exposed_ms = std::min(unit.exposed_ms, event.time_ms);
    }
    if (!NamesArm(event)) {
      outcomes_.push_back(&event);
    }
  }

  Result<UnitTable> Table() && {
    UnitTable table = {.experiment = std::string(experiment_), .quality = quality_};
    if (const auto named = NameArms(table); !named) {
      return std::unexpected(named.error());
    }
    const auto index = AddUnits(table);
    AddOutcomes(index, table);
    return table;
  }

 private:
  Result<void> NameArms(UnitTable& table) const {
    std::set<std::string_view> exposed;
    std::set<std::string_view> others(options_.arms.begin(), options_.arms.end());
    for (const auto& [id, unit] : units_) {
      if (unit.in_two_arms) {
        continue;
      }
      if (unit.exposed_ms != kNever) {
        exposed.insert(unit.arm);
        others.insert(unit.arm);
      } else if (unit.assigned) {
        others.insert(unit.arm);
      }
    }
    if (!exposed.contains(options_.control) || exposed.size() < 2) {
      return Fail(ErrorCode::kInconclusive, "units were exposed in the arms: " + Listed(exposed) +
                                                "; expected '" + options_.control +
                                                "' and at least one other");
    }
    others.erase(options_.control);
    table.arms = {options_.control};
    table.arms.insert(table.arms.end(), others.begin(), others.end());
    return {};
  }

  // The exposed units by time, ties by id, and where each is found.
  std::unordered_map<std::string_view, std::size_t> AddUnits(UnitTable& table) const {
    std::map<std::string_view, std::size_t> arms;
    for (std::size_t i = 0; i < table.arms.size(); ++i) {
      arms[table.arms[i]] = i;
    }
    table.assigned.assign(table.arms.size(), 0);
    std::vector<std::pair<std::int64_t, std::string_view>> order;
    for (const auto& [id, unit] : units_) {
      table.quality.units_going_back += unit.went_back ? 1 : 0;
      table.quality.units_in_two_arms += unit.in_two_arms ? 1 : 0;
      const auto arm = arms.find(unit.arm);
      if (unit.in_two_arms || arm == arms.end()) {
        continue;
      }
      table.assigned[arm->second] += unit.assigned ? 1 : 0;
      if (unit.exposed_ms != kNever) {
        order.emplace_back(unit.exposed_ms, id);
      }
    }
    std::ranges::sort(order);
    std::unordered_map<std::string_view, std::size_t> index;
    for (const auto& [time_ms, id] : order) {
      const Seen& unit = units_.at(id);
      index[id] = table.units.size();
      table.units.push_back({arms.at(unit.arm), time_ms, unit.before});
    }
    return index;
  }

  void AddOutcomes(const std::unordered_map<std::string_view, std::size_t>& index,
                   UnitTable& table) const {
    for (const LogEvent* event : outcomes_) {
      const auto unit = index.find(event->unit);
      if (unit == index.end()) {
        table.quality.outcomes_unexposed += units_.at(event->unit).in_two_arms ? 0 : 1;
      } else if (event->time_ms <
                 table.units[unit->second].exposed_ms - options_.clock_tolerance_ms) {
        table.quality.outcomes_too_early += 1;
      } else {
        table.outcomes.push_back({unit->second, event->time_ms, event->adds});
      }
    }
    std::ranges::sort(table.outcomes, {}, [](const Outcome& outcome) {
      return std::pair(outcome.time_ms, outcome.unit);
    });
  }

  std::string_view experiment_;
  const UnitTableOptions& options_;
  LogQuality quality_;
  std::unordered_map<std::string_view, Seen> units_;
  std::unordered_set<std::string> ids_;
  std::vector<const LogEvent*> outcomes_;
};

}  // namespace

Result<UnitTable> BuildUnitTable(std::span<const LogEvent> events,
                                 const UnitTableOptions& options) {
  const auto experiment = ChooseExperiment(events, options.experiment);
  if (!experiment) {
    return std::unexpected(experiment.error());
  }
  Collector collector(*experiment, options);
  for (const LogEvent& event : events) {
    collector.Take(event);
  }
  return std::move(collector).Table();
}

}  // namespace vitrine
