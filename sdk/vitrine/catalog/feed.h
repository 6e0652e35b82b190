// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The feeds that shops have. `kAuto` looks at the first bytes and the header.
enum class FeedFormat : std::uint8_t {
  kAuto,
  kGoogleJson,  ///< Merchant/Content API products, or an array of objects with feed attribute
                ///< names.
  kCsv,         ///< RFC 4180 with a header row of Google's attribute names.
  kTsv,         ///< The same, separated by tabs.
  kGoogleXml,   ///< RSS 2.0 or Atom with `g:` elements.
  kJsonLd,      ///< schema.org Product, ProductGroup, ItemList or @graph.
};

/// Why one row was skipped. `row` counts products from 1 in the feed's order.
struct RowError {
  std::size_t row;
  std::string id;     ///< The row's product id where it has one.
  std::string field;  ///< Google's name of the attribute ("price", "image_link").
  std::string message;
};

/// What a feed gave: the rows that could be read, and one error for every row that could not.
struct Feed {
  std::vector<Product> products;
  std::vector<RowError> errors;
  std::size_t row_count = 0;
};

/// Limits that keep a hostile feed from taking the memory.
struct FeedLimits {
  std::size_t max_bytes = std::size_t{1} << 30;
  std::size_t max_products = 5'000'000;
  std::size_t max_field_bytes = std::size_t{1} << 16;
};

/// Reads a product feed.
///
/// A row without id, title, price or picture, with a price that is not a finite, non-negative
/// amount and currency, or with an id seen before is skipped and reported; the others are kept in
/// order. A sale price with `sale_price_effective_date` is not known to hold now: its row keeps the
/// regular price, and both stay among the attributes.
///
/// @param bytes  The whole feed, UTF-8 (a byte order mark is allowed).
/// @return The products and the errors by row, or
///   - kFeedSyntax when the feed as a whole cannot be parsed (with line or offset), or is JSON or
///     XML with content but without any of the lists or items of its format;
///   - kTooLarge   when a limit is exceeded.
///
/// Source: Google Merchant Center product data specification; schema.org/Product.
Result<Feed> ReadFeed(std::string_view bytes, FeedFormat format = FeedFormat::kAuto,
                      const FeedLimits& limits = {});

}  // namespace vitrine
