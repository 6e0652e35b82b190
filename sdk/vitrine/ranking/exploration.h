// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vitrine {

struct ThompsonOptions {
  std::vector<double> prior_mean = {};  ///< Of the weights, [dimension]; empty is all 0. Finite.
  double prior_precision = 1;           ///< Of each weight, about its mean; above 0.
  double noise_variance = 0.1;          ///< Of a reward about its expectation; above 0.
  std::uint32_t draws = 64;             ///< Of the weights, for each slate; 1 to 65,536.
  /// The part of each slot's probability that all candidates share, in (0, 1]: whatever could be
  /// shown, a log can be asked about.
  double floor_01 = 0.05;
};

/// What a slot shows, and how likely it was to show it.
struct ExploredItem {
  std::size_t candidate = 0;
  double propensity = 0;  ///< Given what the slots before it show; above 0.
};

/// Linear Thompson sampling: rewards are taken for a linear function of features whose weights are
/// known with some doubt, and what is shown is drawn in proportion to how likely it is to be best.
///
/// For each slate, weights are drawn several times from what is known; a slot's probabilities are
/// the shares of draws in which each remaining candidate is the best, mixed with the floor, and the
/// slot is drawn from these. So the propensity that is logged is not an estimate: given the draws
/// it is the very probability that was used, and inverse-propensity weights are exact.
///
/// Source: S. Agrawal and N. Goyal, "Thompson Sampling for Contextual Bandits with Linear Payoffs",
/// ICML 2013.
class LinearThompson {
 public:
  /// The most features; a state has dimension^2 numbers.
  static constexpr std::size_t kMaxDimension = 512;

  /// Errors: kInvalidArgument for options outside their range or a dimension of 0; kShapeMismatch
  /// for a prior mean of another dimension; kTooLarge.
  static Result<LinearThompson> Create(std::size_t dimension, const ThompsonOptions& options);

  LinearThompson(LinearThompson&&) noexcept;
  LinearThompson& operator=(LinearThompson&&) noexcept;
  ~LinearThompson();

  /// Learns from something that was shown. Nothing changes on error.
  ///
  /// @param features [dimension].
  /// Errors: kShapeMismatch, kNonFinite.
  /// Cost: O(dimension^2), an update of the Cholesky factor.
  Result<void> Learn(std::span<const float> features, double reward);

  /// Corrects what was learned with a reward of 0 before its reward was known. Nothing changes on
  /// error.
  ///
  /// @param features [dimension], as they were told to Learn.
  /// Errors: kShapeMismatch, kNonFinite.
  Result<void> Reward(std::span<const float> features, double reward);

  /// All that was learned, for keeping: dimension * (dimension + 3) / 2 numbers.
  std::vector<double> Save() const;

  /// Takes what Save gave with the same dimension. Nothing changes on error.
  /// Errors: kShapeMismatch; kProfileCorrupt for numbers that no learning leads to.
  Result<void> Restore(std::span<const double> state);

  /// Chooses what the slots of one slate show, each candidate at most once.
  ///
  /// @param candidates [candidate_count, dimension], row-major.
  /// @param slots      At most the number of candidates.
  /// @param seed       Equal seeds choose equally, on every platform.
  /// Errors: kShapeMismatch, kNonFinite; kInvalidArgument for more slots than candidates.
  /// Cost: O(draws * (dimension^2 + candidate_count * (dimension + slots))).
  Result<std::vector<ExploredItem>> Choose(std::span<const float> candidates, std::size_t slots,
                                           std::uint64_t seed) const;

  /// The weights' expectation, [dimension].
  std::vector<double> Mean() const;

 private:
  struct State;
  explicit LinearThompson(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace vitrine
