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

/// The session-based nearest neighbours that the bars are measured against: the sessions most like
/// the current one vote for their items.
///
/// @param sessions   In the order of time; kept by reference.
/// @param neighbours Sessions that vote, of the 1,000 newest that share an item.
///
/// Source: Ludewig and Jannach, "Evaluation of Session-based Recommendation Algorithms", UMUAI 2018
/// (V-SKNN), with its weights 1 / position.
Contender VectorSessionKnn(const training::SessionIndex& index, std::size_t neighbours);

/// The linear model of sessions with all items as regressors.
///
/// @return kTooLarge beyond kMaxSlistItems.
///
/// Source: Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation",
/// WWW 2021 (SLIST).
Result<Contender> SessionLinearModel(const training::SessionIndex& index);

/// Its matrices have the square of this many numbers.
inline constexpr std::size_t kMaxSlistItems = 12'000;

}  // namespace vitrine::cli
