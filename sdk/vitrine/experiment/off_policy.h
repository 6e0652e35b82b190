// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/bandit_log.h>
#include <vitrine/experiment/bootstrap.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// What a log must offer before a value is given an interval. The defaults are where the intervals'
/// coverage was measured to hold; see docs/decisions/0021-measurement.md.
struct OverlapLimits {
  double least_effective_rounds = 100;  ///< Effective sample size of the weights.
  double least_effective_rewards = 10;  ///< The same of weight times reward.
  double most_of_one_round_01 = 0.05;   ///< Of the sum of all weights.
  double most_unsupported_01 = 0.01;    ///< Of what the policy shows, where the log never did.
  double most_errors_off = 4;  ///< Standard errors of the weights' mean from its expectation.
};

struct OffPolicyOptions {
  BootstrapOptions bootstrap = {};
  std::uint32_t folds = 3;    ///< The reward model that judges a round has not seen its fold.
  std::uint32_t repeats = 5;  ///< Divisions into folds; a round's terms are their mean over these.
  double ridge = 100;         ///< See RewardModel::Fit.
  OverlapLimits limits = {};
};

/// What the policy would have earned per round, by one estimator.
struct PolicyValue {
  double value = 0;
  std::optional<Interval> interval;
};

/// How far the log speaks about the policy.
struct Overlap {
  double effective_rounds = 0;   ///< (sum w)^2 / sum w^2, Kish's effective sample size.
  double effective_rewards = 0;  ///< The same of w |r|.
  double largest_weight = 0;
  double largest_share_01 = 0;  ///< Of the sum of weights.
  double mean_weight = 0;       ///< 1 less `unsupported_01`, but for chance, where the propensities
                                ///< are right.
  double mean_weight_error = 0;  ///< Its standard error.
  double unsupported_01 = 0;
};

struct OffPolicyResult {
  PolicyValue logged;         ///< What the policy that was running earned.
  PolicyValue ips;            ///< Inverse propensity scores.
  PolicyValue snips;          ///< Self-normalised.
  PolicyValue direct;         ///< The reward model alone: never with an interval, for its error is
                              ///< the model's bias, which no resampling sees.
  PolicyValue doubly_robust;  ///< The model, corrected by weighted residuals.
  Overlap overlap;
  /// Why the log cannot answer; else empty. With a refusal no estimate of the policy has an
  /// interval.
  std::vector<std::string> refusals;
};

/// Estimates from one policy's log what another policy would have earned.
///
/// Errors: those of CheckBanditLog and CheckPolicy; kInvalidArgument for options outside their
/// range (2 to 100 folds, 1 to 100 repeats, at least 100 resamples, a confidence inside (0, 1), a
/// ridge above 0). Cost: O(rounds * (action_count + resamples)). Sources: D. G. Horvitz and D. J.
/// Thompson, 1952 (IPS); A. Swaminathan and T. Joachims, "The Self-Normalized Estimator for
/// Counterfactual Learning", NIPS 2015; M. Dudik, J. Langford and L. Li, "Doubly Robust Policy
/// Evaluation and Learning", ICML 2011; cross-fitting: V. Chernozhukov and others, "Double/Debiased
/// Machine Learning", Econometrics Journal 21, 2018.
Result<OffPolicyResult> EvaluatePolicy(const BanditLog& log, const PolicyTable& policy,
                                       const OffPolicyOptions& options = {});

}  // namespace vitrine
