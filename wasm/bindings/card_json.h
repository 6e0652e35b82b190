// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include "wasm/bindings/json.h"

namespace vitrine::bindings {

/// Writes {id, title, brand, price, regularPrice?, availability, link, image, score, viewed,
/// pinned?, propensity?, reason}.
void WritePick(Json& json, const Catalog& catalog, const Pick& pick);

/// Writes {text, kind, facet, term?, because?, rankWith, rankWithout}.
void WriteReason(Json& json, const Catalog& catalog, const Pick& pick);

}  // namespace vitrine::bindings
