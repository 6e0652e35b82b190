// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/ranking/ranker.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// What Ranker::ScoreFor says of a profile.
struct Scored {
  std::span<const float> scores;         ///< [catalog.size()]
  std::span<const ProductIndex> raised;  ///< Whose order was left to the network.
};

/// The best products of all, with which picks are compared when it is tried what would be without
/// something. A pick that is among them has its rank among all here; and who falls behind some of
/// them has fallen among all. So a drop is seen at a small part of the cost of ranking all anew.
/// The network, where there is one, orders the same candidates in each trial.
class Contenders {
 public:
  static constexpr std::size_t kCount = 512;

  /// @param scored As Ranker::ScoreFor gives it; must outlive the contenders.
  /// @param picks  Their products can be had.
  Contenders(const Ranker& ranker, const Scored& scored, std::span<const Pick> picks);

  /// Whether a network orders what comes first.
  bool are_raised() const { return !scored_.raised.empty(); }

  /// The rank of each pick among all products, 0 = best.
  const std::vector<std::uint32_t>& ranks() const { return ranks_; }

  /// Whether a pick is none of the contenders, so that RanksFor says nothing new of it.
  bool IsFar(std::size_t pick) const { return places_[pick] == products_.size(); }

  /// At least how many would stand before each pick, had the profile been this one; for far picks
  /// their rank as it is.
  ///
  /// @return The ranks, or kNonFinite from a network whose sums overflow.
  ///
  /// Cost: O(kCount * dimension), and a run of the network where the pack was trained.
  Result<std::vector<std::uint32_t>> RanksFor(const Profile& profile, std::int64_t now_ms) const;

  /// The same for far picks too, exactly: ranks all products anew.
  Result<std::vector<std::uint32_t>> ExactRanksFor(const Profile& profile,
                                                   std::int64_t now_ms) const;

  /// How many products would stand before pick `pick` if it alone scored `score`.
  std::uint32_t RankAt(std::size_t pick, float score) const;

 private:
  std::vector<std::uint32_t> RanksAmongAll(std::span<const float> scores) const;

  const Ranker& ranker_;
  Scored scored_;
  std::vector<ProductIndex> products_;  // Ascending.
  std::vector<ProductIndex> picks_;
  std::vector<std::size_t> places_;  // Of the picks among the products; their number when far.
  std::vector<std::uint32_t> ranks_;
};

}  // namespace vitrine
