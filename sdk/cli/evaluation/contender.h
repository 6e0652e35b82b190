// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/session.h"

#include <vitrine/base/result.h>
#include <vitrine/ranking/history.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::cli {

/// Something that foresees what comes next in a session.
struct Contender {
  std::string name;

  /// Scores every item after the known visits of a session, oldest first, possibly none. Called on
  /// several cores at once.
  std::function<Result<void>(std::span<const Visit>, std::span<float>)> score;
};

/// Session-based nearest neighbours: the sessions most like the current one vote for their items.
/// Likeness is the cosine of a session's items with the current ones, these weighed by position /
/// length; a vote counts likeness / (visits since the newest item that both have).
///
/// @param index      Its sessions in the order of time; must outlive the contender.
/// @param neighbours Sessions that vote, of the 1,000 newest that share an item.
///
/// Source: Ludewig and Jannach, "Evaluation of Session-based Recommendation Algorithms", UMUAI 2018
/// (V-SKNN). The authors' code divides by the current items' number instead of both lengths; on the
/// validation day that is worse with 500 neighbours and equal with 100.
Contender VectorSessionKnn(const training::SessionIndex& index, std::size_t neighbours);

/// The linear model of sessions with all items as regressors.
///
/// @param index Of at most kMaxSlistItems products.
///
/// Source: Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation",
/// WWW 2021 (SLIST), equation 12. An item that a session has twice counts where it is nearest to
/// the cut; the authors' code adds it up.
Contender SessionLinearModel(const training::SessionIndex& index);

/// Its matrices have the square of this many numbers.
inline constexpr std::size_t kMaxSlistItems = 12'000;

}  // namespace vitrine::cli
