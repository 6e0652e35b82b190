// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/evaluation/contender.h"
#include "sdk/cli/sessions.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::cli {

/// How far down a list of recommendations is looked.
inline constexpr std::size_t kCutoff = 20;

enum class Protocol : std::uint8_t {
  kEveryNext,  ///< A: every next item counts, among all items.
  kOnlyNew,    ///< B: only items that the session has not seen yet count, among those.
};

/// The sums over the predictions of one session, so that sessions can be resampled.
struct SessionSums {
  double predictions = 0;
  double hits = 0;              ///< The next item is among the first kCutoff.
  double reciprocal_ranks = 0;  ///< Of those.
  double gains = 0;             ///< 1 / log2(1 + rank) of those (NDCG with one relevant item).
  double spread = 0;            ///< 1 - mean cosine of the pairs of the first kCutoff.
};

struct Evaluation {
  std::vector<SessionSums> sessions;
  double coverage = 0;  ///< The share of all items that was among the first kCutoff ever.
};

/// Reveals every session item by item and asks for the next one among all items of the catalogue.
/// Ties go to the smaller position. An item that the catalogue does not have is a miss.
///
/// @return One entry for each session, in order, or the contender's error.
Result<Evaluation> Evaluate(const Catalog& catalog, std::span<const Session> sessions,
                            Protocol protocol, const Contender& contender);

/// A figure with the limits of its 95 % interval.
struct Interval {
  double value;
  double low;
  double high;
};

/// The mean per prediction, with a bootstrap interval over whole sessions (percentiles of 1,000
/// resamples).
Interval MeanOf(std::span<const SessionSums> sessions, double SessionSums::* sum,
                std::uint64_t seed);

/// The difference of two contenders' means on the same sessions, ours less theirs, likewise.
Interval DifferenceOf(std::span<const SessionSums> ours, std::span<const SessionSums> theirs,
                      double SessionSums::* sum, std::uint64_t seed);

}  // namespace vitrine::cli
