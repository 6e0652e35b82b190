// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/shard_index.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// All that a choice of shards may know of a shopper: one department, and where one of its price
/// tiers stands out, that tier.
struct CoarseInterest {
  std::string department;  ///< A top-level category; case and blanks do not count.
  std::optional<std::size_t> tier;
};

/// And at most so many of them. With D departments that makes 1 + 4 D + 8 D (D - 1) choices that a
/// server can tell apart, and no more.
inline constexpr std::size_t kMaxInterests = 2;

/// The most that a device takes.
struct ShardBudget {
  std::uint64_t bytes = 0;
  std::uint64_t products = 0;
};

/// The shards that a device takes, in this order: as many of the index's first as half of the
/// budget holds, the same on every device; then, taking turns, those of the interests, the popular
/// and the fitting ones of each in the index's order. Of an index that fits the budget, all in its
/// order.
///
/// @param interests At most kMaxInterests count.
/// @return Positions in index.shards; both parts end with the first shard that the budget has no
///   room for.
///
/// Cost: O(shards).
std::vector<std::uint32_t> PickShards(const ShardIndex& index,
                                      std::span<const CoarseInterest> interests,
                                      const ShardBudget& budget);

}  // namespace vitrine
