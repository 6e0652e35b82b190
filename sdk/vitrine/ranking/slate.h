// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <span>
#include <vector>

namespace vitrine {

/// Chooses the products of a page from the scores of all, as Ranker::PickPage says; no reasons yet.
///
/// @param scores [catalog.size()], -infinity for products that cannot be had.
std::vector<Pick> ChooseSlate(const Ranker& ranker, const Profile& profile,
                              const PageRequest& request, std::span<const float> scores);

}  // namespace vitrine
