// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/synthetic_shop.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/ranking/features.h>
#include <vitrine/ranking/network.h>

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
constexpr std::size_t kNeighbours = 20;

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

// Twenty others, most of them near in the list, as shops' assortments are.
std::vector<Neighbour> MakeList(std::size_t product, std::size_t count, Random& random) {
  std::vector<Neighbour> list;
  for (std::size_t i = 0; i < kNeighbours; ++i) {
    const std::size_t other = i % 4 == 3 ? random.Below(static_cast<std::uint32_t>(count))
                                         : product + 1 + random.Below(400);
    const auto strength = [&] { return static_cast<Strength>(random.Below(256)); };
    list.push_back({static_cast<std::uint32_t>(other % count), strength(), strength(), strength(),
                    strength()});
  }
  return list;
}

// A network of the size that training gives, with weights drawn as before training.
std::vector<std::byte> MakeWeights(Random& random) {
  NetworkWeights weights;
  weights.means.assign(kFeatureCount, 0.5F);
  weights.scales.assign(kFeatureCount, 2.0F);
  std::size_t inputs = kFeatureCount;
  for (const std::size_t outputs : {std::size_t{64}, std::size_t{32}, std::size_t{1}}) {
    NetworkWeights::Layer layer;
    for (std::size_t i = 0; i < inputs * outputs; ++i) {
      layer.weights.push_back(
          static_cast<float>(random.Normal() * std::sqrt(2.0 / static_cast<double>(inputs))));
    }
    layer.biases.assign(outputs, 0.0F);
    weights.layers.push_back(std::move(layer));
    inputs = outputs;
  }
  return WriteNetwork(weights).value_or(std::vector<std::byte>());
}

}  // namespace

std::string ProductId(std::size_t index) { return "sku-" + std::to_string(1'000'000 + index); }

std::vector<std::byte> MakePack(std::size_t count, std::size_t dimension, unsigned seed) {
  Random random(seed);
  std::vector<Product> products;
  std::vector<float> vectors(count * dimension);
  std::vector<float> popularity;
  std::vector<std::uint32_t> list_ends;
  std::vector<Neighbour> neighbours;
  std::vector<Behaviour> behaviour;
  for (std::size_t i = 0; i < count; ++i) {
    products.push_back(MakeProduct(i, random));
    FillUnitVector(std::span(vectors).subspan(i * dimension, dimension), random);
    popularity.push_back(random.Uniform());
    const std::vector<Neighbour> list = MakeList(i, count, random);
    neighbours.insert(neighbours.end(), list.begin(), list.end());
    list_ends.push_back(static_cast<std::uint32_t>(neighbours.size()));
    const auto strength = [&] { return static_cast<Strength>(random.Below(256)); };
    behaviour.push_back({strength(), strength(), strength(), strength()});
  }
  const std::vector<std::byte> weights = MakeWeights(random);
  return WritePack(products, {.vectors = vectors,
                              .dimension = dimension,
                              .precision = VectorPrecision::kInt8,
                              .popularity = popularity,
                              .list_ends = list_ends,
                              .neighbours = neighbours,
                              .behaviour = behaviour,
                              .weights = weights})
      .value_or(std::vector<std::byte>());
}

}  // namespace vitrine::bench
