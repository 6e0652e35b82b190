// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/imaging/pixel_arena.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "tests/support/peak_memory.h"

namespace vitrine {
namespace {

void Fill(const PixelArena::Block& block, std::uint8_t value) {
  std::ranges::fill(block.bytes(), value);
}

bool IsAll(const PixelArena::Block& block, std::uint8_t value) {
  return std::ranges::all_of(block.bytes(), [&](std::uint8_t byte) { return byte == value; });
}

bool IsAligned(const PixelArena::Block& block) {
  return reinterpret_cast<std::uintptr_t>(block.bytes().data()) % PixelArena::kAlignment == 0;
}

TEST(PixelArena, KeepsWhatIsWrittenWhoeverComesAndGoes) {
  constexpr std::size_t kCapacity = 100'000;
  PixelArena arena(kCapacity);
  Random random(5, 0);
  struct Held {
    PixelArena::Block block;
    std::uint8_t value = 0;
  };
  std::vector<Held> held;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = 1 + random.Below(random.Below(4) == 0 ? 40'000 : 3'000);
    while (!arena.HasRoom(size)) {
      const std::size_t gone = random.Below(static_cast<std::uint32_t>(held.size()));
      ASSERT_TRUE(IsAll(held[gone].block, held[gone].value));
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(gone));
    }
    const auto value = static_cast<std::uint8_t>(round);
    held.push_back({arena.Take(size), value});
    ASSERT_EQ(held.back().block.bytes().size(), size);
    ASSERT_TRUE(IsAligned(held.back().block));
    Fill(held.back().block, value);
  }
  for (const auto& [block, value] : held) {
    EXPECT_TRUE(IsAll(block, value));
  }
  held.clear();
  EXPECT_EQ(arena.bytes_taken(), 0U);
}

TEST(PixelArena, TakesItsMemoryOnceHoweverItIsDivided) {
  constexpr std::size_t kCapacity = std::size_t{1} << 20U;
  const PeakMemory peak;
  PixelArena arena(kCapacity);
  EXPECT_EQ(peak.bytes(), 0U);
  std::vector<PixelArena::Block> blocks;
  Random random(7, 0);
  for (int round = 0; round < 5'000; ++round) {
    const std::size_t size = 1'000 + random.Below(200'000);
    while (!arena.HasRoom(size)) {
      blocks.erase(blocks.begin() + random.Below(static_cast<std::uint32_t>(blocks.size())));
    }
    blocks.push_back(arena.Take(size));
  }
  // Beside it the list of its blocks.
  EXPECT_LT(peak.bytes(), kCapacity + 50'000);
  // All of it can be had in one piece.
  blocks.clear();
  EXPECT_TRUE(arena.HasRoom(kCapacity));
  EXPECT_FALSE(arena.HasRoom(kCapacity + 1));
  EXPECT_EQ(arena.Take(kCapacity).bytes().size(), kCapacity);
  EXPECT_LT(peak.bytes(), kCapacity + 50'000);
}

TEST(PixelArena, MovesWhatIsInTheWay) {
  PixelArena arena(4 * 64);
  PixelArena::Block first = arena.Take(64);
  PixelArena::Block second = arena.Take(64);
  const PixelArena::Block third = arena.Take(64);
  Fill(second, 2);
  Fill(third, 3);
  const std::uint8_t* const begin = first.bytes().data();
  first = {};
  EXPECT_EQ(second.bytes().data(), begin + 64);
  const PixelArena::Block wide = arena.Take(128);
  EXPECT_EQ(second.bytes().data(), begin);
  EXPECT_EQ(third.bytes().data(), begin + 64);
  EXPECT_EQ(wide.bytes().data(), begin + 128);
  EXPECT_TRUE(IsAll(second, 2));
  EXPECT_TRUE(IsAll(third, 3));
}

TEST(PixelArena, TakesTheNarrowestGap) {
  PixelArena arena(8 * 64);
  std::vector<PixelArena::Block> blocks;
  for (const std::size_t size : {128U, 64U, 64U, 64U}) {
    blocks.push_back(arena.Take(size));
  }
  const std::uint8_t* const begin = blocks[0].bytes().data();
  blocks[0] = {};
  blocks[2] = {};
  EXPECT_EQ(arena.Take(10).bytes().data(), begin + 192);
  EXPECT_EQ(arena.Take(65).bytes().data(), begin);
}

TEST(PixelArena, WhatExceedsItIsOutsideAndCounted) {
  PixelArena arena(1'000);  // 960 in whole steps.
  const PixelArena::Block inside = arena.Take(600);
  {
    const PixelArena::Block outside = arena.Take(600);
    EXPECT_EQ(outside.bytes().size(), 600U);
    EXPECT_TRUE(IsAligned(outside));
    Fill(outside, 1);
    EXPECT_EQ(arena.bytes_taken(), 2 * 640U);
    EXPECT_FALSE(arena.HasRoom(0));
  }
  EXPECT_TRUE(arena.HasRoom(320));
  EXPECT_FALSE(arena.HasRoom(321));
}

TEST(PixelArena, WithoutMemoryABlockIsEmpty) {
  PixelArena arena(10'000);
  const RefuseAbove limit(5'000);
  // The arena's own memory cannot be had, but that of a small picture.
  const PixelArena::Block small = arena.Take(100);
  EXPECT_EQ(small.bytes().size(), 100U);
  EXPECT_TRUE(arena.Take(6'000).bytes().empty());
  EXPECT_EQ(arena.bytes_taken(), 128U);
}

TEST(PixelArena, ABlockMovesToItsNewOwner) {
  PixelArena arena(1'000);
  PixelArena::Block first = arena.Take(100);
  Fill(first, 9);
  PixelArena::Block second = std::move(first);
  EXPECT_EQ(arena.bytes_taken(), 128U);
  EXPECT_TRUE(IsAll(second, 9));
  second = arena.Take(200);
  EXPECT_EQ(arena.bytes_taken(), 256U);
}

}  // namespace
}  // namespace vitrine
