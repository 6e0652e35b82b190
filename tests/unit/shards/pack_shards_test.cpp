// SPDX-License-Identifier: Apache-2.0
// Folders of shards as `vitrine pack --shards` writes them, again and again.
#include "sdk/cli/shards/pack_shards.h"
#include "tests/unit/cli/temporary_folder.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_merge.h>
#include <vitrine/catalog/shard_delta.h>
#include <vitrine/catalog/vector_rows.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;

std::vector<float> UnitVector(std::size_t dimension, Random& random) {
  std::vector<float> vector(dimension);
  for (float& value : vector) {
    value = static_cast<float>(random.Normal());
  }
  ScaleTo(vector, 1);
  return vector;
}

// Rows `first` .. `last` of a shop whose products cost more in later versions where `dearer` says.
std::string FeedOf(int first, int last, int dearer = -1) {
  std::string feed = "id,title,price,image_link,product_type,brand,description,material,gtin\n";
  for (int i = first; i < last; ++i) {
    const std::string kind = i % 3 == 0 ? "Lamps" : i % 3 == 1 ? "Chairs" : "Vases";
    feed += "p" + std::to_string(i) + "," + kind + " number " + std::to_string(i) + "," +
            std::to_string(10 + i % 50 + (i == dearer ? 1000 : 0)) + ".00 EUR,https://x.example/" +
            std::to_string(i) + ".jpg," + kind + " > Small,Brand " + std::to_string(i % 7) +
            ",Some words,oak,4006381333931\n";
  }
  return feed;
}

class PackIntoShards : public ::testing::Test {
 protected:
  Result<PackShardsReport> Pack(const std::vector<ShardSource>& sources, bool prune = false,
                                bool fresh = false, const std::vector<Event>& events = {}) {
    ShardOptions options;
    options.sizes = {.min_products = 50, .max_products = 200, .max_bytes = 1 << 20};
    options.prune = prune;
    return PackShards(sources, events, folder_ / "out", fresh, options);
  }

  std::vector<std::byte> Bytes(const std::string& name) const {
    const auto text = ReadFile(folder_ / "out" / name);
    EXPECT_TRUE(text) << name;
    const auto bytes = AsBytes(*text);
    return {bytes.begin(), bytes.end()};
  }

  ShardIndex Index() const { return ReadShardIndex(Bytes(kShardIndexName)).value(); }

  Catalog Whole() const {
    std::vector<PackReader> packs;
    std::vector<std::vector<std::uint32_t>> all;
    for (const Shard& shard : Index().shards) {
      packs.push_back(PackReader::Open(Bytes(ShardName(shard.hash))).value());
      all.push_back(AllProducts(packs.back()));
    }
    std::vector<PackPart> parts;
    for (std::size_t i = 0; i < packs.size(); ++i) {
      parts.push_back({&packs[i], all[i]});
    }
    return Catalog::Open(MergePacks(parts).value()).value();
  }

  std::set<std::string> Files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "out")) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }

  TemporaryFolder folder_;
};

TEST_F(PackIntoShards, AllProductsAreInTheShardsWithWhatALookbookShows) {
  const auto report = Pack({{"", folder_.Write("feed.csv", FeedOf(0, 1200))}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->shards.products, 1200U);
  EXPECT_EQ(report->sources[0].rows, 1200U);
  EXPECT_GT(report->shards.shards, 6U);
  const Catalog catalog = Whole();
  ASSERT_EQ(catalog.size(), 1200U);
  const ProductIndex product = catalog.Find("p33").value();
  EXPECT_EQ(catalog.title(product), "Lamps number 33");
  EXPECT_EQ(catalog.image_count(product), 1U);
  EXPECT_EQ(catalog.description(product), "");
  ASSERT_EQ(catalog.attribute_count(product), 1U);
  EXPECT_EQ(catalog.attribute_value(product, 0), "oak");
  EXPECT_EQ(catalog.dimension(), 64U);
  const Catalog head = Catalog::Open(Bytes(kShardHeadName)).value();
  EXPECT_GT(head.size(), 500U);
  EXPECT_LE(Bytes(kShardHeadName).size(), kMaxHeadBytes);
}

TEST_F(PackIntoShards, PackingTheSameAgainWritesNothingNew) {
  const ShardSource feed = {"", folder_.Write("feed.csv", FeedOf(0, 1200))};
  ASSERT_TRUE(Pack({feed}));
  const auto files = Files();
  const auto index = Bytes(kShardIndexName);
  const auto again = Pack({feed}).value();
  EXPECT_EQ(again.shards.new_shards, 0U);
  EXPECT_EQ(Files(), files);
  EXPECT_EQ(Bytes(kShardIndexName), index);
}

TEST_F(PackIntoShards, TheIndexNamesTheHeadOfTheSameRun) {
  ASSERT_TRUE(Pack({{"", folder_.Write("feed.csv", FeedOf(0, 300))}}));
  const auto before = Bytes(kShardHeadName);
  EXPECT_TRUE(CheckHead(Index(), before));
  ASSERT_TRUE(Pack({{"", folder_.Write("feed.csv", FeedOf(0, 300, 33))}}));
  EXPECT_TRUE(CheckHead(Index(), Bytes(kShardHeadName)));
  EXPECT_FALSE(CheckHead(Index(), before));
}

TEST_F(PackIntoShards, AChangeWritesOneShardAndADeltaToIt) {
  ASSERT_TRUE(Pack({{"", folder_.Write("feed.csv", FeedOf(0, 1200))}}));
  const ShardIndex before = Index();
  const auto report = Pack({{"", folder_.Write("feed.csv", FeedOf(0, 1200, 33))}}).value();
  // It was in the middle and is dear now: one shard lost it and one got it, or it stayed.
  EXPECT_GE(report.shards.new_shards, 1U);
  EXPECT_LE(report.shards.new_shards, 2U);
  const ShardIndex after = Index();
  ASSERT_EQ(after.deltas.size(), report.shards.new_shards);
  for (const ShardDelta& delta : after.deltas) {
    const ShardHash& to = after.shards[delta.shard].hash;
    const auto changes = Bytes(DeltaName(delta.from, to));
    EXPECT_EQ(changes.size(), delta.bytes);
    EXPECT_EQ(ApplyDelta(Bytes(ShardName(delta.from)), changes, to).value(), Bytes(ShardName(to)));
  }
}

TEST_F(PackIntoShards, DeltasReachBackTwoVersionsAndOldFilesGoWhenAsked) {
  const auto feed = [this](int dearer) {
    return ShardSource{"", folder_.Write("feed.csv", FeedOf(0, 300, dearer))};
  };
  for (const int dearer : {-1, 33, 36, 39}) {
    ASSERT_TRUE(Pack({feed(dearer)}));
  }
  const ShardIndex index = Index();
  std::size_t most = 0;
  for (std::uint32_t shard = 0; shard < index.shards.size(); ++shard) {
    most = std::max(most, static_cast<std::size_t>(
                              std::ranges::count(index.deltas, shard, &ShardDelta::shard)));
  }
  EXPECT_EQ(most, kFormerVersions);
  const auto before = Files();
  const auto report = Pack({feed(39)}, true).value();
  EXPECT_GT(report.shards.pruned, 0U);
  EXPECT_EQ(Files().size() + report.shards.pruned, before.size());
  EXPECT_EQ(Whole().size(), 300U);
}

TEST_F(PackIntoShards, MerchantsShareAFolderAndIdsThatComeTwiceAreTold) {
  const auto report = Pack({{"Nord", folder_.Write("a.csv", FeedOf(0, 400))},
                            {"Sued", folder_.Write("b.csv", FeedOf(390, 800))}})
                          .value();
  EXPECT_EQ(report.shards.products, 800U);
  EXPECT_EQ(report.sources[1].products, 400U);
  ASSERT_EQ(report.sources[1].errors.size(), 10U);
  EXPECT_EQ(report.sources[1].errors[0].id, "p390");
  EXPECT_THAT(report.sources[1].errors[0].message, HasSubstr("unique"));
  EXPECT_EQ(Whole().size(), 800U);
}

TEST_F(PackIntoShards, WhatWasPopularIsInTheHead) {
  std::vector<Event> events;
  for (int i = 900; i < 960; ++i) {
    Event event;
    event.kind = EventKind::kView;
    event.product_ids = {"p" + std::to_string(i)};
    events.insert(events.end(), 3, event);
  }
  ASSERT_TRUE(Pack({{"", folder_.Write("feed.csv", FeedOf(0, 6000))}}, false, false, events));
  const Catalog head = Catalog::Open(Bytes(kShardHeadName)).value();
  for (int i = 900; i < 960; ++i) {
    const auto product = head.Find("p" + std::to_string(i));
    ASSERT_TRUE(product) << i;
    EXPECT_EQ(head.popularity()[*product], 1);
  }
}

TEST_F(PackIntoShards, ATrainedPackKeepsWhatWasLearned) {
  std::vector<Product> products;
  std::vector<float> vectors;
  std::vector<std::uint32_t> ends;
  std::vector<Neighbour> neighbours;
  std::vector<Behaviour> behaviour;
  Random random(1);
  for (std::uint32_t i = 0; i < 500; ++i) {
    Product product;
    product.id = "p" + std::to_string(1000 + i);
    product.title = "Lamp";
    product.category = {i % 2 == 0 ? "Lamps" : "Chairs"};
    product.image_links = {"x.jpg"};
    product.price = {1'000'000, "EUR"};
    products.push_back(product);
    // Rounded to 8 bits it is no longer of length 1.
    const std::vector<float> vector = UnitVector(16, random);
    vectors.insert(vectors.end(), vector.begin(), vector.end());
    neighbours.push_back({(i + 1) % 500, 200, 1, 2, 3});  // Of the other department.
    ends.push_back(i + 1);
    behaviour.push_back({static_cast<Strength>(1 + i % 200), 2, 3, 4});
  }
  const std::vector<std::byte> weights(3000, std::byte{7});
  PackExtras extras;
  extras.vectors = vectors;
  extras.dimension = 16;
  extras.precision = VectorPrecision::kInt8;
  extras.list_ends = ends;
  extras.neighbours = neighbours;
  extras.behaviour = behaviour;
  extras.weights = weights;
  ASSERT_TRUE(WriteFile(folder_ / "trained.vpack", WritePack(products, extras).value()));
  const auto report = Pack({{"", folder_ / "trained.vpack"}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(Catalog::Open(Bytes(kShardHeadName)).value().weights().size(), 3000U);
  const Catalog whole = Whole();
  ASSERT_EQ(whole.size(), 500U);
  for (ProductIndex product = 0; product < whole.size(); ++product) {
    ASSERT_EQ(whole.neighbours(product).size(), 1U) << product;
    EXPECT_EQ(whole.neighbours(product)[0].product, (product + 1) % 500);
    EXPECT_EQ(whole.neighbours(product)[0].linear, 200);
    EXPECT_EQ(whole.behaviour()[product].recent, 1 + product % 200);
    std::vector<float> row(16);
    CopyRow(whole.vectors(), product, row);
    for (std::size_t i = 0; i < row.size(); ++i) {
      EXPECT_NEAR(row[i], vectors[16 * product + i], 0.01);
    }
  }
  EXPECT_EQ(Pack({{"", folder_ / "trained.vpack"}, {"", folder_ / "trained.vpack"}}).error().code,
            ErrorCode::kInvalidArgument);
}

TEST_F(PackIntoShards, WeightsThatFillTheHeadAreRefused) {
  Product product;
  product.id = "p";
  product.title = "Lamp";
  product.image_links = {"x.jpg"};
  product.price = {1, "EUR"};
  const std::vector<std::byte> weights(400'000);
  PackExtras extras;
  extras.weights = weights;
  ASSERT_TRUE(WriteFile(folder_ / "heavy.vpack", WritePack(std::vector{product}, extras).value()));
  const auto report = Pack({{"", folder_ / "heavy.vpack"}});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kTooLarge);
}

TEST_F(PackIntoShards, ADamagedIndexIsAnErrorAndFreshStartsAnew) {
  const ShardSource feed = {"", folder_.Write("feed.csv", FeedOf(0, 300))};
  ASSERT_TRUE(Pack({feed}));
  folder_.Write("out/index.vshards", "what is this");
  const auto damaged = Pack({feed});
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kPackCorrupt);
  EXPECT_THAT(damaged.error().message, HasSubstr("--fresh"));
  EXPECT_TRUE(Pack({feed}, false, true));
  EXPECT_EQ(Whole().size(), 300U);
}

TEST_F(PackIntoShards, AnEmptyFeedGivesAnEmptyCatalogue) {
  const auto report = Pack({{"", folder_.Write("feed.csv", FeedOf(0, 0))}});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(Index().shards.size(), 0U);
  EXPECT_EQ(Catalog::Open(Bytes(kShardHeadName)).value().size(), 0U);
}

}  // namespace
}  // namespace vitrine::cli
