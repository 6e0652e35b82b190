// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/bandit_rounds.h"

#include <algorithm>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::size_t kMostCategories = 100;  // Of a feature; all others share one more.

std::uint32_t NumberOf(std::map<std::string, std::uint32_t, std::less<>>& names,
                       const std::string& name) {
  return names.emplace(name, static_cast<std::uint32_t>(names.size())).first->second;
}

// Gives the frequent values of a feature numbers from `first` on and the others one together.
std::uint32_t NumberCategories(std::span<const std::uint32_t> values, std::uint32_t first,
                               std::size_t width, std::size_t column, BanditLog& log) {
  std::vector<std::pair<std::size_t, std::uint32_t>> counts;
  for (const std::uint32_t value : values) {
    if (value >= counts.size()) {
      counts.resize(value + std::size_t{1});
    }
    counts[value].first += 1;
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i].second = static_cast<std::uint32_t>(i);
  }
  std::ranges::sort(counts, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::uint32_t> numbers(counts.size());
  for (std::size_t rank = 0; rank < counts.size(); ++rank) {
    numbers[counts[rank].second] =
        first + static_cast<std::uint32_t>(std::min(rank, kMostCategories));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    log.contexts[i * width + column] = numbers[values[i]];
  }
  return first + static_cast<std::uint32_t>(std::min(counts.size(), kMostCategories + 1));
}

}  // namespace

BanditRounds::BanditRounds(BanditNames names, std::size_t width) : values_(width), numbers_(width) {
  table_.names = std::move(names);
}

void BanditRounds::Add(const std::string& item, const std::string& position, double reward,
                       double propensity, std::span<const std::string> context) {
  BanditLog& log = table_.log;
  log.actions.push_back(NumberOf(table_.names.items, item));
  log.positions.push_back(NumberOf(table_.names.positions, position));
  log.rewards.push_back(reward);
  log.propensities.push_back(propensity);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    values_[i].push_back(NumberOf(numbers_[i], context[i]));
  }
}

Result<BanditTable> BanditRounds::Table() && {
  const std::size_t item_count = table_.names.items.size();
  const std::size_t position_count = table_.names.positions.size();
  if (const auto checked = CheckCells(item_count, position_count); !checked) {
    return std::unexpected(checked.error());
  }
  BanditLog& log = table_.log;
  log.action_count = static_cast<std::uint32_t>(item_count);
  log.position_count = static_cast<std::uint32_t>(position_count);
  log.context_width = values_.size();
  log.contexts.resize(log.size() * values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    log.category_count = NumberCategories(values_[i], log.category_count, values_.size(), i, log);
  }
  return std::move(table_);
}

}  // namespace vitrine::cli
