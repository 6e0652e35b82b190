// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/random.h>
#include <vitrine/catalog/product.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace vitrine::testing {

/// A market of many merchants, of any size: each product follows from its number alone.
class Market {
 public:
  static constexpr std::size_t kMerchants = 400;
  static constexpr std::array<const char*, 24> kDepartments = {
      "Clothing", "Shoes",  "Lamps",  "Chairs",   "Tables",  "Rugs",   "Kitchen", "Bedding",
      "Garden",   "Toys",   "Books",  "Audio",    "Cameras", "Phones", "Bags",    "Jewellery",
      "Watches",  "Beauty", "Sports", "Bicycles", "Tools",   "Pets",   "Baby",    "Art"};

  static std::string Id(std::size_t number) { return "p" + std::to_string(number); }
  static std::string Merchant(std::size_t number) {
    return "merchant " + std::to_string(number % kMerchants);
  }

  /// 0 .. 1: few are asked for often, most never.
  static float Popularity(std::size_t number) {
    Random random(2 * number + 1);
    const double luck = random.Uniform();
    return luck < 0.9 ? 0.0F : static_cast<float>((luck - 0.9) * (luck - 0.9) * 99);
  }

  static Product Make(std::size_t number) {
    constexpr std::array kKinds = {"classic", "modern", "small", "large", "folding", "outdoor"};
    constexpr std::array kWords = {"soft",   "bright", "woven",  "carved", "plain", "striped",
                                   "smooth", "rustic", "light",  "heavy",  "quiet", "glossy",
                                   "matt",   "curved", "narrow", "tall"};
    constexpr std::array kColours = {"White", "Black", "Sage", "Ochre", "Navy", "Rust", "Grey"};
    Random random(2 * number);
    // The first departments are the largest.
    const auto department = static_cast<std::size_t>(random.Uniform() * random.Uniform() *
                                                     static_cast<double>(kDepartments.size()));
    const std::string name = kDepartments.at(department);
    const std::string kind = kKinds.at(random.Below(kKinds.size()));
    const std::string colour = kColours.at(random.Below(kColours.size()));
    Product product;
    product.id = Id(number);
    product.title = colour + " " + kWords.at(random.Below(kWords.size())) + " " +
                    kWords.at(random.Below(kWords.size())) + " " + kind + " " + name + " " +
                    std::to_string(number);
    product.description = "Made for those who like " + kind + " " + name + ".";
    product.brand = "Brand " + std::to_string(random.Below(3000));
    product.link =
        "https://m" + std::to_string(number % kMerchants) + ".example/p/" + std::to_string(number);
    product.category = {name, kind + " " + name};
    product.colours = {colour};
    product.image_links = {"https://pictures.example/" + std::to_string(number % kMerchants) + "/" +
                           std::to_string(number) + ".jpg"};
    const double luck = random.Uniform();
    product.price = {static_cast<std::int64_t>(5 + 400 * luck * luck) * 1'000'000, "EUR"};
    product.availability =
        random.Below(20) == 0 ? Availability::kOutOfStock : Availability::kInStock;
    return product;
  }
};

}  // namespace vitrine::testing
