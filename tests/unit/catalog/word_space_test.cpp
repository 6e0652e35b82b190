// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/catalog/sample_products.h"

#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/word_space.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace vitrine {
namespace {

float Dot(std::span<const float> a, std::span<const float> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

TEST(WordSpace, DescribesProductsNearlyAsTheAnalysisOfAllOfThem) {
  const auto products = MixedProducts(300);
  const auto whole = ContentVectors(products, 32, 1).value();
  const WordSpace space = LearnWordSpace(products, 32, 1).value();
  std::vector<float> first(32);
  std::vector<float> second(32);
  double difference = 0;
  for (std::size_t i = 0; i + 1 < products.size(); ++i) {
    space.Describe(products[i], first);
    space.Describe(products[i + 1], second);
    const auto row = [&](std::size_t k) { return std::span(whole).subspan(k * 32, 32); };
    difference += std::abs(Dot(first, second) - Dot(row(i), row(i + 1)));
  }
  EXPECT_LT(difference / 299, 0.05);
}

TEST(WordSpace, DescribesAProductThatItHasNotSeen) {
  const auto products = MixedProducts(100);
  const WordSpace space = LearnWordSpace(products, 16, 1).value();
  Product fresh = products[0];
  fresh.id = "new";
  std::vector<float> known(16);
  std::vector<float> vector(16);
  space.Describe(products[0], known);
  space.Describe(fresh, vector);
  EXPECT_EQ(vector, known);
  fresh = PlainProduct("x");
  fresh.title = "Nothing of this kind";
  space.Describe(fresh, vector);
  EXPECT_EQ(vector, std::vector<float>(16));
}

TEST(WordSpace, ComesBackAsItWasSavedAndDamageIsRefused) {
  const auto products = MixedProducts(60);
  const WordSpace space = LearnWordSpace(products, 16, 1).value();
  const auto bytes = space.Save();
  const auto restored = WordSpace::Restore(bytes).value();
  EXPECT_EQ(restored.Save(), bytes);
  EXPECT_GT(restored.word_count(), 5U);
  for (std::size_t size = 0; size < bytes.size(); size += 5) {
    EXPECT_EQ(WordSpace::Restore(std::span(bytes).first(size)).error().code,
              ErrorCode::kPackCorrupt);
  }
}

}  // namespace
}  // namespace vitrine
