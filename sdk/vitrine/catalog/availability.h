// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/product.h>

#include <optional>
#include <string_view>

namespace vitrine {

/// What is expected of a name, for messages.
inline constexpr const char* kAvailabilityNames = "in_stock, out_of_stock, preorder or backorder";

/// Google Merchant's name of an availability ("in_stock"), and back.
std::string_view AvailabilityName(Availability availability);
std::optional<Availability> AvailabilityOf(std::string_view name);

}  // namespace vitrine
