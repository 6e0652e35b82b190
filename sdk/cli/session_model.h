// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/sessions.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>

#include <cstdint>
#include <span>

namespace vitrine::cli {

/// A catalogue learned from sessions alone: an item's vector is the sum of the random vectors of
/// the items near it in sessions, damped by how common those are (random indexing), so that items
/// seen together point the same way; its popularity is ln(1 + its interactions) / ln(1 + those of
/// the most common item). Ranked by the ordinary Ranker.
///
/// @param sessions The training sessions; items that occur only elsewhere are unknown to the
/// catalogue.
///
/// Source: Sahlgren, "An Introduction to Random Indexing", 2005.
Result<Catalog> LearnCatalog(std::span<const Session> sessions, std::uint64_t seed);

}  // namespace vitrine::cli
