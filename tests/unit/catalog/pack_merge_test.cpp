// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/catalog/sample_products.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_merge.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kDimension = 16;

// Products with all that a shard has, from which packs of some of them are made.
struct Stock {
  explicit Stock(std::size_t count) : products(MixedProducts(count)) {
    products[0] = OpalLamp();
    vectors = ContentVectors(products, kDimension, 1).value();
    for (std::size_t i = 0; i < count; ++i) {
      popularity.push_back(static_cast<float>(i % 8) / 8);
      behaviour.push_back({static_cast<Strength>(i), 1, 2, 3});
      // The next two, of which one may be elsewhere.
      for (const std::size_t step : {1U, 2U}) {
        const std::uint64_t hash = IdHash(products[(i + step) % count].id);
        named.push_back({static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32U),
                         static_cast<Strength>(200 / step), 4, 5, 6});
      }
    }
  }

  std::vector<std::byte> PackOf(const std::vector<std::size_t>& chosen) const {
    std::vector<Product> some;
    std::vector<float> some_vectors;
    std::vector<float> some_popularity;
    std::vector<Behaviour> some_behaviour;
    std::vector<NamedNeighbour> some_named;
    std::vector<std::uint32_t> ends;
    for (const std::size_t i : chosen) {
      some.push_back(products[i]);
      const auto row = std::span(vectors).subspan(i * kDimension, kDimension);
      some_vectors.insert(some_vectors.end(), row.begin(), row.end());
      some_popularity.push_back(popularity[i]);
      some_behaviour.push_back(behaviour[i]);
      some_named.insert(some_named.end(), {named[2 * i], named[2 * i + 1]});
      ends.push_back(static_cast<std::uint32_t>(some_named.size()));
    }
    PackExtras extras;
    extras.vectors = some_vectors;
    extras.dimension = kDimension;
    extras.precision = VectorPrecision::kInt8;
    extras.popularity = some_popularity;
    extras.behaviour = some_behaviour;
    extras.named_ends = ends;
    extras.named = some_named;
    return WritePack(some, extras).value();
  }

  std::vector<Product> products;
  std::vector<float> vectors;
  std::vector<float> popularity;
  std::vector<Behaviour> behaviour;
  std::vector<NamedNeighbour> named;
};

std::vector<std::size_t> Every(std::size_t count, std::size_t step, std::size_t first) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = first; i < count; i += step) {
    chosen.push_back(i);
  }
  return chosen;
}

std::vector<std::byte> Merge(const std::vector<std::vector<std::byte>>& packs) {
  std::vector<PackReader> open;
  std::vector<std::vector<std::uint32_t>> all;
  for (const auto& pack : packs) {
    open.push_back(PackReader::Open(pack).value());
    all.push_back(AllProducts(open.back()));
  }
  std::vector<PackPart> parts;
  for (std::size_t i = 0; i < open.size(); ++i) {
    parts.push_back({&open[i], all[i]});
  }
  return MergePacks(parts).value();
}

TEST(MergePacks, WritesWhatWritePackWouldHaveWritten) {
  const Stock stock(90);
  const auto whole = stock.PackOf(Every(90, 1, 0));
  EXPECT_EQ(Merge({stock.PackOf(Every(90, 3, 0)), stock.PackOf(Every(90, 3, 1)),
                   stock.PackOf(Every(90, 3, 2))}),
            whole);
  EXPECT_EQ(Merge({whole}), whole);
}

TEST(MergePacks, OneStepAfterTheOtherIsAsGoodAsAllAtOnce) {
  const Stock stock(60);
  const auto first = Merge({stock.PackOf(Every(60, 3, 0)), stock.PackOf(Every(60, 3, 1))});
  EXPECT_EQ(Merge({first, stock.PackOf(Every(60, 3, 2))}), stock.PackOf(Every(60, 1, 0)));
}

TEST(MergePacks, ListsNameTheProductsThatAreThereInTheirOrder) {
  const Stock stock(30);
  const auto alone = Catalog::Open(stock.PackOf(Every(30, 2, 0))).value();
  const ProductIndex one = alone.Find(stock.products[4].id).value();
  ASSERT_EQ(alone.neighbours(one).size(), 1U);  // The next one is in the other pack.
  EXPECT_EQ(alone.id(alone.neighbours(one)[0].product), stock.products[6].id);
  const auto both =
      Catalog::Open(Merge({stock.PackOf(Every(30, 2, 0)), stock.PackOf(Every(30, 2, 1))})).value();
  const ProductIndex same = both.Find(stock.products[4].id).value();
  ASSERT_EQ(both.neighbours(same).size(), 2U);
  EXPECT_EQ(both.id(both.neighbours(same)[0].product), stock.products[5].id);
  EXPECT_EQ(both.neighbours(same)[0].linear, 200);
  EXPECT_EQ(both.neighbours(same)[1].linear, 100);
}

TEST(MergePacks, TheEarlierPackHasAProductThatIsInBoth) {
  Stock fresh(20);
  const Stock old(20);
  fresh.products[7].price.micros = 5'000'000;
  const auto merged =
      Catalog::Open(Merge({fresh.PackOf({7, 8}), old.PackOf(Every(20, 1, 0))})).value();
  EXPECT_EQ(merged.size(), 20U);
  EXPECT_EQ(merged.price(merged.Find(fresh.products[7].id).value()).micros, 5'000'000);
}

TEST(MergePacks, ListsByPositionAndRowsOfFloatsAreMergedToo) {
  const std::vector<Product> a = {PlainProduct("A"), PlainProduct("C")};
  const std::vector<Product> b = {PlainProduct("B")};
  std::vector<float> two(32);
  two[3] = 1;
  two[16 + 5] = 1;
  std::vector<float> one(16);
  one[7] = 1;
  const std::vector<std::uint32_t> ends = {1, 1};
  const std::vector<Neighbour> neighbours = {{1, 9, 8, 7, 6}};
  const auto first =
      WritePack(a, {.vectors = two, .dimension = 16, .list_ends = ends, .neighbours = neighbours});
  const auto second =
      WritePack(b, {.vectors = one, .dimension = 16, .precision = VectorPrecision::kInt8});
  const auto merged = Catalog::Open(Merge({*first, *second})).value();
  ASSERT_EQ(merged.size(), 3U);
  ASSERT_EQ(merged.neighbours(0).size(), 1U);
  EXPECT_EQ(merged.neighbours(0)[0].product, 2U);
  std::vector<float> row(16);
  CopyRow(merged.vectors(), 1, row);
  EXPECT_NEAR(row[7], 1, 1e-6);
}

TEST(MergePacks, VectorsOfAnotherDimensionAreRefused) {
  const std::vector<Product> a = {PlainProduct("A")};
  const std::vector<Product> b = {PlainProduct("B")};
  const std::vector<float> one(16);
  const auto with =
      PackReader::Open(WritePack(a, {.vectors = one, .dimension = 16}).value()).value();
  const auto without = PackReader::Open(WritePack(b, {}).value()).value();
  const std::vector<std::uint32_t> all = {0};
  const std::vector<PackPart> parts = {{&without, all}, {&with, all}};
  EXPECT_EQ(MergePacks(parts).error().code, ErrorCode::kShapeMismatch);
}

}  // namespace
}  // namespace vitrine
