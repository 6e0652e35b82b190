// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// A product with every field set, the one that all files of tests/data/feeds/ describe.
inline Product OpalLamp() {
  Product product;
  product.id = "LAMP-1";
  product.title = "Opal Lamp \"Größe L\"";
  product.description = "Mouth-blown glass,\nwarm light & a linen cord.";
  product.brand = "Lumière & Co";
  product.link = "https://shop.example/lamps/opal?size=l";
  product.group_id = "OPAL";
  product.category = {"Home", "Lighting", "Table Lamps"};
  product.colours = {"Opal White", "Brass"};
  product.image_links = {"https://img.example/opal-1.jpg", "https://img.example/opal-2.jpg",
                         "https://img.example/w_200,h_300/opal-3.jpg"};
  product.attributes = {{"google_product_category", "2370"},
                        {"material", "glass"},
                        {"condition", "new"},
                        {"gtin", "4006381333931"},
                        {"custom_label_0", "autumn"}};
  product.price = {1'234'500'000, "EUR"};
  product.sale_price = Money{999'900'000, "EUR"};
  product.availability = Availability::kInStock;
  return product;
}

/// A product with only what a product must have.
inline Product PlainProduct(std::string_view id, std::int64_t micros = 10'000'000) {
  Product product;
  product.id = id;
  product.title = "Product " + product.id;
  product.image_links = {product.id + ".jpg"};
  product.price = {micros, "EUR"};
  return product;
}

/// Products over a few categories, brands and colours, `count` of them, no two with the same id.
inline std::vector<Product> MixedProducts(std::size_t count) {
  static constexpr const char* kKinds[] = {"Lamp", "Bag", "Watch", "Vase", "Chair"};
  static constexpr const char* kBrands[] = {"Nordlys", "Ponte", "Kiri"};
  static constexpr const char* kColours[] = {"Black", "Sand", "Olive", "Rust"};
  std::vector<Product> products;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string kind = kKinds[i % 5];
    Product product = PlainProduct("P" + std::to_string(1000 + i),
                                   static_cast<std::int64_t>(1 + i * 7 % 97) * 1'000'000);
    product.title = std::string(kColours[i % 4]) + " " + kind + " " + std::to_string(i / 60);
    product.category = {"Home", kind + "s"};
    product.brand = kBrands[i % 3];
    product.colours = {kColours[i % 4]};
    product.attributes = {{"material", i % 2 == 0 ? "linen" : "oak"}};
    products.push_back(product);
  }
  return products;
}

}  // namespace vitrine
