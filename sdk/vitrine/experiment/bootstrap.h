// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/estimate.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// A statistic that is the ratio of two sums over rounds; with denominators of 1, a mean.
struct RatioStatistic {
  std::span<const double> numerators;
  std::span<const double> denominators;  ///< As many; their sum is above 0.
};

struct BootstrapOptions {
  double confidence_01 = 0.95;
  std::uint32_t resamples = 2000;
  std::uint64_t seed = 1;
};

/// Bootstrap intervals of several statistics of the same rounds, drawn together: bias-corrected and
/// accelerated, so that a skewed statistic gets a skewed interval. The acceleration comes from the
/// statistic's influence on each round, which for a ratio of sums needs no jackknife.
///
/// @param statistics All over the same, positive number of rounds, below 2^32.
/// @return One interval for each statistic.
/// Cost: O(resamples * rounds).
/// Source: B. Efron, "Better Bootstrap Confidence Intervals", Journal of the American Statistical
/// Association 82, 1987, sections 3 and 7.
std::vector<Interval> BootstrapIntervals(std::span<const RatioStatistic> statistics,
                                         const BootstrapOptions& options);

}  // namespace vitrine
