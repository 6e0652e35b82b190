// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include <optional>
#include <string_view>

#include "wasm/bindings/json.h"

namespace vitrine::bindings {

/// Google Merchant's name of an availability ("in_stock"), and back.
std::string_view AvailabilityName(Availability availability);
std::optional<Availability> AvailabilityOf(std::string_view name);

/// Writes {id, title, brand, price, regularPrice?, availability, link, image, score, viewed,
/// reason}.
void WritePick(Json& json, const Catalog& catalog, const Pick& pick);

/// Writes {text, kind, facet, term?, because?, rankWith, rankWithout}.
void WriteReason(Json& json, const Catalog& catalog, const Pick& pick);

}  // namespace vitrine::bindings
