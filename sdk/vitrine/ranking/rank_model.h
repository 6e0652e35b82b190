// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <span>

namespace vitrine {

/// A ranker of the shop's own, whatever computes its scores. Where there is one, it orders the
/// candidates in place of the network in the pack.
class RankModel {
 public:
  RankModel() = default;
  virtual ~RankModel() = default;
  RankModel(const RankModel&) = delete;
  RankModel& operator=(const RankModel&) = delete;

  /// Scores the candidates of one list: higher is better. Equal features must give equal scores, or
  /// reasons are not true.
  ///
  /// @param features Row-major [scores.size(), kFeatureCount], as ComputeFeatures writes them.
  /// @param scores   Written; whoever calls looks with CheckScores.
  /// Errors: whatever keeps the model from answering.
  virtual Result<void> Score(std::span<const float> features, std::span<float> scores) = 0;
};

/// @return Nothing, or kNonFinite where a score is NaN or infinite.
Result<void> CheckScores(std::span<const float> scores);

}  // namespace vitrine
