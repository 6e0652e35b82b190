// SPDX-License-Identifier: Apache-2.0
// Any bytes as a product feed: an error, or products that can be packed and found again.
#include "tests/fuzz/require.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/feed.h>
#include <vitrine/catalog/pack.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace {

using vitrine::testing::Require;

constexpr vitrine::FeedLimits kLimits = {
    .max_bytes = 1 << 16, .max_products = 256, .max_field_bytes = 512};

bool IsCurrency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void RequireComplete(const vitrine::Product& product) {
  Require(!product.id.empty() && product.id.size() <= kLimits.max_field_bytes);
  Require(!product.title.empty() && product.title.size() <= kLimits.max_field_bytes);
  Require(!product.image_links.empty());
  Require(product.price.micros >= 0 && IsCurrency(product.price.currency));
  if (product.sale_price) {
    Require(product.sale_price->micros >= 0 &&
            product.sale_price->currency == product.price.currency);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto feed = vitrine::ReadFeed(bytes, vitrine::FeedFormat::kAuto, kLimits);
  if (!feed) {
    Require(!feed.error().message.empty());
    return 0;
  }
  Require(feed->products.size() + feed->errors.size() == feed->row_count);
  for (const vitrine::RowError& error : feed->errors) {
    Require(error.row >= 1 && error.row <= feed->row_count && !error.message.empty());
  }
  std::ranges::for_each(feed->products, RequireComplete);
  auto pack = vitrine::WritePack(feed->products);
  Require(pack.has_value());
  const auto catalog = vitrine::Catalog::Open(std::move(*pack));
  Require(catalog.has_value() && catalog->size() == feed->products.size());
  for (const vitrine::Product& product : feed->products) {
    const auto found = catalog->Find(product.id);
    Require(found.has_value() && catalog->title(*found) == product.title);
  }
  return 0;
}
