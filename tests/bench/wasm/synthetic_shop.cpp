// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/synthetic_shop.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/pack.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace vitrine::bench {
namespace {

constexpr std::array<std::string_view, 16> kWords = {
    "oak",  "linen", "round", "tall",  "quiet", "hand-made", "striped", "soft",
    "wide", "clay",  "brass", "woven", "matt",  "narrow",    "folding", "glass"};
constexpr std::array<std::string_view, 8> kColours = {"white", "black", "sage", "ochre",
                                                      "navy",  "rust",  "sand", "grey"};
constexpr std::uint32_t kCategories = 400;
constexpr std::uint32_t kBrands = 2000;

Product MakeProduct(std::size_t index, Random& random) {
  Product product;
  product.id = ProductId(index);
  const std::uint32_t category = random.Below(kCategories);
  product.category = {"Department " + std::to_string(category % 20),
                      "Category " + std::to_string(category)};
  product.brand = "Brand " + std::to_string(random.Below(kBrands));
  product.colours = {std::string(kColours[random.Below(kColours.size())])};
  const std::uint32_t words = 2 + random.Below(3);
  for (std::uint32_t word = 0; word < words; ++word) {
    product.title += std::string(kWords[random.Below(kWords.size())]) + " ";
  }
  product.title += "piece";
  product.image_links = {"https://pictures.shop.example/" + product.id + ".jpg"};
  product.link = "https://shop.example/products/" + product.id;
  product.price = {(500 + static_cast<std::int64_t>(random.Below(50'000))) * 10'000, "EUR"};
  return product;
}

void FillUnitVector(std::span<float> vector, Random& random) {
  float square = 0;
  for (float& value : vector) {
    value = 2 * random.Uniform() - 1;
    square += value * value;
  }
  for (float& value : vector) {
    value /= std::sqrt(square);
  }
}

}  // namespace

std::string ProductId(std::size_t index) { return "sku-" + std::to_string(1'000'000 + index); }

std::vector<std::byte> MakePack(std::size_t count, std::size_t dimension, unsigned seed) {
  Random random(seed);
  std::vector<Product> products;
  std::vector<float> vectors(count * dimension);
  std::vector<float> popularity;
  for (std::size_t i = 0; i < count; ++i) {
    products.push_back(MakeProduct(i, random));
    FillUnitVector(std::span(vectors).subspan(i * dimension, dimension), random);
    popularity.push_back(random.Uniform());
  }
  return WritePack(products, {.vectors = vectors, .dimension = dimension, .popularity = popularity})
      .value_or(std::vector<std::byte>());
}

}  // namespace vitrine::bench
