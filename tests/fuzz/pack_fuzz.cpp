// SPDX-License-Identifier: Apache-2.0
// Any bytes as a pack: an error, or a catalogue of which everything can be read.
#include "tests/fuzz/require.h"

#include <vitrine/catalog/catalog.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using vitrine::Catalog;
using vitrine::testing::Require;

// Reads every byte, so that a view beyond the pack is found.
std::size_t Sum(std::string_view text) {
  std::size_t sum = 0;
  for (const char c : text) {
    sum += 1U + static_cast<unsigned char>(c);
  }
  return sum;
}

std::size_t ReadProduct(const Catalog& catalog, vitrine::ProductIndex product) {
  std::size_t sum = Sum(catalog.id(product)) + Sum(catalog.title(product)) +
                    Sum(catalog.description(product)) + Sum(catalog.link(product)) +
                    Sum(catalog.group_id(product));
  for (std::size_t i = 0; i < catalog.image_count(product); ++i) {
    sum += Sum(catalog.image_link(product, i));
  }
  for (std::size_t i = 0; i < catalog.attribute_count(product); ++i) {
    sum += Sum(catalog.attribute_name(product, i)) + Sum(catalog.attribute_value(product, i));
  }
  for (const vitrine::TermIndex colour : catalog.colours(product)) {
    sum += Sum(catalog.colour_name(colour));
  }
  if (const auto brand = catalog.brand(product); brand != vitrine::kNoTerm) {
    sum += Sum(catalog.brand_name(brand));
  }
  for (auto node = catalog.category(product); node != vitrine::kNoTerm;) {
    sum += Sum(catalog.category_name(node));
    const auto parent = catalog.category_parent(node);
    Require(parent == vitrine::kNoTerm || parent < node);
    node = parent;
  }
  const vitrine::CurrentPrice price = catalog.price(product);
  Require(price.micros >= 0 && price.currency.size() == 3);
  Require(catalog.price_band(product) < vitrine::kPriceBandCount);
  Require(catalog.Find(catalog.id(product)) == product);
  return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto catalog = Catalog::Open(std::vector<std::byte>(bytes.begin(), bytes.end()));
  if (!catalog) {
    Require(!catalog.error().message.empty());
    return 0;
  }
  std::size_t sum = 0;
  for (vitrine::ProductIndex product = 0; product < catalog->size(); ++product) {
    sum += ReadProduct(*catalog, product);
  }
  Require(catalog->size() == 0 || sum > 0);  // An id is never empty.
  std::vector<float> row(catalog->dimension());
  for (std::size_t product = 0; !row.empty() && product < catalog->size(); ++product) {
    CopyRow(catalog->vectors(), product, row);
    for (const float value : row) {
      Require(std::isfinite(value));
    }
  }
  for (vitrine::ProductIndex product = 0; product < catalog->size(); ++product) {
    for (const vitrine::Neighbour& neighbour : catalog->neighbours(product)) {
      Require(neighbour.product < catalog->size());
    }
  }
  Require(catalog->behaviour().empty() || catalog->behaviour().size() == catalog->size());
  Require(catalog->popularity().size() == catalog->size());
  for (const float value : catalog->popularity()) {
    Require(value >= 0 && value <= 1);
  }
  return 0;
}
