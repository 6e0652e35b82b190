// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <cstddef>
#include <vector>

namespace vitrine {

class AppliedRules;

/// The products that look most like one to a shopper's eye (Likeness), the likest first: not itself
/// and its variants, one of each other group, none that is sold out, dismissed, bought, or hidden
/// by the shop's rules. Equal likeness keeps the order of the ids.
///
/// @param rules What the shop wants, over the ranker's catalogue, or null.
/// @return At most `count`, and at most the few hundred of a Shortlist.
///
/// Cost: O(size() * dimension()).
std::vector<ProductIndex> SimilarProducts(const Ranker& ranker, const Profile& profile,
                                          ProductIndex product, std::size_t count,
                                          const AppliedRules* rules);

/// The products that share this one's group, itself among them, in the order of their ids.
/// Cost: O(size()).
std::vector<ProductIndex> VariantsOf(const Ranker& ranker, ProductIndex product);

}  // namespace vitrine
