// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vitrine::testing {

/// A product with everything the ranking looks at.
Product MakeProduct(std::string id, std::vector<std::string> category, std::string brand,
                    std::string colour, std::int64_t price_euros);

/// A shop of `count` products over five departments, eight brands and six colours, drawn with
/// `seed`, in random order.
std::vector<Product> MakeShop(std::size_t count, std::uint64_t seed);

/// The products as a catalogue with content vectors; `popularity` in their order, or empty.
Catalog MakeCatalog(const std::vector<Product>& products,
                    const std::vector<float>& popularity = {});

}  // namespace vitrine::testing
