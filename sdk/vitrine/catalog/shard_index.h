// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// What a file of shards is called by: the first half of its SHA-256.
using ShardHash = std::array<std::byte, 16>;

ShardHash HashOf(std::span<const std::byte> bytes);

/// Price tiers of a department, cheap, middling and dear: thirds of its products when it was first
/// divided.
inline constexpr std::size_t kPriceTierCount = 3;

/// The cells that a department is divided into: its most popular products, and the others by their
/// price tiers.
inline constexpr std::size_t kShardCellCount = 1 + kPriceTierCount;
inline constexpr std::uint8_t kPopularCell = 0;

/// The cell of a price tier, 0 .. kPriceTierCount - 1.
constexpr std::uint8_t CellOfTier(std::size_t tier) { return static_cast<std::uint8_t>(1 + tier); }

/// A popularity that no product has: a department without a popular cell.
inline constexpr std::uint8_t kNeverPopular = 255;

/// How a department's products are divided. It stays when products come and go, so that they do
/// not move.
struct ShardDepartment {
  /// Its top-level category as FoldName gives it. Empty for those too small to be told apart.
  std::string name;
  /// The prices in micros that the first and second tier end with, in `currency`; products in other
  /// currencies are in the middle.
  std::array<std::int64_t, kPriceTierCount - 1> tier_ends{};
  std::array<char, 4> currency{};              ///< Three letters and a zero; zeros without tiers.
  std::uint8_t popular_level = kNeverPopular;  ///< From it on a product is in the popular cell.
  std::array<std::uint8_t, kShardCellCount> depths{};  ///< A cell has 2^depth shards.
};

/// One shard: the products of a cell whose IdHash begins with certain bits.
struct Shard {
  ShardHash hash{};
  std::uint32_t bytes = 0;
  std::uint32_t products = 0;
  std::uint16_t department = 0;
  std::uint8_t cell = 0;
  std::uint8_t depth = 0;    ///< How many bits.
  std::uint32_t prefix = 0;  ///< And which.
};

/// A file that leads from a former version of a shard to the present one.
struct ShardDelta {
  std::uint32_t shard = 0;  ///< Position in ShardIndex::shards.
  std::uint32_t bytes = 0;
  ShardHash from{};
};

/// All shards of a catalogue, in the order in which a device that knows nothing of its shopper
/// takes them.
struct ShardIndex {
  ShardHash head{};  ///< Of the head that the shards go with.
  std::uint64_t product_count = 0;
  std::vector<ShardDepartment> departments;
  std::vector<Shard> shards;
  std::vector<ShardDelta> deltas;
};

/// The index's bytes, as docs/pack-format.md describes them.
std::vector<std::byte> WriteShardIndex(const ShardIndex& index);

/// Errors: kPackCorrupt for what WriteShardIndex would not write; kPackVersion.
Result<ShardIndex> ReadShardIndex(std::span<const std::byte> bytes);

/// Checks that these are the bytes of the head that the index names. Shards do not fit another one:
/// its vectors may lie in another space. Errors: kPackCorrupt, with both hashes.
Result<void> CheckHead(const ShardIndex& index, std::span<const std::byte> head);

/// Names of files beside the index.
inline constexpr const char* kShardIndexName = "index.vshards";
inline constexpr const char* kShardHeadName = "head.vpack";
std::string ShardName(const ShardHash& hash);                       ///< "<hash>.vpack"
std::string DeltaName(const ShardHash& from, const ShardHash& to);  ///< "<from>-<to>.vdelta"

}  // namespace vitrine
