// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/shard_plan.h"

#include "sdk/cli/shards/division.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace vitrine::cli {
namespace {

// Which names have shards of their own. The others share one department, which is a shard too.
std::vector<bool> OwnDepartments(std::span<const std::size_t> counts,
                                 std::span<const std::string> names,
                                 std::span<const ShardDepartment> former, const ShardSizes& sizes) {
  std::vector<bool> own(names.size());
  std::size_t others = 0;
  std::vector<std::size_t> by_size;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool had = std::ranges::find(former, names[i], &ShardDepartment::name) != former.end();
    own[i] = !names[i].empty() && counts[i] >= (had ? sizes.min_products / 2 : sizes.min_products);
    others += own[i] ? 0 : counts[i];
    if (own[i]) {
      by_size.push_back(i);
    }
  }
  std::ranges::sort(by_size, {}, [&](std::size_t i) { return std::pair(counts[i], names[i]); });
  for (const std::size_t smallest : by_size) {
    if (others == 0 || others >= sizes.min_products / 2) {
      break;
    }
    own[smallest] = false;
    others += counts[smallest];
  }
  return own;
}

// Takes turns among parties by their weights: each time the one whose weight over one more than it
// has had is the largest, as parliaments divide seats.
class Turns {
 public:
  explicit Turns(std::vector<double> weights)
      : weights_(std::move(weights)), had_(weights_.size()) {}

  /// The next party that `has_more`, or the number of parties.
  template <typename HasMore>
  std::size_t Next(const HasMore& has_more) {
    std::size_t next = weights_.size();
    double largest = -1;
    for (std::size_t party = 0; party < weights_.size(); ++party) {
      const double average = weights_[party] / static_cast<double>(had_[party] + 1);
      if (average > largest && has_more(party)) {
        largest = average;
        next = party;
      }
    }
    if (next < had_.size()) {
      ++had_[next];
    }
    return next;
  }

 private:
  std::vector<double> weights_;
  std::vector<std::size_t> had_;
};

// What a department weighs: how often its products are asked for, or without such knowledge how
// many can be had.
std::vector<double> DepartmentWeights(std::span<const ProductKey> keys, const ShardPlan& plan) {
  std::vector<double> popularity(plan.departments.size());
  std::vector<double> available(plan.departments.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    popularity[plan.department_of[i]] += keys[i].popularity;
    available[plan.department_of[i]] += keys[i].available ? 1 : 0;
  }
  const bool known = std::ranges::any_of(popularity, [](double weight) { return weight > 0; });
  return known ? popularity : available;
}

// A department's shards in the order they are taken: the popular, then the tiers in turns, the
// middle one first.
std::vector<Shard> ShardsOf(const ShardDepartment& department, std::uint16_t position) {
  std::vector<Shard> shards;
  for (std::uint8_t cell = 0; cell < kShardCellCount; ++cell) {
    for (std::uint32_t prefix = 0; prefix < std::uint32_t{1} << department.depths[cell]; ++prefix) {
      Shard shard;
      shard.department = position;
      shard.cell = cell;
      shard.depth = department.depths[cell];
      shard.prefix = prefix;
      shards.push_back(shard);
    }
  }
  constexpr std::array<int, kShardCellCount> kTurn = {0, 2, 1, 3};
  std::ranges::sort(shards, {}, [&](const Shard& shard) {
    return std::tuple(shard.cell != kPopularCell, shard.prefix, kTurn.at(shard.cell));
  });
  return shards;
}

void AddDepartments(std::span<const ProductKey> keys, std::span<const std::string> names,
                    std::span<const ShardDepartment> former, const ShardSizes& sizes,
                    ShardPlan* plan) {
  std::vector<std::size_t> counts(names.size());
  for (const ProductKey& key : keys) {
    ++counts[key.department];
  }
  const std::vector<bool> own = OwnDepartments(counts, names, former, sizes);
  // By their names, so that the feed's order does not matter.
  std::map<std::string, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    members[own[keys[i].department] ? names[keys[i].department] : ""].push_back(i);
  }
  plan->department_of.resize(keys.size());
  for (const auto& [name, positions] : members) {
    const auto before = std::ranges::find(former, name, &ShardDepartment::name);
    ShardDepartment department = before == former.end()
                                     ? Divide(keys, positions, sizes)
                                     : DivideAsBefore(*before, keys, positions, sizes);
    department.name = name;
    for (const std::uint32_t position : positions) {
      plan->department_of[position] = static_cast<std::uint32_t>(plan->departments.size());
    }
    plan->departments.push_back(std::move(department));
  }
}

}  // namespace

ShardPlan PlanShards(std::span<const ProductKey> keys, std::span<const std::string> names,
                     std::span<const ShardDepartment> former, const ShardSizes& sizes) {
  ShardPlan plan;
  AddDepartments(keys, names, former, sizes, &plan);
  // For every cell the products of its shards, by prefix.
  std::vector<std::array<std::vector<std::vector<std::uint32_t>>, kShardCellCount>> cells(
      plan.departments.size());
  for (std::size_t d = 0; d < cells.size(); ++d) {
    for (std::size_t cell = 0; cell < kShardCellCount; ++cell) {
      cells[d][cell].resize(std::size_t{1} << plan.departments[d].depths[cell]);
    }
  }
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    const ShardDepartment& department = plan.departments[plan.department_of[i]];
    const std::uint8_t cell = CellOf(department, keys[i]);
    const std::uint8_t depth = department.depths[cell];
    const std::uint64_t prefix = depth == 0 ? 0 : keys[i].id_hash >> (64U - depth);
    cells[plan.department_of[i]][cell][prefix].push_back(i);
  }
  std::vector<std::vector<Shard>> waiting;
  for (std::size_t d = 0; d < plan.departments.size(); ++d) {
    waiting.push_back(ShardsOf(plan.departments[d], static_cast<std::uint16_t>(d)));
    std::erase_if(waiting.back(),
                  [&](const Shard& shard) { return cells[d][shard.cell][shard.prefix].empty(); });
    std::ranges::reverse(waiting.back());
  }
  Turns turns(DepartmentWeights(keys, plan));
  for (;;) {
    const std::size_t next = turns.Next([&](std::size_t d) { return !waiting[d].empty(); });
    if (next == waiting.size()) {
      return plan;
    }
    Shard shard = waiting[next].back();
    waiting[next].pop_back();
    plan.products.push_back(std::move(cells[next][shard.cell][shard.prefix]));
    shard.products = static_cast<std::uint32_t>(plan.products.back().size());
    plan.shards.push_back(shard);
  }
}

std::vector<std::uint32_t> ChooseHead(std::span<const ProductKey> keys, const ShardPlan& plan,
                                      std::size_t count) {
  std::vector<std::vector<std::uint32_t>> best(plan.departments.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    if (keys[i].available) {
      best[plan.department_of[i]].push_back(i);
    }
  }
  for (std::vector<std::uint32_t>& products : best) {
    const auto rank = [&](std::uint32_t i) {
      return std::pair(-keys[i].popularity, keys[i].id_hash);
    };
    // A merchant's second product is worth a step of popularity less than its first, and so on.
    const std::size_t pool = std::min(products.size(), 16 * count);
    std::ranges::partial_sort(products, products.begin() + static_cast<std::ptrdiff_t>(pool), {},
                              rank);
    products.resize(pool);
    std::map<std::uint32_t, int> had;
    std::vector<std::tuple<int, std::size_t, std::uint32_t>> worth;
    for (const std::uint32_t i : products) {
      worth.emplace_back(had[keys[i].merchant]++ - keys[i].popularity, worth.size(), i);
    }
    std::ranges::sort(worth);
    std::ranges::transform(worth, products.begin(), [](const auto& it) { return std::get<2>(it); });
    products.resize(std::min(products.size(), count));
    std::ranges::reverse(products);
  }
  // The roots of the weights, so that small departments are seen too.
  std::vector<double> weights = DepartmentWeights(keys, plan);
  std::ranges::transform(weights, weights.begin(), [](double weight) { return std::sqrt(weight); });
  Turns turns(std::move(weights));
  std::vector<std::uint32_t> head;
  while (head.size() < count) {
    const std::size_t next = turns.Next([&](std::size_t d) { return !best[d].empty(); });
    if (next == best.size()) {
      break;
    }
    head.push_back(best[next].back());
    best[next].pop_back();
  }
  return head;
}

}  // namespace vitrine::cli
