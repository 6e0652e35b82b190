// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catalog_fixture.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/pack.h>

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace vitrine::testing {
namespace {

constexpr std::size_t kDimension = 32;

constexpr std::array<std::array<const char*, 2>, 5> kCategories = {{{"Clothing", "Dresses"},
                                                                    {"Clothing", "Shirts"},
                                                                    {"Shoes", "Sneakers"},
                                                                    {"Home", "Lamps"},
                                                                    {"Home", "Vases"}}};
constexpr std::array<const char*, 8> kBrands = {"Alder", "Birch", "Cedar",  "Dune",
                                                "Elm",   "Fjord", "Garnet", "Heath"};
constexpr std::array<const char*, 6> kColours = {"White", "Black", "Sage", "Ochre", "Navy", "Rust"};

}  // namespace

Product MakeProduct(std::string id, std::vector<std::string> category, std::string brand,
                    std::string colour, std::int64_t price_euros) {
  Product product;
  product.title = colour + " " + category.back() + " " + id;
  product.id = std::move(id);
  product.category = std::move(category);
  product.brand = std::move(brand);
  product.colours = {std::move(colour)};
  product.image_links = {"https://shop.example/" + product.id + ".jpg"};
  product.price = {price_euros * 1'000'000, "EUR"};
  return product;
}

std::vector<Product> MakeShop(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Product> products;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& category = kCategories.at(random.Below(kCategories.size()));
    products.push_back(MakeProduct("p" + std::to_string(1000 + i), {category[0], category[1]},
                                   kBrands.at(random.Below(kBrands.size())),
                                   kColours.at(random.Below(kColours.size())),
                                   10 + random.Below(200)));
  }
  for (std::size_t i = count; i > 1; --i) {
    std::swap(products[i - 1], products[random.Below(static_cast<std::uint32_t>(i))]);
  }
  return products;
}

Catalog MakeCatalog(const std::vector<Product>& products, const std::vector<float>& popularity) {
  const auto vectors = ContentVectors(products, kDimension, 1);
  const auto fail = [](const Error& error) {
    ADD_FAILURE() << error.message;
    std::abort();
  };
  if (!vectors) {
    fail(vectors.error());
  }
  auto pack =
      WritePack(products, {.vectors = *vectors, .dimension = kDimension, .popularity = popularity});
  if (!pack) {
    fail(pack.error());
  }
  auto catalog = Catalog::Open(std::move(*pack));
  if (!catalog) {
    fail(catalog.error());
  }
  return std::move(*catalog);
}

}  // namespace vitrine::testing
