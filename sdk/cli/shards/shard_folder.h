// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/shard_index.h>
#include <vitrine/catalog/word_space.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace vitrine::cli {

/// Former versions of a shard from which deltas are made.
inline constexpr std::size_t kFormerVersions = 2;

/// What became of one shard.
struct WrittenShard {
  ShardHash hash{};
  std::uint32_t bytes = 0;
  bool is_new = false;
  std::vector<ShardDelta> deltas;
};

/// A folder of shards: what it held before, and what is written into it. Files that are named by
/// their bytes are written once and never changed.
class ShardFolder {
 public:
  /// Makes the folder where it is missing and reads its index, if it has one. Errors:
  /// kInvalidArgument for a folder that cannot be made; kPackCorrupt, kPackVersion for an index
  /// that cannot be read.
  ///
  /// @param fresh Forget how the catalogue was divided before.
  static Result<ShardFolder> Open(const std::filesystem::path& path, bool fresh);

  const std::filesystem::path& path() const { return path_; }
  const ShardIndex& former() const { return former_; }

  /// The space that the vectors of the former shards lie in; nothing where there was none.
  const std::optional<WordSpace>& former_space() const { return space_; }
  Result<void> WriteSpace(const WordSpace& space) const;

  /// Writes a shard, and deltas that lead to it from its former versions where they are well below
  /// its size. From any thread.
  ///
  /// @param department, shard Which one it is; a shard of the same department's name, cell and bits
  ///                          is its former version.
  Result<WrittenShard> Write(const ShardDepartment& department, const Shard& shard,
                             std::span<const std::byte> pack) const;

  Result<void> WriteHead(std::span<const std::byte> pack) const;

  /// Writes the index, and with it all that it names becomes the catalogue.
  Result<void> WriteIndex(const ShardIndex& index) const;

  /// Deletes the shards and deltas that `index` does not name, and returns how many files.
  Result<std::size_t> Prune(const ShardIndex& index) const;

 private:
  explicit ShardFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::vector<ShardHash> FormerVersions(const ShardDepartment& department,
                                        const Shard& shard) const;
  Result<std::optional<ShardDelta>> WriteDelta(const ShardHash& from, const ShardHash& to,
                                               std::span<const std::byte> pack) const;

  std::filesystem::path path_;
  ShardIndex former_;
  std::optional<WordSpace> space_;
};

}  // namespace vitrine::cli
