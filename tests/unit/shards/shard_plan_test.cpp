// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/shard_plan.h"

#include <vitrine/base/random.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr ShardSizes kSizes = {.min_products = 100, .max_products = 400, .max_bytes = 1 << 20};
constexpr std::array<std::size_t, 4> kCounts = {6000, 1500, 250, 30};

std::vector<std::string> Names() { return {"lamps", "chairs", "vases", "umbrellas"}; }

std::vector<ProductKey> Keys(std::uint64_t seed) {
  Random random(seed);
  std::vector<ProductKey> keys;
  for (std::uint32_t department = 0; department < kCounts.size(); ++department) {
    for (std::size_t i = 0; i < kCounts.at(department); ++i) {
      ProductKey key;
      key.id_hash = (std::uint64_t{random.Next()} << 32U) | random.Next();
      key.place.bytes = 300;
      key.price_micros = random.Below(1000);
      key.currency = std::bit_cast<std::uint32_t>(std::array<char, 4>{'E', 'U', 'R', 0});
      key.department = department;
      key.merchant = random.Below(20);
      key.popularity = static_cast<std::uint8_t>(random.Below(10) == 0 ? random.Below(32) : 0);
      key.available = random.Below(10) != 0;
      keys.push_back(key);
    }
  }
  return keys;
}

// The shard of every product, by the product's hash.
std::map<std::uint64_t, std::string> Places(const std::vector<ProductKey>& keys,
                                            const ShardPlan& plan) {
  std::map<std::uint64_t, std::string> places;
  for (std::size_t i = 0; i < plan.shards.size(); ++i) {
    const Shard& shard = plan.shards[i];
    for (const std::uint32_t product : plan.products[i]) {
      places[keys[product].id_hash] =
          plan.departments[shard.department].name + " " + std::to_string(shard.cell) + " " +
          std::to_string(shard.depth) + " " + std::to_string(shard.prefix);
    }
  }
  return places;
}

TEST(PlanShards, PutsEveryProductIntoOneShardOfABoundedSize) {
  const auto keys = Keys(1);
  const ShardPlan plan = PlanShards(keys, Names(), {}, kSizes);
  std::vector<std::uint32_t> all;
  for (std::size_t i = 0; i < plan.shards.size(); ++i) {
    EXPECT_EQ(plan.shards[i].products, plan.products[i].size());
    EXPECT_GE(plan.products[i].size(), kSizes.min_products / 2);
    EXPECT_LE(plan.products[i].size(), kSizes.max_products);
    all.insert(all.end(), plan.products[i].begin(), plan.products[i].end());
  }
  std::ranges::sort(all);
  ASSERT_EQ(all.size(), keys.size());
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

TEST(PlanShards, SmallDepartmentsShareShardsThatAreNotSmall) {
  const ShardPlan plan = PlanShards(Keys(1), Names(), {}, kSizes);
  std::set<std::string> names;
  for (const ShardDepartment& department : plan.departments) {
    names.insert(department.name);
  }
  // Umbrellas alone would be a shard of 30 products; vases, the smallest beside, join them.
  EXPECT_EQ(names, (std::set<std::string>{"", "chairs", "lamps"}));
}

TEST(PlanShards, TheMostPopularComeFirstAndTiersAreThirds) {
  const auto keys = Keys(1);
  const ShardPlan plan = PlanShards(keys, Names(), {}, kSizes);
  const ShardDepartment& lamps = plan.departments[plan.shards[0].department];
  EXPECT_EQ(lamps.name, "lamps");
  EXPECT_EQ(plan.shards[0].cell, kPopularCell);
  for (const std::uint32_t product : plan.products[0]) {
    EXPECT_GE(keys[product].popularity, lamps.popular_level);
  }
  EXPECT_NEAR(static_cast<double>(lamps.tier_ends[0]), 333, 40);
  EXPECT_NEAR(static_cast<double>(lamps.tier_ends[1]), 667, 40);
}

TEST(PlanShards, NoProductMovesBecauseOthersComeAndGo) {
  auto keys = Keys(1);
  const ShardPlan before = PlanShards(keys, Names(), {}, kSizes);
  const auto places = Places(keys, before);
  // A tenth leaves, a tenth comes, in another order.
  keys.erase(keys.begin() + 3000, keys.begin() + 3800);
  const auto others = Keys(2);
  keys.insert(keys.end(), others.begin(), others.begin() + 800);
  std::ranges::reverse(keys);
  const ShardPlan after = PlanShards(keys, Names(), before.departments, kSizes);
  for (const auto& [id, place] : Places(keys, after)) {
    const auto former = places.find(id);
    EXPECT_TRUE(former == places.end() || former->second == place) << place;
  }
}

TEST(PlanShards, ADepartmentThatOutgrowsItsDivisionIsDividedFurther) {
  auto keys = Keys(1);
  const ShardPlan before = PlanShards(keys, Names(), {}, kSizes);
  for (std::uint64_t seed = 2; seed < 6; ++seed) {
    const auto more = Keys(seed);
    keys.insert(keys.end(), more.begin(), more.end());
  }
  for (const Shard& shard : PlanShards(keys, Names(), before.departments, kSizes).shards) {
    EXPECT_LE(shard.products, kSizes.max_products);
    EXPECT_GE(shard.products, kSizes.min_products / 2);
  }
}

TEST(PlanShards, LargeProductsMakeSmallerShards) {
  auto keys = Keys(1);
  for (ProductKey& key : keys) {
    key.place.bytes = 8000;
  }
  for (const Shard& shard : PlanShards(keys, Names(), {}, kSizes).shards) {
    EXPECT_LE(shard.products, 160U);
  }
}

TEST(ChooseHead, DepartmentsAndMerchantsTakeTurnsAndAllCanBeHad) {
  const auto keys = Keys(1);
  const ShardPlan plan = PlanShards(keys, Names(), {}, kSizes);
  const auto head = ChooseHead(keys, plan, 200);
  ASSERT_EQ(head.size(), 200U);
  std::map<std::uint32_t, int> departments;
  std::map<std::uint32_t, int> merchants;
  std::set<std::uint32_t> distinct(head.begin(), head.end());
  for (const std::uint32_t product : head) {
    EXPECT_TRUE(keys[product].available);
    ++departments[plan.department_of[product]];
    ++merchants[keys[product].merchant];
  }
  EXPECT_EQ(distinct.size(), 200U);
  EXPECT_EQ(departments.size(), 3U);
  EXPECT_EQ(merchants.size(), 20U);
  for (const auto& [department, count] : departments) {
    EXPECT_GE(count, 15) << department;
  }
}

TEST(ChooseHead, IsTheWholeOfASmallCatalogue) {
  auto keys = Keys(1);
  keys.resize(10);
  const ShardPlan plan = PlanShards(keys, Names(), {}, kSizes);
  const auto available = std::ranges::count(keys, true, &ProductKey::available);
  EXPECT_EQ(ChooseHead(keys, plan, 200).size(), static_cast<std::size_t>(available));
}

}  // namespace
}  // namespace vitrine::cli
