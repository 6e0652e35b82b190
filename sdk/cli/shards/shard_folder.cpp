// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/shard_folder.h"

#include "sdk/cli/files.h"

#include <vitrine/catalog/shard_delta.h>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr const char* kSpaceName = "words.vspace";

// Of the whole shard: a delta that is not well below saves nothing worth its file.
constexpr double kLargestDelta = 0.6;

bool IsShardFile(const std::filesystem::path& path) {
  const std::string name = path.stem().string();
  const bool is_named_by_hash =
      name.find_first_not_of("0123456789abcdef-") == std::string::npos && name.size() >= 32;
  return is_named_by_hash && (path.extension() == ".vpack" || path.extension() == ".vdelta");
}

// What a shard is, whatever is in it.
auto PlaceOf(const ShardDepartment& department, const Shard& shard) {
  return std::tuple(department.name, shard.cell, shard.depth, shard.prefix);
}

}  // namespace

Result<ShardFolder> ShardFolder::Open(const std::filesystem::path& path, bool fresh) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (!std::filesystem::is_directory(path)) {
    return Fail(ErrorCode::kInvalidArgument,
                path.string() + " is no folder and cannot be made one: " + failed.message());
  }
  ShardFolder folder(path);
  if (!fresh && std::filesystem::exists(path / kShardIndexName)) {
    const auto bytes = ReadFile(path / kShardIndexName);
    auto index = bytes ? ReadShardIndex(AsBytes(*bytes)) : std::unexpected(bytes.error());
    if (!index) {
      return Fail(index.error().code, (path / kShardIndexName).string() + ": " +
                                          index.error().message + "; --fresh starts anew");
    }
    folder.former_ = std::move(*index);
  }
  if (!fresh && std::filesystem::exists(path / kSpaceName)) {
    const auto bytes = ReadFile(path / kSpaceName);
    auto space = bytes ? WordSpace::Restore(AsBytes(*bytes)) : std::unexpected(bytes.error());
    if (!space) {
      return Fail(space.error().code, (path / kSpaceName).string() + ": " + space.error().message +
                                          "; --fresh starts anew");
    }
    folder.space_ = std::move(*space);
  }
  return folder;
}

Result<void> ShardFolder::WriteSpace(const WordSpace& space) const {
  return WriteFile(path_ / kSpaceName, space.Save());
}

std::vector<ShardHash> ShardFolder::FormerVersions(const ShardDepartment& department,
                                                   const Shard& shard) const {
  std::vector<ShardHash> versions;
  for (std::uint32_t i = 0; i < former_.shards.size(); ++i) {
    const Shard& before = former_.shards[i];
    if (PlaceOf(former_.departments[before.department], before) != PlaceOf(department, shard)) {
      continue;
    }
    versions.push_back(before.hash);
    for (const ShardDelta& delta : former_.deltas) {
      if (delta.shard == i) {
        versions.push_back(delta.from);
      }
    }
  }
  return versions;
}

Result<std::optional<ShardDelta>> ShardFolder::WriteDelta(const ShardHash& from,
                                                          const ShardHash& to,
                                                          std::span<const std::byte> pack) const {
  const auto before = ReadFile(path_ / ShardName(from));
  // Pruned, damaged or of another release: whoever holds it fetches the whole shard.
  if (!before || HashOf(AsBytes(*before)) != from) {
    return std::nullopt;
  }
  const auto delta = MakeDelta(AsBytes(*before), pack);
  if (!delta || !*delta ||
      static_cast<double>((*delta)->size()) > kLargestDelta * static_cast<double>(pack.size())) {
    return std::nullopt;
  }
  if (auto written = WriteFile(path_ / DeltaName(from, to), **delta); !written) {
    return std::unexpected(std::move(written.error()));
  }
  return ShardDelta{0, static_cast<std::uint32_t>((*delta)->size()), from};
}

Result<WrittenShard> ShardFolder::Write(const ShardDepartment& department, const Shard& shard,
                                        std::span<const std::byte> pack) const {
  WrittenShard written;
  written.hash = HashOf(pack);
  written.bytes = static_cast<std::uint32_t>(pack.size());
  std::error_code failed;
  const std::filesystem::path file = path_ / ShardName(written.hash);
  written.is_new = std::filesystem::file_size(file, failed) != pack.size() || failed;
  if (written.is_new) {
    if (auto done = WriteFile(file, pack); !done) {
      return std::unexpected(std::move(done.error()));
    }
  }
  for (const ShardHash& from : FormerVersions(department, shard)) {
    if (from == written.hash || written.deltas.size() == kFormerVersions) {
      continue;
    }
    const auto delta = WriteDelta(from, written.hash, pack);
    if (!delta) {
      return std::unexpected(delta.error());
    }
    if (*delta) {
      written.deltas.push_back(**delta);
    }
  }
  return written;
}

Result<void> ShardFolder::WriteHead(std::span<const std::byte> pack) const {
  return WriteFile(path_ / kShardHeadName, pack);
}

Result<void> ShardFolder::WriteIndex(const ShardIndex& index) const {
  return WriteFile(path_ / kShardIndexName, WriteShardIndex(index));
}

Result<std::size_t> ShardFolder::Prune(const ShardIndex& index) const {
  std::set<std::string> named;
  for (const Shard& shard : index.shards) {
    named.insert(ShardName(shard.hash));
  }
  for (const ShardDelta& delta : index.deltas) {
    named.insert(DeltaName(delta.from, index.shards[delta.shard].hash));
  }
  std::vector<std::filesystem::path> old;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(path_, failed)) {
    if (IsShardFile(entry.path()) && !named.contains(entry.path().filename().string())) {
      old.push_back(entry.path());
    }
  }
  for (const auto& file : old) {
    if (!failed) {
      std::filesystem::remove(file, failed);
    }
  }
  if (failed) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot prune " + path_.string() + ": " + failed.message());
  }
  return old.size();
}

}  // namespace vitrine::cli
