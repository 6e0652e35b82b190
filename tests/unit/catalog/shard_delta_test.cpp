// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/catalog/sample_products.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/shard_delta.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {
namespace {

std::vector<std::byte> PackOf(const std::vector<Product>& products) {
  const std::vector<float> popularity(products.size(), 0.5F);
  PackExtras extras;
  extras.popularity = popularity;
  return WritePack(products, extras).value();
}

struct Versions {
  Versions() : products(MixedProducts(200)), before(PackOf(products)) {
    products.erase(products.begin() + 10);   // One leaves,
    products.push_back(OpalLamp());          // one comes,
    products[50].price.micros += 1'000'000;  // and two are another than before.
    products[51].availability = Availability::kOutOfStock;
    after = PackOf(products);
  }
  std::vector<Product> products;
  std::vector<std::byte> before;
  std::vector<std::byte> after;
};

TEST(ShardDelta, LeadsToTheVeryBytesAndIsSmall) {
  const Versions versions;
  const auto delta = MakeDelta(versions.before, versions.after).value();
  ASSERT_TRUE(delta.has_value());
  EXPECT_LT(delta->size(), versions.after.size() / 8);
  EXPECT_EQ(ApplyDelta(versions.before, *delta, HashOf(versions.after)).value(), versions.after);
}

TEST(ShardDelta, WithoutChangesLeadsToTheSame) {
  const Versions versions;
  const auto delta = MakeDelta(versions.before, versions.before).value();
  ASSERT_TRUE(delta.has_value());
  EXPECT_EQ(ApplyDelta(versions.before, *delta, HashOf(versions.before)).value(), versions.before);
}

TEST(ShardDelta, LeadsToTheVeryBytesWhereANamesFirstSpellingLeaves) {
  std::vector<Product> products = {PlainProduct("A"), PlainProduct("B"), PlainProduct("C")};
  products[0].brand = "ALDER";
  products[1].brand = "Alder";
  products[2].brand = "Alder";
  const auto before = PackOf(products);
  products.erase(products.begin());
  const auto after = PackOf(products);
  const auto delta = MakeDelta(before, after).value();
  ASSERT_TRUE(delta.has_value());
  EXPECT_EQ(ApplyDelta(before, *delta, HashOf(after)).value(), after);
}

TEST(ShardDelta, ThatWouldLeadElsewhereIsNotMade) {
  const auto products = MixedProducts(10);
  const std::vector<std::byte> weights(10);
  PackExtras extras;
  extras.weights = weights;
  const auto before = WritePack(products, extras).value();
  // A delta can change weights, not take them away.
  EXPECT_FALSE(MakeDelta(before, WritePack(products, {}).value()).value().has_value());
}

TEST(ShardDelta, OfAnotherVersionOrDamagedIsRefused) {
  const Versions versions;
  const auto delta = MakeDelta(versions.before, versions.after).value().value();
  const ShardHash to = HashOf(versions.after);
  EXPECT_EQ(ApplyDelta(versions.after, delta, to).error().code, ErrorCode::kPackCorrupt);
  EXPECT_EQ(ApplyDelta(versions.before, delta, HashOf(versions.before)).error().code,
            ErrorCode::kPackCorrupt);
  for (std::size_t size = 0; size < delta.size(); size += 7) {
    EXPECT_FALSE(ApplyDelta(versions.before, std::span(delta).first(size), to)) << size;
  }
  for (std::size_t i = 0; i < delta.size(); i += i < 200 ? 1 : 13) {
    auto damaged = delta;
    damaged[i] ^= std::byte{0x41};
    const auto result = ApplyDelta(versions.before, damaged, to);
    // Bytes that nothing depends on, or the very version.
    EXPECT_TRUE(!result || *result == versions.after) << i;
  }
}

}  // namespace
}  // namespace vitrine
