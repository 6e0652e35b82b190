// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/division.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <vector>

namespace vitrine::cli {
namespace {

// What a cell holds.
struct CellLoad {
  std::size_t products = 0;
  std::uint64_t bytes = 0;
};
using CellLoads = std::array<CellLoad, kShardCellCount>;

CellLoads LoadsOf(const ShardDepartment& department, std::span<const ProductKey> keys,
                  std::span<const std::uint32_t> members) {
  CellLoads loads;
  for (const std::uint32_t member : members) {
    CellLoad& load = loads.at(CellOf(department, keys[member]));
    ++load.products;
    load.bytes += keys[member].place.bytes;
  }
  return loads;
}

// On average so many that no shard falls below half of the least, as hashes are never quite even.
std::size_t LeastAverage(const ShardSizes& sizes) { return sizes.min_products / 8 * 5; }

// Few enough products, and few enough bytes where that leaves enough products.
std::uint8_t DepthOf(const CellLoad& load, const ShardSizes& sizes) {
  std::uint8_t depth = 0;
  const auto per_shard = [&depth](auto all) { return all >> depth; };
  // Filled to three quarters, so that a shard can grow without being divided.
  while (per_shard(load.products) > sizes.max_products / 4 * 3 ||
         (per_shard(load.bytes) > sizes.max_bytes / 4 * 3 &&
          per_shard(load.products) >= 2 * LeastAverage(sizes))) {
    ++depth;
  }
  return depth;
}

void SetDepths(const CellLoads& loads, const ShardSizes& sizes, ShardDepartment* department) {
  for (std::size_t cell = 0; cell < kShardCellCount; ++cell) {
    const std::uint8_t kept = department->depths[cell];
    const std::size_t products = loads[cell].products >> kept;
    const bool fits = products <= sizes.max_products &&
                      (kept == 0 || products >= LeastAverage(sizes)) &&
                      loads[cell].bytes >> kept <= sizes.max_bytes;
    if (!fits) {
      department->depths[cell] = DepthOf(loads[cell], sizes);
    }
  }
}

// The fewest of the most popular levels that make a shard; not where too little would be left.
std::uint8_t PopularLevel(std::span<const ProductKey> keys, std::span<const std::uint32_t> members,
                          const ShardSizes& sizes) {
  std::array<std::size_t, kPopularityLevels> counts{};
  for (const std::uint32_t member : members) {
    ++counts.at(keys[member].popularity);
  }
  std::size_t popular = 0;
  for (std::uint8_t level = kPopularityLevels - 1; level > 0; --level) {
    popular += counts[level];
    if (popular >= sizes.min_products) {
      return members.size() - popular >= sizes.min_products ? level : kNeverPopular;
    }
  }
  return kNeverPopular;
}

// The currency of most of the products.
std::uint32_t MainCurrency(std::span<const ProductKey> keys,
                           std::span<const std::uint32_t> members) {
  std::map<std::uint32_t, std::size_t> counts;
  for (const std::uint32_t member : members) {
    ++counts[keys[member].currency];
  }
  return std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; })
      ->first;
}

bool HasTiers(const ShardDepartment& department) { return department.currency[0] != 0; }

// Whether every tier is a shard at least, and so is the popular cell.
bool IsLargeEnough(const ShardDepartment& department, const CellLoads& loads, std::size_t least) {
  const bool popular =
      department.popular_level == kNeverPopular || loads[kPopularCell].products >= least;
  const auto tiers = std::span(loads).subspan(1);
  return popular && (!HasTiers(department) || std::ranges::all_of(tiers, [&](const CellLoad& load) {
           return load.products >= least;
         }));
}

void SetTiers(std::span<const ProductKey> keys, std::span<const std::uint32_t> members,
              ShardDepartment* department) {
  const std::uint32_t currency = MainCurrency(keys, members);
  std::vector<std::int64_t> prices;
  for (const std::uint32_t member : members) {
    const ProductKey& key = keys[member];
    if (key.currency == currency && key.popularity < department->popular_level) {
      prices.push_back(key.price_micros);
    }
  }
  if (prices.empty()) {
    return;
  }
  for (std::size_t tier = 1; tier < kPriceTierCount; ++tier) {
    const auto place =
        prices.begin() + static_cast<std::ptrdiff_t>(prices.size() * tier / kPriceTierCount);
    std::ranges::nth_element(prices, place);
    department->tier_ends[tier - 1] = *place;
  }
  department->currency = std::bit_cast<std::array<char, 4>>(currency);
}

}  // namespace

std::uint8_t CellOf(const ShardDepartment& department, const ProductKey& key) {
  if (key.popularity >= department.popular_level) {
    return kPopularCell;
  }
  if (!HasTiers(department)) {
    return CellOfTier(0);
  }
  if (key.currency != std::bit_cast<std::uint32_t>(department.currency)) {
    return CellOfTier(1);
  }
  std::size_t tier = 0;
  while (tier < department.tier_ends.size() && key.price_micros > department.tier_ends[tier]) {
    ++tier;
  }
  return CellOfTier(tier);
}

ShardDepartment Divide(std::span<const ProductKey> keys, std::span<const std::uint32_t> members,
                       const ShardSizes& sizes) {
  ShardDepartment department;
  department.popular_level = PopularLevel(keys, members, sizes);
  CellLoads loads = LoadsOf(department, keys, members);
  if (loads[CellOfTier(0)].products > sizes.max_products) {
    SetTiers(keys, members, &department);
    loads = LoadsOf(department, keys, members);
    if (!IsLargeEnough(department, loads, sizes.min_products)) {
      department.currency = {};
      department.tier_ends = {};
      loads = LoadsOf(department, keys, members);
    }
  }
  SetDepths(loads, sizes, &department);
  return department;
}

ShardDepartment DivideAsBefore(const ShardDepartment& former, std::span<const ProductKey> keys,
                               std::span<const std::uint32_t> members, const ShardSizes& sizes) {
  const CellLoads loads = LoadsOf(former, keys, members);
  if (!IsLargeEnough(former, loads, sizes.min_products / 2)) {
    return Divide(keys, members, sizes);
  }
  ShardDepartment department = former;
  SetDepths(loads, sizes, &department);
  return department;
}

}  // namespace vitrine::cli
