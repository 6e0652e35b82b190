// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/shards/spool.h"

#include <vitrine/catalog/shard_index.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine::cli {

/// What decides where a product goes.
struct ProductKey {
  std::uint64_t id_hash = 0;
  SpoolPlace place;
  std::int64_t price_micros = 0;  ///< The price asked now.
  std::uint32_t currency = 0;     ///< As ShardDepartment::currency, as a number.
  std::uint32_t department = 0;   ///< Position among the names.
  std::uint32_t merchant = 0;
  std::uint8_t popularity = 0;  ///< 0 .. kPopularityLevels - 1.
  bool available = false;
};

/// Popularity is kept in so many steps, or every new event would change every shard.
inline constexpr std::uint8_t kPopularityLevels = 32;

/// How large shards are.
struct ShardSizes {
  /// A department or a part of it with fewer products has no shards of its own. As products come
  /// and go a shard may fall to half of it before the division changes; below, only where the whole
  /// catalogue has no more.
  std::size_t min_products = 2048;
  std::size_t max_products = 8192;
  /// Larger shards are divided as far as the least number of products allows.
  std::uint64_t max_bytes = std::uint64_t{4} << 20;
};

/// How a catalogue is divided.
struct ShardPlan {
  std::vector<ShardDepartment> departments;
  std::vector<Shard> shards;  ///< In the order of ShardIndex; without hashes and bytes.
  std::vector<std::vector<std::uint32_t>> products;  ///< Of each shard, as positions of keys.
  std::vector<std::uint32_t> department_of;          ///< Of each key, in `departments`.
};

/// Divides products into shards: by department, within it the most popular from the others, those
/// by price tiers, and all by the first bits of their IdHash. A product's shard depends on itself
/// and the division alone, and the division stays that of `former` as long as its shards are of
/// sizes that may be.
///
/// @param names  The departments', as FoldName gives them.
/// @param former Empty for a catalogue that was not divided before.
ShardPlan PlanShards(std::span<const ProductKey> keys, std::span<const std::string> names,
                     std::span<const ShardDepartment> former, const ShardSizes& sizes);

/// Products for a first page, best first, at most `count`: those in stock, the most popular first,
/// departments and merchants taking turns.
std::vector<std::uint32_t> ChooseHead(std::span<const ProductKey> keys, const ShardPlan& plan,
                                      std::size_t count);

}  // namespace vitrine::cli
