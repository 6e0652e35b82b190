// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// An amount of money, exact. `micros` is the amount times 1,000,000 (12.50 is 12'500'000), as in
/// Google's Merchant API; `currency` is the ISO 4217 code in upper case, three letters.
struct Money {
  std::int64_t micros = 0;
  std::string currency;

  bool operator==(const Money&) const = default;
};

/// Whether the product can be had, with the four values that Google Merchant feeds use.
enum class Availability : std::uint8_t { kInStock, kOutOfStock, kPreorder, kBackorder };

/// A name and a value from the feed that has no field of its own ("material": "linen").
struct Attribute {
  std::string name;
  std::string value;

  bool operator==(const Attribute&) const = default;
};

/// A row of the catalogue, whichever feed it came from. All text is UTF-8.
struct Product {
  std::string id;                        ///< Unique in the catalogue, never empty.
  std::string title;                     ///< Never empty.
  std::string description;               ///< May be empty.
  std::string brand;                     ///< May be empty.
  std::string link;                      ///< Where the shop sells it; may be empty.
  std::string group_id;                  ///< Variants of one product share it; may be empty.
  std::vector<std::string> category;     ///< From the widest to the narrowest; may be empty.
  std::vector<std::string> colours;      ///< As the merchant names them; may be empty.
  std::vector<std::string> image_links;  ///< The main picture first; at least one.
  std::vector<Attribute> attributes;     ///< In the feed's order.
  Money price;                           ///< The regular price, not negative.
  std::optional<Money> sale_price;       ///< The price asked now, where it differs.
  Availability availability = Availability::kInStock;

  bool operator==(const Product&) const = default;
};

}  // namespace vitrine
