// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/product.h>

#include <optional>
#include <string_view>

namespace vitrine {

/// Google Merchant's name of an availability ("in_stock"), and back.
std::string_view AvailabilityName(Availability availability);
std::optional<Availability> AvailabilityOf(std::string_view name);

}  // namespace vitrine
