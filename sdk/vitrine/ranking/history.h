// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine {

/// A product that the shopper turned to.
struct Visit {
  ProductIndex product = 0;
  std::int64_t time_ms = 0;
};

/// The newest visits that say what may come next, at most this many.
inline constexpr std::size_t kMaxHistory = 32;

/// After so long without anything the shopper has left, and what comes is another stay. Training
/// cuts logs at the same pause.
inline constexpr std::int64_t kLongestPauseMs = std::int64_t{60} * 60 * 1000;

/// Whether the shopper turned to a product of their own accord: selected, viewed, bagged or bought.
bool IsDeliberate(EventKind kind);

/// What the shopper turned to in their newest stay and the catalogue has, oldest first, the newest
/// kMaxHistory. A selection and the view that it leads to are one visit. What was dismissed since
/// is left out.
std::vector<Visit> RecentVisits(const Catalog& catalog, const Profile& profile);

}  // namespace vitrine
