// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/shard_set.h"

#include <vitrine/catalog/pack_merge.h>
#include <vitrine/catalog/shard_delta.h>

#include <emscripten/bind.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::bindings {
namespace {

// Beside what is merged: the result, and the tables it is made with.
constexpr std::size_t kMergeFactor = 3;

Result<void> CheckRoom(std::size_t bytes) {
  if (!CanAllocate(kMergeFactor * bytes)) {
    return Fail(ErrorCode::kOutOfMemory,
                "there is no memory left to merge " + std::to_string(bytes) + " bytes of shards");
  }
  return {};
}

}  // namespace

Status ShardSet::OpenIndex(ByteBuffer& index) {
  auto read = ReadShardIndex(std::exchange(index.bytes(), {}));
  if (read) {
    index_ = std::move(*read);
  }
  return StatusOf(read);
}

Status ShardSet::OpenHead(ByteBuffer& head) {
  std::vector<std::byte> bytes = std::exchange(head.bytes(), {});
  if (auto fits = CheckHead(index_, bytes); !fits) {
    return StatusOf(fits);
  }
  const std::size_t size = bytes.size();
  auto pack = PackReader::Open(std::move(bytes));
  if (pack) {
    taken_.emplace(std::move(*pack));
    taken_bytes_ = size;
  }
  return StatusOf(pack);
}

void ShardSet::AddInterest(const std::string& department, int tier) {
  std::optional<std::size_t> known;
  if (tier >= 0) {
    known = static_cast<std::size_t>(tier);
  }
  interests_.push_back({department, known});
}

void ShardSet::WriteShard(std::uint32_t shard, Json& json) const {
  const Shard& facts = index_.shards[shard];
  json.BeginObject()
      .Field("shard", shard)
      .Field("name", ShardName(facts.hash))
      .Field("bytes", facts.bytes)
      .Field("products", facts.products)
      .Key("deltas")
      .BeginArray();
  for (const ShardDelta& delta : index_.deltas) {
    if (delta.shard == shard) {
      json.BeginObject()
          .Field("from", ShardName(delta.from))
          .Field("name", DeltaName(delta.from, facts.hash))
          .EndObject();
    }
  }
  json.EndArray().EndObject();
}

Answer ShardSet::Pick(double max_bytes, double max_products) {
  const ShardBudget budget = {static_cast<std::uint64_t>(max_bytes),
                              static_cast<std::uint64_t>(max_products)};
  Json json;
  json.BeginObject().Key("shards").BeginArray();
  for (const std::uint32_t shard : PickShards(index_, std::exchange(interests_, {}), budget)) {
    WriteShard(shard, json);
  }
  json.EndArray().EndObject();
  return AnswerOf(json.Take());
}

Answer ShardSet::OneShard(const std::string& name) const {
  auto found = static_cast<std::size_t>(
      std::ranges::find(index_.shards, name, [](const Shard& s) { return ShardName(s.hash); }) -
      index_.shards.begin());
  for (const ShardDelta& delta : index_.deltas) {
    if (ShardName(delta.from) == name) {
      found = delta.shard;
    }
  }
  Json json;
  json.BeginObject();
  if (found < index_.shards.size()) {
    json.Key("shard");
    WriteShard(static_cast<std::uint32_t>(found), json);
  }
  json.EndObject();
  return AnswerOf(json.Take());
}

Status ShardSet::Apply(std::uint32_t shard, ByteBuffer& from, ByteBuffer& delta) {
  const std::vector<std::byte> changes = std::exchange(delta.bytes(), {});
  std::vector<std::byte> before = std::exchange(from.bytes(), {});
  if (shard >= index_.shards.size()) {
    return StatusOf(Error{ErrorCode::kInvalidArgument, "there is no such shard"});
  }
  if (auto room = CheckRoom(before.size() + changes.size()); !room) {
    return StatusOf(room);
  }
  auto version = ApplyDelta(std::move(before), changes, index_.shards[shard].hash);
  if (version) {
    version_ = std::move(*version);
    has_version_ = true;
  }
  return StatusOf(version);
}

Status ShardSet::Add(std::uint32_t shard, ByteBuffer& bytes) {
  return StatusOf(Merge(shard, std::exchange(bytes.bytes(), {})));
}

Result<void> ShardSet::Merge(std::uint32_t shard, std::vector<std::byte> bytes) {
  version_ = {};
  has_version_ = false;
  if (shard >= index_.shards.size() || HashOf(bytes) != index_.shards[shard].hash) {
    return Fail(ErrorCode::kPackCorrupt, "the shard has other bytes than the index names");
  }
  if (auto room = CheckRoom(bytes.size() + taken_bytes_); !room) {
    return room;
  }
  const auto fresh = PackReader::Open(std::move(bytes));
  if (!fresh) {
    return std::unexpected(fresh.error());
  }
  if (!taken_) {
    auto taken = PackReader::Open(std::exchange(merged_, {}));
    if (!taken) {
      return std::unexpected(std::move(taken.error()));
    }
    taken_.emplace(std::move(*taken));
  }
  const auto fresh_products = AllProducts(*fresh);
  const auto taken_products = AllProducts(*taken_);
  const std::array parts = {PackPart{&*fresh, fresh_products}, PackPart{&*taken_, taken_products}};
  auto merged = MergePacks(parts);
  if (!merged) {
    return std::unexpected(std::move(merged.error()));
  }
  merged_ = std::move(*merged);
  taken_bytes_ = merged_.size();
  taken_.reset();
  return {};
}

BytesView ShardSet::Bytes() {
  std::vector<std::byte>& bytes = has_version_ ? version_ : merged_;
  return BytesView(emscripten::val(
      emscripten::typed_memory_view(bytes.size(), reinterpret_cast<std::uint8_t*>(bytes.data()))));
}

}  // namespace vitrine::bindings
