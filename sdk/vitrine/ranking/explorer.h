// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/profile/event.h>
#include <vitrine/ranking/exploration.h>
#include <vitrine/ranking/ranker.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// Explores for one shopper: slots are drawn with the probabilities that are logged, and what comes
/// of it is learned. It begins with what Ranker's maximal marginal relevance holds, and learns how
/// much relevance, variety and popularity are worth to this shopper.
class Explorer {
 public:
  /// @param seed         Equal seeds draw equally, on every platform.
  /// @param diversity_01 Of the ranker's options.
  Explorer(std::uint64_t seed, float diversity_01);

  /// How page `page` is drawn; valid as long as the explorer is.
  Exploration For(std::size_t page) const;

  /// A page was seen: its drawn picks are learned, each product once while it is among the last
  /// kKept.
  void Seen(const Catalog& catalog, std::span<const Pick> picks);

  /// What the shopper does with products that were seen. Opening one or putting it into the bag is
  /// a reward of 1, dismissing it of -1; only the first counts.
  void Observe(const Event& event);

  /// Erases all that was learned.
  void Forget();

  /// All that was learned, for keeping: that of LinearThompson.
  std::vector<double> Save() const { return sampler_.Save(); }

  /// Takes up what earlier visits learned; what was seen before that comes on top. Once: any
  /// further state, which may have the same showings in it, changes nothing.
  Result<void> Restore(std::span<const double> state);

  /// Whether there is anything to keep.
  bool has_learned() const { return has_learned_; }

  static constexpr std::size_t kKept = 256;

 private:
  struct Showing {
    std::string product_id;
    SlotFeatures features;
    double reward = 0;
  };

  std::uint64_t seed_;
  float diversity_01_;
  LinearThompson sampler_;
  bool has_learned_ = false;
  bool is_restored_ = false;
  std::vector<Showing> seen_;
};

}  // namespace vitrine
