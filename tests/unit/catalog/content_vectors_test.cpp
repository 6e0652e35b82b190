// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/matrix_sizes.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/product_words.h>
#include <tests/unit/catalog/sample_products.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<float> Vectors(const std::vector<Product>& products, std::size_t dimension = 32,
                           std::uint64_t seed = 1) {
  Result<std::vector<float>> vectors = ContentVectors(products, dimension, seed);
  if (!vectors) {
    ADD_FAILURE() << vectors.error().message;
    return {};
  }
  return std::move(*vectors);
}

double Dot(const std::vector<float>& vectors, std::size_t dimension, std::size_t a, std::size_t b) {
  double sum = 0;
  for (std::size_t i = 0; i < dimension; ++i) {
    sum += static_cast<double>(vectors[a * dimension + i]) * vectors[b * dimension + i];
  }
  return sum;
}

TEST(ContentVectors, RowsAndColumnsAreHeldToTheMemory) {
  constexpr std::uint64_t kBytes = std::uint64_t{1} << 29;
  EXPECT_TRUE(CheckMatrixSizes(500'000, 500'000, 64, kBytes));
  for (const auto& [products, terms] :
       {std::pair<std::size_t, std::size_t>{2'000'000, 10}, {10, 2'000'000}, {10, 1'000'000}}) {
    const Result<void> sized = CheckMatrixSizes(products, terms, 64, kBytes);
    ASSERT_FALSE(sized) << products << " x " << terms;
    EXPECT_EQ(sized.error().code, ErrorCode::kTooLarge);
  }
}

TEST(ContentVectors, HaveLengthOne) {
  for (const std::size_t count : {1U, 2U, 10U, 100U, 500U}) {
    for (const std::size_t dimension : {16U, 64U}) {
      const std::vector<float> vectors = Vectors(MixedProducts(count), dimension);
      ASSERT_EQ(vectors.size(), count * dimension);
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_NEAR(Dot(vectors, dimension, i, i), 1.0, 1e-5) << count << " x " << dimension;
      }
    }
  }
}

TEST(ContentVectors, BringProductsOfOneCategoryAndBrandTogether) {
  const std::vector<Product> products = MixedProducts(300);
  const std::vector<float> vectors = Vectors(products);
  double kin = 0;
  double strangers = 0;
  int kin_count = 0;
  int stranger_count = 0;
  for (std::size_t a = 0; a < products.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const bool same_category = products[a].category == products[b].category;
      const bool same_brand = products[a].brand == products[b].brand;
      if (same_category && same_brand) {
        kin += Dot(vectors, 32, a, b);
        ++kin_count;
      } else if (!same_category && !same_brand) {
        strangers += Dot(vectors, 32, a, b);
        ++stranger_count;
      }
    }
  }
  EXPECT_GT(kin / kin_count, strangers / stranger_count + 0.3);
}

TEST(ContentVectors, TheNearestNeighbourSharesTheCategory) {
  const std::vector<Product> products = MixedProducts(200);
  const std::vector<float> vectors = Vectors(products);
  for (std::size_t a = 0; a < products.size(); ++a) {
    std::size_t nearest = a == 0 ? 1 : 0;
    for (std::size_t b = 0; b < products.size(); ++b) {
      if (b != a && Dot(vectors, 32, a, b) > Dot(vectors, 32, a, nearest)) {
        nearest = b;
      }
    }
    EXPECT_EQ(products[nearest].category, products[a].category) << products[a].id;
  }
}

TEST(ContentVectors, PermutingTheProductsPermutesTheRowsBitForBit) {
  const std::vector<Product> products = MixedProducts(80);
  const std::vector<float> vectors = Vectors(products);
  std::vector<Product> reversed = products;
  std::ranges::reverse(reversed);
  const std::vector<float> reversed_vectors = Vectors(reversed);
  for (std::size_t i = 0; i < products.size(); ++i) {
    const auto row = std::span(vectors).subspan(i * 32, 32);
    const auto same = std::span(reversed_vectors).subspan((products.size() - 1 - i) * 32, 32);
    EXPECT_TRUE(std::ranges::equal(row, same)) << i;
  }
}

TEST(ContentVectors, DependOnNothingButTheArguments) {
  const std::vector<Product> products = MixedProducts(150);
  EXPECT_EQ(Vectors(products, 32, 7), Vectors(products, 32, 7));
}

TEST(ContentVectors, AnglesHardlyDependOnTheSeed) {
  const std::vector<Product> products = MixedProducts(60);
  const std::vector<float> one = Vectors(products, 64, 1);
  const std::vector<float> two = Vectors(products, 64, 2);
  for (std::size_t a = 0; a < products.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_NEAR(Dot(one, 64, a, b), Dot(two, 64, a, b), 1e-3);
    }
  }
}

// With as many dimensions as products the decomposition is complete, so the angles are those of the
// tf-idf rows themselves. Two products that share one of two terms of equal weight: cos = 1 / 2 of
// the squared weights (ln(1 + 2 / 2) against ln(1 + 2 / 1)).
TEST(ContentVectors, KeepTheAnglesOfTfIdfInTinyCatalogues) {
  std::vector<Product> products = {PlainProduct("1"), PlainProduct("2")};
  products[0].title = "round vase";
  products[1].title = "round bowl";
  const std::vector<float> vectors = Vectors(products, 16);
  const double shared = std::log(2.0);
  const double own = std::log(3.0);
  EXPECT_NEAR(Dot(vectors, 16, 0, 1), shared * shared / (shared * shared + own * own), 1e-5);
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    EXPECT_TRUE(i % 16 < 2 || vectors[i] == 0);
  }
}

TEST(ContentVectors, WorkWithoutProductsAndWithoutWords) {
  EXPECT_THAT(Vectors({}), IsEmpty());
  std::vector<Product> wordless = {PlainProduct("1"), PlainProduct("2")};
  wordless[0].title = "1 2 3";
  wordless[1].title = "!?";
  EXPECT_THAT(Vectors(wordless), testing::Each(0.0F));
  wordless.push_back(PlainProduct("3"));
  const std::vector<float> vectors = Vectors(wordless);
  EXPECT_EQ(Dot(vectors, 32, 0, 0), 0.0);
  EXPECT_NEAR(Dot(vectors, 32, 2, 2), 1.0, 1e-5);
}

TEST(ContentVectors, RefuseADimensionThatIsNoMultipleOf16) {
  for (const std::size_t dimension : {0U, 8U, 17U, 1040U}) {
    const Result<std::vector<float>> vectors = ContentVectors(MixedProducts(3), dimension, 1);
    ASSERT_FALSE(vectors);
    EXPECT_EQ(vectors.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(ContentVectors, FitIntoAPack) {
  const std::vector<Product> products = MixedProducts(50);
  const std::vector<float> vectors = Vectors(products, 64);
  EXPECT_TRUE(WritePack(products, {.vectors = vectors, .dimension = 64, .popularity = {}}));
}

TEST(SplitWords, FoldsCaseAndAccents) {
  EXPECT_THAT(SplitWords("Größe CAFÉ-Crème, Über 3 x"),
              ElementsAre("grosse", "cafe", "creme", "uber"));
  EXPECT_THAT(SplitWords("\xD0\x9B\xD0\x90\xD0\x9C\xD0\x9F\xD0\x90"),
              ElementsAre("\xD0\xBB\xD0\xB0\xD0\xBC\xD0\xBF\xD0\xB0"));
  EXPECT_THAT(SplitWords("\xC5\x81\xC3\xB3\xC5\xBA"), ElementsAre("\xC5\x82o\xC5\xBA"));
}

TEST(SplitWords, ReadsScriptsWithoutSpacesByCharacter) {
  EXPECT_THAT(SplitWords("\xE9\x9D\x92\xE3\x81\x84 lamp"),
              ElementsAre("\xE9\x9D\x92", "\xE3\x81\x84", "lamp"));
}

TEST(SplitWords, SplitsAtEveryKindOfMark) {
  EXPECT_THAT(SplitWords("a b\xE2\x80\x93"
                         "cd\xC2\xA0"
                         "ef\xC2\xAE/gh"),
              ElementsAre("cd", "ef", "gh"));
}

}  // namespace
}  // namespace vitrine
