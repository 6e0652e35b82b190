// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/shard_pick.h>
#include <vitrine/profile/profile.h>

#include <array>
#include <cstdint>

namespace vitrine {

/// How a shopper is drawn to one department.
struct DepartmentTaste {
  TermIndex department = kNoTerm;  ///< A top-level category, or kNoTerm for none.
  int tier = -1;  ///< The price tier that the better part of it lies in; negative where none is.
};

/// All of a shopper that a choice of shards may depend on: the department they are drawn to most,
/// and a second one where it draws them half as much at least. None for a shopper who has done
/// nothing.
std::array<DepartmentTaste, kMaxInterests> CoarseTaste(const Catalog& catalog,
                                                       const Profile& profile, std::int64_t now_ms);

}  // namespace vitrine
