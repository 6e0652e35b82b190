// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/profile/profile.h>
#include <vitrine/ranking/contenders.h>
#include <vitrine/ranking/ranker.h>

#include <span>

namespace vitrine {

/// Gives each pick a reason: something whose absence was tried and lowers the product's rank among
/// all products. No reason is given twice on the page or repeated from `request.recent_reasons`
/// while the pick has another; one that has none left gets the plain kAvailability.
///
/// @param scored As Ranker::ScoreFor gives it for the profile.
/// @param picks  Their `reason` is written.
void GiveReasons(const Ranker& ranker, const Profile& profile, const PageRequest& request,
                 const Scored& scored, std::span<Pick> picks);

}  // namespace vitrine
