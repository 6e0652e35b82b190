// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/shard_index.h>
#include <vitrine/catalog/shard_pick.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ShardHash Hash(std::uint8_t first) {
  ShardHash hash{};
  hash[0] = std::byte{first};
  return hash;
}

// Lamps: a popular cell, three tiers, the middle one in two. Vases undivided. The rest together.
ShardIndex Sample() {
  ShardIndex index;
  index.head = Hash(99);
  index.departments = {{"", {}, {}, kNeverPopular, {}},
                       {"lamps", {20, 50}, {'E', 'U', 'R', 0}, 9, {0, 0, 1, 0}},
                       {"vases", {}, {}, kNeverPopular, {}}};
  const auto add = [&](std::uint16_t department, std::uint8_t cell, std::uint32_t prefix) {
    Shard shard;
    shard.hash = Hash(static_cast<std::uint8_t>(index.shards.size()));
    shard.bytes = 100;
    shard.products = 10;
    shard.department = department;
    shard.cell = cell;
    shard.depth = index.departments[department].depths.at(cell);
    shard.prefix = prefix;
    index.shards.push_back(shard);
    index.product_count += 10;
  };
  add(1, kPopularCell, 0);  // 0
  add(2, CellOfTier(0), 0);
  add(1, CellOfTier(1), 0);  // 2
  add(1, CellOfTier(0), 0);
  add(0, CellOfTier(0), 0);  // 4
  add(1, CellOfTier(2), 0);
  add(1, CellOfTier(1), 1);  // 6
  index.deltas = {{3, 20, Hash(77)}};
  return index;
}

TEST(ShardIndex, ComesBackAsItWasWritten) {
  const ShardIndex index = Sample();
  const auto read = ReadShardIndex(WriteShardIndex(index)).value();
  EXPECT_EQ(read.head, Hash(99));
  EXPECT_EQ(read.product_count, 70U);
  ASSERT_EQ(read.departments.size(), 3U);
  EXPECT_EQ(read.departments[1].name, "lamps");
  EXPECT_EQ(read.departments[1].tier_ends[1], 50);
  EXPECT_EQ(read.departments[1].popular_level, 9);
  ASSERT_EQ(read.shards.size(), 7U);
  EXPECT_EQ(read.shards[6].hash, Hash(6));
  EXPECT_EQ(read.shards[6].prefix, 1U);
  EXPECT_EQ(read.deltas[0].from, Hash(77));
  EXPECT_EQ(WriteShardIndex(read), WriteShardIndex(index));
}

TEST(ShardIndex, DamageIsFoundOrHarmless) {
  const auto bytes = WriteShardIndex(Sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(ReadShardIndex(std::span(bytes).first(size))) << size;
  }
  auto damaged = bytes;
  damaged[8] = std::byte{1};
  EXPECT_EQ(ReadShardIndex(damaged).error().code, ErrorCode::kPackVersion);
  damaged = bytes;
  damaged[12] = std::byte{0xff};  // Departments without end.
  EXPECT_EQ(ReadShardIndex(damaged).error().code, ErrorCode::kPackCorrupt);
}

TEST(ShardIndex, AnotherHeadThanItNamesIsRefusedWithBothHashes) {
  std::vector<std::byte> head(100, std::byte{7});
  ShardIndex index = Sample();
  index.head = HashOf(head);
  EXPECT_TRUE(CheckHead(index, head));
  head[50] ^= std::byte{1};
  const auto other = CheckHead(index, head);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kPackCorrupt);
  const auto digits = [](const ShardHash& hash) { return ShardName(hash).substr(0, 32); };
  EXPECT_THAT(other.error().message,
              AllOf(HasSubstr(digits(HashOf(head))), HasSubstr(digits(index.head))));
  EXPECT_FALSE(CheckHead(index, {}));
}

TEST(ShardIndex, FilesAreNamedByTheirBytes) {
  EXPECT_EQ(ShardName(Hash(0x1f)), "1f000000000000000000000000000000.vpack");
  EXPECT_EQ(DeltaName(Hash(1), Hash(2)),
            "01000000000000000000000000000000-02000000000000000000000000000000.vdelta");
}

TEST(PickShards, WithoutInterestsHalfOfTheBudgetIsFilledInTheIndexsOrder) {
  EXPECT_THAT(PickShards(Sample(), {}, {600, 1000}), ElementsAre(0, 1, 2));
  EXPECT_THAT(PickShards(Sample(), {}, {10'000, 40}), ElementsAre(0, 1));
  EXPECT_THAT(PickShards(Sample(), {}, {199, 1000}), IsEmpty());
}

TEST(PickShards, TheOtherHalfIsForTheInterests) {
  const ShardIndex index = Sample();
  const std::vector<CoarseInterest> dear = {{"Lamps", 2}};
  EXPECT_THAT(PickShards(index, dear, {400, 1000}), ElementsAre(0, 1, 5));
  const std::vector<CoarseInterest> lamps = {{"  LAMPS ", {}}};
  EXPECT_THAT(PickShards(index, lamps, {500, 1000}), ElementsAre(0, 1, 2, 3, 5));
}

TEST(PickShards, WhatFitsAsAWholeIsTakenAsAWhole) {
  const ShardIndex index = Sample();
  ShardBudget all = {0, 0};
  for (const auto& shard : index.shards) {
    all.bytes += shard.bytes;
    all.products += shard.products;
  }
  const std::vector<CoarseInterest> dear = {{"Lamps", 2}};
  EXPECT_THAT(PickShards(index, {}, all), ElementsAre(0, 1, 2, 3, 4, 5, 6));
  EXPECT_EQ(PickShards(index, dear, all), PickShards(index, {}, all));
  EXPECT_LT(PickShards(index, {}, {all.bytes, all.products - 1}).size(), 7U);
}

TEST(PickShards, DepartmentsWithoutShardsOfTheirOwnAreInTheCommonOne) {
  const std::vector<CoarseInterest> small = {{"Umbrellas", 1}};
  EXPECT_THAT(PickShards(Sample(), small, {400, 1000}), ElementsAre(0, 1, 4));
}

TEST(PickShards, WhichInterestIsTheStrongerDoesNotShow) {
  const ShardIndex index = Sample();
  const std::vector<CoarseInterest> one = {{"Umbrellas", {}}, {"Lamps", 2}};
  const std::vector<CoarseInterest> other = {{"Lamps", 2}, {"Umbrellas", {}}};
  const auto picked = PickShards(index, one, {600, 1000});
  EXPECT_EQ(picked, PickShards(index, other, {600, 1000}));
  EXPECT_THAT(picked, ElementsAre(0, 1, 2, 4, 5));
}

}  // namespace
}  // namespace vitrine
