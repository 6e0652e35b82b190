// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// What a policy showed and what came of it, one entry of each list to a round.
struct BanditLog {
  std::uint32_t action_count = 0;
  std::uint32_t position_count = 0;
  std::vector<std::uint32_t> actions;    ///< Below action_count.
  std::vector<std::uint32_t> positions;  ///< Below position_count.
  std::vector<double> rewards;
  std::vector<double> propensities;  ///< How likely it was to show this action here, in (0, 1].
  /// What was known of the shopper: [rounds, context_width], each the number of a category below
  /// category_count, different columns using different numbers.
  std::size_t context_width = 0;
  std::uint32_t category_count = 0;
  std::vector<std::uint32_t> contexts;

  std::size_t size() const { return actions.size(); }
  std::span<const std::uint32_t> context(std::size_t round) const {
    return std::span(contexts).subspan(round * context_width, context_width);
  }
};

/// A policy that looks at the position alone: [position_count, action_count], each row summing
/// to 1.
struct PolicyTable {
  std::uint32_t action_count = 0;
  std::vector<double> probabilities;

  std::span<const double> row(std::uint32_t position) const {
    return std::span(probabilities).subspan(std::size_t{position} * action_count, action_count);
  }
};

/// Each action with the same probability at every position.
PolicyTable UniformPolicy(std::uint32_t action_count, std::uint32_t position_count);

/// Each action that the log shows at a position with the same probability there, the others never.
/// Errors: those of CheckCells; those of PolicyFromWeights for a position without any round.
Result<PolicyTable> UniformOverShown(const BanditLog& log);

/// Brings each position's weights to a sum of 1. Errors: kShapeMismatch, kNonFinite,
/// kInvalidArgument for a negative weight or a position whose weights are all 0.
Result<PolicyTable> PolicyFromWeights(std::uint32_t action_count, std::vector<double> weights);

/// The mean propensity that a log gives each action and position, brought to a sum of 1 for each
/// position. The means alone sum to more: an action is logged more often when its propensity is
/// high. Errors: those of CheckCells; kInconclusive for a position without any round.
Result<PolicyTable> PolicyOfLog(const BanditLog& log);

/// Before tables over all actions and positions are made. Errors: kTooLarge for more than 2^24
/// pairs.
Result<void> CheckCells(std::size_t action_count, std::size_t position_count);

/// Errors: kInconclusive for an empty log; kShapeMismatch for lists of different lengths;
/// kInvalidArgument for numbers that are not below their count or propensities outside (0, 1];
/// kNonFinite; kTooLarge for 2^32 rounds or more pairs than CheckCells allows.
Result<void> CheckBanditLog(const BanditLog& log);

/// Errors: kShapeMismatch unless the policy is over the log's actions and positions;
/// kInvalidArgument for a probability outside [0, 1] or a row that does not sum to 1 within 1e-6.
Result<void> CheckPolicy(const BanditLog& log, const PolicyTable& policy);

}  // namespace vitrine
