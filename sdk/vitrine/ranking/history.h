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

/// What the shopper turned to of their own accord and the catalogue has: selected, viewed, bagged
/// or bought, oldest first, the newest kMaxHistory. A selection and the view that it leads to are
/// one visit.
std::vector<Visit> RecentVisits(const Catalog& catalog, const Profile& profile);

}  // namespace vitrine
