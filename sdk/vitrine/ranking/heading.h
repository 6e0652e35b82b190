// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// Headlines that are true of a page, the most telling first: a category, colour or brand that at
/// least half of the products share with the first, the first's category and the most common other
/// one when at least half belong to them, and two that are always true.
std::vector<std::string> Headlines(const Catalog& catalog, std::span<const Pick> picks);

}  // namespace vitrine
