// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/shards/shard_folder.h"
#include "sdk/cli/shards/shard_plan.h"
#include "sdk/cli/shards/spool.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace vitrine::cli {

/// The most bytes of the head shard, as they lie in its file.
inline constexpr std::size_t kMaxHeadBytes = 300'000;

/// How to divide a catalogue.
struct ShardOptions {
  ShardSizes sizes;
  bool prune = false;
  unsigned threads = 0;  ///< 0 for one for each core.
};

/// What was written.
struct ShardReport {
  std::size_t products = 0;
  std::size_t shards = 0;
  std::size_t new_shards = 0;
  std::size_t deltas = 0;
  std::size_t pruned = 0;
  std::size_t head_products = 0;
  std::size_t head_bytes = 0;
  std::size_t index_bytes = 0;
  std::uint64_t bytes = 0;  ///< Of all shards.
};

/// What is known of a product beside itself.
struct ProductFacts {
  std::string_view merchant;  ///< May be empty.
  float popularity = 0;       ///< 0 .. 1
};

/// Divides a catalogue of any size into shards. Products are added one after the other and written
/// aside at once; memory holds some 60 bytes of each, and whole products only of the shards that
/// are being written.
class ShardPacker {
 public:
  /// The folder must outlive the packer.
  static Result<ShardPacker> Create(const ShardFolder& folder, const ShardOptions& options);

  /// Takes a product: what a lookbook shows and ranks it by. Descriptions, further pictures and
  /// most attributes stay behind.
  ///
  /// @return False when a product of the same id was added before: the new one is left out.
  Result<bool> Add(SpooledProduct product, const ProductFacts& facts);

  /// The re-ranker's weights, which the head carries.
  void SetWeights(std::span<const std::byte> weights) { weights_ = weights; }

  /// Writes everything. The packer must not be used afterwards.
  Result<ShardReport> Finish();

 private:
  ShardPacker(const ShardFolder& folder, const ShardOptions& options, Spool spool)
      : folder_(&folder), options_(options), spool_(std::move(spool)) {}

  std::uint32_t Number(std::map<std::string, std::uint32_t, std::less<>>* names,
                       std::string_view name);
  Result<void> PrepareSpace();
  Result<std::vector<std::byte>> PackOf(std::span<const std::uint32_t> products,
                                        std::span<const std::byte> weights) const;
  Result<void> WriteShards(const ShardPlan& plan, ShardIndex* index, ShardReport* report) const;
  Result<void> WriteHead(const ShardPlan& plan, ShardIndex* index, ShardReport* report) const;

  const ShardFolder* folder_;
  ShardOptions options_;
  Spool spool_;
  std::vector<ProductKey> keys_;
  std::unordered_set<std::uint64_t> ids_;
  std::map<std::string, std::uint32_t, std::less<>> departments_;
  std::map<std::string, std::uint32_t, std::less<>> merchants_;
  std::span<const std::byte> weights_;
  std::optional<WordSpace> space_;
  bool has_vectors_ = false;  // Of their own, as a trained pack's have.
  bool has_lists_ = false;
  bool has_behaviour_ = false;
};

}  // namespace vitrine::cli
