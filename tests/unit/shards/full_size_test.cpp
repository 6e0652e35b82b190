// SPDX-License-Identifier: Apache-2.0
// A catalogue of five million products of several hundred merchants: packed into shards as `vitrine
// pack --shards` does, and used as a device does.
#include "sdk/cli/files.h"
#include "sdk/cli/shards/shard_packer.h"
#include "tests/support/sanitized.h"
#include "tests/unit/cli/temporary_folder.h"
#include "tests/unit/shards/market.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack_merge.h>
#include <vitrine/catalog/pack_reader.h>
#include <vitrine/catalog/shard_pick.h>
#include <vitrine/catalog/text.h>
#include <vitrine/ranking/coarse_taste.h>
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/ranker.h>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace vitrine::cli {
namespace {

using testing::Market;

// Sanitizers make everything a dozen times slower and the size is not what they look at.
constexpr std::size_t kProducts = Sanitized() ? 200'000 : 5'000'000;

constexpr std::int64_t kNowMs = 1'700'000'000'000;
constexpr ShardBudget kBudget = {std::uint64_t{16} << 20, 40'000};

// What a device reads of the folder, and how much.
class Device {
 public:
  explicit Device(const std::filesystem::path& folder) : folder_(folder) {}

  std::vector<std::byte> Fetch(const std::string& name) {
    const auto bytes = ReadFile(folder_ / name);
    EXPECT_TRUE(bytes) << name;
    fetched_ += bytes->size();
    names_.push_back(name);
    const auto view = AsBytes(*bytes);
    return {view.begin(), view.end()};
  }

  std::uint64_t fetched() const { return fetched_; }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::filesystem::path folder_;
  std::uint64_t fetched_ = 0;
  std::vector<std::string> names_;
};

class FullSize : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    market_folder = new TemporaryFolder();
    const auto start = std::chrono::steady_clock::now();
    const auto say = [&](const char* what) {
      const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
      std::cerr << what << " after " << passed.count() << " s\n";
    };
    const auto folder = ShardFolder::Open(*market_folder / "market", false).value();
    auto packer = ShardPacker::Create(folder, {}).value();
    for (std::size_t i = 0; i < kProducts; ++i) {
      SpooledProduct spooled;
      spooled.product = Market::Make(i);
      const std::string merchant = Market::Merchant(i);
      ASSERT_TRUE(packer.Add(std::move(spooled), {merchant, Market::Popularity(i)}).value());
    }
    say("products read");
    const auto report = packer.Finish();
    ASSERT_TRUE(report) << report.error().message;
    say("shards written");
    market_report = *report;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cerr << market_report.shards << " shards of " << market_report.bytes << " bytes, head of "
              << market_report.head_products << " products in " << market_report.head_bytes
              << " bytes, index of " << market_report.index_bytes << " bytes, peak "
              << usage.ru_maxrss / 1024 << " MB\n";
    EXPECT_LT(usage.ru_maxrss, 8L << 20);
  }
  static void TearDownTestSuite() { delete market_folder; }

  static std::filesystem::path folder() { return *market_folder / "market"; }

  static inline TemporaryFolder* market_folder = nullptr;
  static inline ShardReport market_report;
};

TEST_F(FullSize, TheHeadMakesTheFirstPageAndTheIndexIsSmall) {
  Device device(folder());
  const auto catalog = Catalog::Open(device.Fetch(kShardHeadName));
  ASSERT_TRUE(catalog) << catalog.error().message;
  EXPECT_LE(device.fetched(), 300'000U);
  EXPECT_GT(catalog->size(), 500U);
  const Ranker ranker(*catalog);
  PageRequest request;
  request.now_ms = kNowMs;
  EXPECT_EQ(ranker.PickPage({}, request)->size(), 6U);
  std::vector<bool> seen(catalog->category_count());
  for (ProductIndex product = 0; product < catalog->size(); ++product) {
    seen[RootCategory(*catalog, product)] = true;
    EXPECT_NE(catalog->availability(product), Availability::kOutOfStock);
  }
  EXPECT_GE(std::ranges::count(seen, true), 20);
  EXPECT_LE(market_report.index_bytes, 100'000U);
}

TEST_F(FullSize, EveryProductIsInOneShardAndShardsHideThousands) {
  Device device(folder());
  const auto index = ReadShardIndex(device.Fetch(kShardIndexName)).value();
  EXPECT_EQ(index.product_count, kProducts);
  std::vector<std::atomic<std::uint8_t>> seen(kProducts);
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> wrong = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < index.shards.size(); i = next++) {
      const auto text = ReadFile(folder() / ShardName(index.shards[i].hash)).value();
      const auto bytes = AsBytes(text);
      const auto pack = PackReader::Open({bytes.begin(), bytes.end()});
      if (!pack || pack->products().size() != index.shards[i].products ||
          HashOf(bytes) != index.shards[i].hash || bytes.size() != index.shards[i].bytes) {
        ++wrong;
        continue;
      }
      for (const pack::ProductRecord& record : pack->products()) {
        ++seen.at(std::stoul(std::string(pack->Text(record.id).substr(1))));
      }
    }
  };
  {
    std::jthread other(work);
    work();
  }
  EXPECT_EQ(wrong, 0U);
  EXPECT_TRUE(std::ranges::all_of(seen, [](const auto& count) { return count == 1; }));
  for (const Shard& shard : index.shards) {
    EXPECT_GE(shard.products, 1024U);
    EXPECT_LE(shard.products, 8192U);
    EXPECT_LE(shard.bytes, std::uint32_t{4} << 20);
  }
}

// Streams shards as the browser does; what the shopper turned to is in their first pages.
void ExpectTasteIsServed(const std::filesystem::path& folder, const std::string& department) {
  Device device(folder);
  auto head = PackReader::Open(device.Fetch(kShardHeadName)).value();
  const auto index = ReadShardIndex(device.Fetch(kShardIndexName)).value();
  // The shopper opens some products of the head.
  Profile profile;
  const auto first = Catalog::Open(device.Fetch(kShardHeadName)).value();
  std::int64_t time = kNowMs - 60'000;
  for (ProductIndex product = 0; product < first.size(); ++product) {
    if (first.category_name(RootCategory(first, product)) == department && time < kNowMs) {
      Event event;
      event.kind = EventKind::kView;
      event.time_ms = time += 10'000;
      event.product_ids = {std::string(first.id(product))};
      profile.Observe(event);
    }
  }
  std::vector<CoarseInterest> interests;
  for (const DepartmentTaste& taste : CoarseTaste(first, profile, kNowMs)) {
    if (taste.department != kNoTerm) {
      interests.push_back({std::string(first.category_name(taste.department)), {}});
    }
  }
  ASSERT_EQ(interests.size(), department.empty() ? 0U : 1U);
  const auto picked = PickShards(index, interests, kBudget);
  const std::uint64_t before = device.fetched();
  std::vector<PackReader> packs;
  packs.push_back(std::move(head));
  std::uint64_t products = 0;
  for (const std::uint32_t shard : picked) {
    auto bytes = device.Fetch(ShardName(index.shards[shard].hash));
    ASSERT_EQ(HashOf(bytes), index.shards[shard].hash);
    packs.push_back(PackReader::Open(std::move(bytes)).value());
    products += index.shards[shard].products;
  }
  EXPECT_LE(device.fetched() - before, kBudget.bytes);
  EXPECT_LE(products, kBudget.products);
  EXPECT_EQ(device.names().size(), 3 + picked.size());
  std::vector<std::vector<std::uint32_t>> all;
  for (const PackReader& pack : packs) {
    all.push_back(AllProducts(pack));
  }
  std::vector<PackPart> parts;
  for (std::size_t i = 0; i < packs.size(); ++i) {
    parts.push_back({&packs[i], all[i]});
  }
  const auto start = std::chrono::steady_clock::now();
  auto merged = MergePacks(parts);
  ASSERT_TRUE(merged) << merged.error().message;
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  std::cerr << picked.size() << " shards merged in " << passed.count() << " ms\n";
  const auto catalog = Catalog::Open(std::move(*merged));
  ASSERT_TRUE(catalog) << catalog.error().message;
  EXPECT_GT(catalog->size(), products);  // Those of the head are not all among them.
  EXPECT_LE(catalog->size(), products + first.size());
  const Ranker ranker(*catalog);
  PageRequest request;
  request.count = 12;
  request.now_ms = kNowMs;
  const auto picks = ranker.PickPage(profile, request).value();
  ASSERT_EQ(picks.size(), 12U);
  std::size_t of_taste = 0;
  std::size_t new_ones = 0;
  for (const Pick& pick : picks) {
    of_taste += catalog->category_name(RootCategory(*catalog, pick.product)) == department ? 1 : 0;
    new_ones += first.Find(catalog->id(pick.product)) ? 0 : 1;
  }
  EXPECT_GE(of_taste, department.empty() ? 0U : 6U) << department;
  // Without taste the most popular lead, and those are in the head.
  EXPECT_GE(new_ones, department.empty() ? 0U : 1U);
}

TEST_F(FullSize, ShardsAreTheSameForThoseWithoutTaste) { ExpectTasteIsServed(folder(), ""); }
TEST_F(FullSize, ATasteForALargeDepartmentIsServed) { ExpectTasteIsServed(folder(), "Shoes"); }
TEST_F(FullSize, ATasteForASmallDepartmentIsServed) { ExpectTasteIsServed(folder(), "Bicycles"); }

}  // namespace
}  // namespace vitrine::cli
