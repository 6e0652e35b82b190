// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {

class PackReader;

/// A product on its way into a pack, whether it comes from a feed or from another pack. The texts
/// are views into where it comes from; one object is used for row after row.
struct PackRow {
  std::string_view id;
  std::string_view title;
  std::string_view description;
  std::string_view link;
  std::string_view group_id;
  std::string_view brand;
  std::vector<std::string_view> category;  ///< From the widest to the narrowest.
  std::vector<std::string_view> colours;
  std::vector<std::string_view> images;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  std::int64_t price_micros = 0;
  std::int64_t sale_micros = 0;  ///< pack::kNoSale without one.
  std::string_view currency;     ///< Three letters.
  std::uint8_t availability = 0;

  bool operator==(const PackRow&) const = default;
};

void ReadRow(const Product& product, PackRow* row);
void ReadRow(const PackReader& pack, std::size_t product, PackRow* row);

/// Where rows come from, in the ascending order of their ids.
class PackRows {
 public:
  virtual std::size_t size() const = 0;
  virtual std::string_view id(std::size_t row) const = 0;
  virtual void Read(std::size_t row, PackRow* result) const = 0;

 protected:
  ~PackRows() = default;
};

}  // namespace vitrine
