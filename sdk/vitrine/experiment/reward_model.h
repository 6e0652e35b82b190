// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/bandit_log.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// What a round's reward is expected to be: a generalised linear model with an effect for each
/// action, each position, each action at each position and each category of the context. Logistic
/// where all rewards of the log are within 0..1, else linear.
class RewardModel {
 public:
  /// Fits the penalised likelihood over some rounds, at least one, of a log that CheckBanditLog
  /// accepts.
  ///
  /// @param ridge How many rounds hold an effect at 0: a rare action's is drawn to the mean of all.
  /// @param start A model of the same log that may be near, or null.
  /// Cost: O(iterations * rounds * context_width); no matrix is formed (Newton's method, its steps
  /// by conjugate gradients). Source: S. le Cessie and J. C. van Houwelingen, "Ridge Estimators in
  /// Logistic Regression", Applied Statistics 41, 1992.
  static RewardModel Fit(const BanditLog& log, std::span<const std::uint32_t> rounds, double ridge,
                         const RewardModel* start = nullptr);

  /// The expected reward of an action in the context and at the position of a round.
  double Predict(const BanditLog& log, std::size_t round, std::uint32_t action) const;

  /// What a policy is expected to earn in a round. Cost: O(action_count).
  double PredictPolicy(const BanditLog& log, std::size_t round, const PolicyTable& policy) const;

 private:
  double BaseOf(const BanditLog& log, std::size_t round) const;
  double Mean(double predictor) const;

  bool logistic_ = true;
  std::vector<double> effects_;  // As reward_model.cpp's Layout has them.
};

}  // namespace vitrine
