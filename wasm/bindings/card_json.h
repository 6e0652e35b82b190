// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/heading.h>
#include <vitrine/ranking/ranker.h>

#include "wasm/bindings/json.h"

namespace vitrine::bindings {

/// Writes {id, title, brand, price, regularPrice?, availability, link, image, size?, video_link?}.
void WriteCard(Json& json, const Catalog& catalog, ProductIndex product);

/// Writes WriteCard's members and {description, images: [...]}.
void WriteDetails(Json& json, const Catalog& catalog, ProductIndex product);

/// Writes WriteCard's members and {description, score, viewed, pinned?, propensity?, reason}.
void WritePick(Json& json, const Catalog& catalog, const Pick& pick);

/// Writes {text, kind, facet, term?, because?, rankWith, rankWithout}.
void WriteReason(Json& json, const Catalog& catalog, const Pick& pick);

/// Writes {text, kind, names: [...]}; of two categories, both names.
void WriteHeadline(Json& json, const Catalog& catalog, const Headline& headline);

}  // namespace vitrine::bindings
