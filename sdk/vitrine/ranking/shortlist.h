// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <span>
#include <vector>

namespace vitrine {

/// What the shopper has done with every product or one of its variants, by the first variant.
struct Standing {
  Standing(const Ranker& ranker, const Profile& profile);

  std::vector<bool> viewed;  ///< Opened or put into the bag.
  std::vector<bool> out;     ///< Bought or dismissed: not shown again.
};

/// The products that compete for the slots of a page: of each group of variants the best one, and
/// of these the best that are new, the best that were viewed, the best that the shop lifts or
/// buries, and the best of each category and department, so that a shop of one popular category
/// still shows what else it has.
///
/// @param scores  [catalog.size()], -infinity for products that cannot be had.
/// @param allowed [catalog.size()], by the first variant.
/// @param rules   What the shop wants, or null.
/// @return At most some hundred products, each once.
std::vector<ProductIndex> Shortlist(const Ranker& ranker, std::span<const float> scores,
                                    const Standing& standing, const std::vector<bool>& allowed,
                                    const AppliedRules* rules);

}  // namespace vitrine
