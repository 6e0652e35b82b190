// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/session.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine::training {

/// What the sessions that have a product say about another one. "Source" and "target" weights are
/// those of SLIST's partial sessions: a session is cut behind each of its items, what lies before
/// the cut is the source, weighed by nearness to the cut, what lies behind it the target, likewise.
struct PairCount {
  ProductIndex other = 0;
  std::uint32_t visits = 0;  ///< Sessions with both.
  float follow = 0;          ///< Sum of 1 / distance over where `other` comes later.
  float precede = 0;         ///< And where it came earlier.
  float covisit = 0;         ///< Sum of 1 / sqrt(different products) over sessions with both.
  float together = 0;        ///< Sum of the weights of sessions with both.
  float source_source = 0;   ///< Sum of the products of both source weights.
  float target_source = 0;   ///< This product as target, `other` as source.
};

struct PairOptions {
  /// Two items of a session follow each other when they are less than this far apart.
  std::size_t window = 10;
  /// An item's weight falls by e with this many items between it and the cut.
  double position_decay = 1;
  /// A session's weight falls by e with this many days before the newest.
  double age_decay_days = 4;
  /// Of a session, the last so many items count.
  std::size_t longest_session = 50;
  /// Of a product, so many others are kept, those most together with it.
  std::size_t most_others = 1024;
  /// Others that fewer sessions than this have together with the product are left out.
  std::uint32_t least_visits = 1;
};

/// The counts of every product with itself and every other one that shares a session with it,
/// [product_count], each ascending by `other`.
///
/// Source: Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation",
/// WWW 2021, for the weights.
std::vector<std::vector<PairCount>> CountPairs(const SessionIndex& index,
                                               const PairOptions& options);

}  // namespace vitrine::training
