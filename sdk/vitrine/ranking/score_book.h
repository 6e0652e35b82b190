// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/ranking/rank_model.h>

#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// A ranker whose scores are computed elsewhere and later, as by a model that only JavaScript can
/// run. A list that it has no scores for is noted, and gets provisional ones (all 0), so that one
/// ranking finds all the lists that it takes. Whoever ranks gives the scores of what is wanted and
/// ranks again, and counts on a ranking only after which nothing is wanted.
class ScoreBook : public RankModel {
 public:
  /// Errors: none. Cost: a comparison with each list that it holds, and a copy of a new one.
  Result<void> Score(std::span<const float> features, std::span<float> scores) override;

  /// The features of the list that was noted first and has no scores yet; empty when nothing is
  /// wanted. Valid until the book changes.
  std::span<const float> Wanted() const;

  /// Takes the scores of the list that Wanted tells. Nothing changes on error.
  /// Errors: kShapeMismatch for other than one score for each candidate; kNonFinite.
  Result<void> Give(std::span<const float> scores);

  /// Forgets all lists.
  void Clear();

 private:
  // The lists one behind the other; the scores are those of the first lists.
  std::vector<float> features_;
  std::vector<float> scores_;
  std::vector<std::uint32_t> ends_;  // Of each list, in candidates.
};

}  // namespace vitrine
