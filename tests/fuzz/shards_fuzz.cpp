// SPDX-License-Identifier: Apache-2.0
// Any bytes as an index of shards, as a delta, as a space of words: an error, or what can be used.
#include "tests/fuzz/require.h"

#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/shard_delta.h>
#include <vitrine/catalog/shard_index.h>
#include <vitrine/catalog/shard_pick.h>
#include <vitrine/catalog/word_space.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace {

using vitrine::testing::Require;

// Where a delta has the version that it leads from.
constexpr std::size_t kFromOffset = 16;

std::vector<vitrine::Product> Products(std::size_t count) {
  std::vector<vitrine::Product> products(count);
  for (std::size_t i = 0; i < count; ++i) {
    products[i].id = "p" + std::to_string(i);
    products[i].title = "Lamp";
    products[i].image_links = {"x.jpg"};
    products[i].price = {1, "EUR"};
  }
  return products;
}

void TryIndex(std::span<const std::byte> bytes) {
  const auto index = vitrine::ReadShardIndex(bytes);
  if (!index) {
    Require(!index.error().message.empty());
    return;
  }
  Require(std::ranges::equal(vitrine::WriteShardIndex(*index), bytes) ||
          bytes.size() == vitrine::WriteShardIndex(*index).size());
  const std::vector<vitrine::CoarseInterest> interests = {{"lamps", 1}, {"", {}}};
  const vitrine::ShardBudget budget = {1'000'000, 10'000};
  std::uint64_t products = 0;
  std::vector<bool> seen(index->shards.size());
  for (const std::uint32_t shard : vitrine::PickShards(*index, interests, budget)) {
    Require(shard < index->shards.size() && !seen[shard]);
    seen[shard] = true;
    products += index->shards[shard].products;
  }
  Require(products <= budget.products);
}

void TryDelta(std::span<const std::byte> bytes) {
  static const std::vector<std::byte> base = vitrine::WritePack(Products(5)).value();
  static const vitrine::ShardHash hash = vitrine::HashOf(base);
  std::vector<std::byte> delta(bytes.begin(), bytes.end());
  if (delta.size() >= kFromOffset + hash.size()) {
    std::ranges::copy(hash, delta.begin() + kFromOffset);
  }
  const auto version = vitrine::ApplyDelta(base, delta, hash);
  Require(version ? *version == base : !version.error().message.empty());
}

void TrySpace(std::span<const std::byte> bytes) {
  const auto space = vitrine::WordSpace::Restore(bytes);
  if (!space) {
    Require(!space.error().message.empty());
    return;
  }
  std::vector<float> vector(space->dimension());
  space->Describe(Products(1)[0], vector);
  for (const float value : vector) {
    Require(std::abs(value) <= 1.001F);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  TryIndex(bytes);
  TryDelta(bytes);
  TrySpace(bytes);
  return 0;
}
