// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/vector_rows.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

/// Picks candidates one after the other by maximal marginal relevance:
/// (1 - diversity_01) * relevance - diversity_01 * (likeness to the most alike pick so far).
/// The caller says how alike the candidates are, by whatever measure it has, and which may no
/// longer be picked.
///
/// Source: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998.
class MarginalRelevance {
 public:
  /// @param relevance    [candidate count], finite.
  /// @param diversity_01 0 picks by relevance alone, 1 by difference alone.
  MarginalRelevance(std::span<const float> relevance, float diversity_01);

  /// The candidate with the most marginal relevance, of equal ones the first; nothing when all are
  /// taken or left out. Cost: O(candidates).
  std::optional<std::uint32_t> Best() const;

  /// What each candidate is worth now, [candidate count]; -infinity for what is taken or left out.
  std::span<const float> values() const { return values_; }

  /// How alike each candidate is to the most alike pick so far, [candidate count]; -infinity before
  /// the first.
  std::span<const float> nearest() const { return nearest_; }

  /// Takes a candidate. `likeness` is what each candidate has in common with it, [candidate count],
  /// 1 for the same. Cost: O(candidates).
  void Take(std::uint32_t candidate, std::span<const float> likeness);

  /// Takes something that is not among the candidates, such as a pick of an earlier round.
  void TakeOther(std::span<const float> likeness);

  /// Never gives this candidate again.
  void LeaveOut(std::uint32_t candidate);

 private:
  float diversity_01_;
  std::vector<float> relevance_;  // Weighted; -infinity when taken or left out.
  std::vector<float> nearest_;    // To the most alike pick.
  std::vector<float> values_;
};

/// `count` candidates by MarginalRelevance, in the order they were picked; fewer when there are no
/// more. Likeness is the dot product of their vectors. Equal to the bit on every platform.
///
/// @param relevance [RowCount(vectors)], finite.
/// @return The rows, or kShapeMismatch, kNonFinite, or kInvalidArgument for a diversity outside
///   0 .. 1.
///
/// Cost: O(count * rows * dimension).
Result<std::vector<std::uint32_t>> MaximalMarginalRelevance(std::span<const float> relevance,
                                                            const VectorRows& vectors,
                                                            std::size_t count, float diversity_01);

}  // namespace vitrine
