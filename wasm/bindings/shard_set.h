// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/pack_reader.h>
#include <vitrine/catalog/shard_index.h>
#include <vitrine/catalog/shard_pick.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wasm/bindings/json.h"
#include "wasm/bindings/memory.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// The shards that a device has taken, as one pack that grows. Every method that takes a buffer
/// takes its bytes over, whether it succeeds or not. What is wrong with one shard changes nothing.
class ShardSet : Counted {
 public:
  Status OpenIndex(ByteBuffer& index);

  /// The pack that the set begins with, once its index is open. PACK_CORRUPT for other bytes than
  /// the index names.
  Status OpenHead(ByteBuffer& head);

  /// An interest for the next Pick; `tier` is negative where none stands out.
  void AddInterest(const std::string& department, int tier);

  /// JSON: {shards: [...]}, the shards to take, in order. Each is {shard, name, bytes, products,
  /// deltas: [{from, name}]}: its position in the index, its file, and the files of former versions
  /// with those that lead from them.
  Answer Pick(double max_bytes, double max_products);

  /// JSON: {shard?}, the shard whose file, or a former version's, has this name.
  Answer OneShard(const std::string& name) const;

  /// Makes the present version of a shard from a former one; Bytes() are then its bytes.
  Status Apply(std::uint32_t shard, ByteBuffer& from, ByteBuffer& delta);

  /// Takes a shard in; Bytes() are then all that was taken, as one pack. PACK_CORRUPT for other
  /// bytes than the index names.
  Status Add(std::uint32_t shard, ByteBuffer& bytes);

  /// What the last call made. The view dies with the next growth of the memory.
  BytesView Bytes();

 private:
  Result<void> Merge(std::uint32_t shard, std::vector<std::byte> bytes);
  void WriteShard(std::uint32_t shard, Json& json) const;

  ShardIndex index_;
  std::vector<CoarseInterest> interests_;
  // All that was taken: open, or after a merge as bytes until the next.
  std::optional<PackReader> taken_;
  std::vector<std::byte> merged_;
  std::size_t taken_bytes_ = 0;
  std::vector<std::byte> version_;
  bool has_version_ = false;  // Whether Bytes() are `version_`.
};

}  // namespace vitrine::bindings
