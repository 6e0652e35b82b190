// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/shards/shard_packer.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/feed.h>
#include <vitrine/profile/event.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vitrine::cli {

/// A merchant's products: a feed, or a pack (`.vpack`), of `vitrine train` for instance.
struct ShardSource {
  std::string merchant;  ///< May be empty: then the feed's external_seller_id says whose each is.
  std::filesystem::path path;
};

/// What a source gave.
struct SourceReport {
  std::string path;
  std::size_t rows = 0;
  std::size_t products = 0;
  std::vector<RowError> errors;  ///< Of row 0 where the id is one of an earlier source.
};

struct PackShardsReport {
  std::vector<SourceReport> sources;
  ShardReport shards;
};

/// Packs sources into shards, one source after the other: memory holds one of them at a time.
///
/// @param events What shows what is popular; none leaves it as packs say.
/// @param fresh  Forget how the folder's catalogue was divided before.
/// @return What was written, or the first error of a file; kInvalidArgument for a pack beside other
///   sources.
Result<PackShardsReport> PackShards(std::span<const ShardSource> sources,
                                    std::span<const Event> events, const std::filesystem::path& out,
                                    bool fresh, const ShardOptions& options);

}  // namespace vitrine::cli
