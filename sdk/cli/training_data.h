// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/sessions.h"
#include "sdk/training/session.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine::cli {

/// A product for every item of the sessions, ascending by id, that has no more than its id: for
/// logs without a feed.
std::vector<Product> ProductsOf(std::span<const Session> sessions);

/// Of a longer visit the newest items count: it is a crawler's, and what is learned from a visit
/// costs the square of its length.
inline constexpr std::size_t kLongestVisit = 200;

/// The sessions as `vitrine::training` takes them. Items that are no product, and sessions with
/// fewer than two that are, are left out.
///
/// @param products Ascending by id.
std::vector<training::Session> KnownSessions(std::span<const Session> sessions,
                                             std::span<const Product> products);

}  // namespace vitrine::cli
