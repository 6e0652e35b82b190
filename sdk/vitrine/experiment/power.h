// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstdint>

namespace vitrine {

/// What a test may get wrong.
struct PowerOptions {
  double significance_01 = 0.05;  ///< Two-sided: how often it may see a difference that is none.
  double power_01 = 0.8;          ///< How often it shall see one that is there.
};

/// The units per arm, in two equal arms, that show a change of a rate (orders per visitor), rounded
/// up. The test's variance is pooled, as it is when there is no difference.
///
/// @param base_01 The control's rate, between 0 and 1.
/// @param lift    The relative change, 0.5 for +50 %; not 0, and the changed rate between 0 and 1.
/// Errors: kInvalidArgument.
/// Source: J. L. Fleiss, B. Levin and M. C. Paik, "Statistical Methods for Rates and Proportions",
/// 3rd edition, 2003, section 4.3, without its correction for continuity.
Result<std::uint64_t> UnitsForRate(double base_01, double lift, const PowerOptions& options = {});

/// The same for a mean whose variation does not change with it, as time in the lookbook.
///
/// @param variation The coefficient of variation: standard deviation over mean, above 0.
Result<std::uint64_t> UnitsForMean(double variation, double lift, const PowerOptions& options = {});

/// The smallest positive relative change that so many units per arm show. For a rate, kInconclusive
/// where even a rate of 1 would not be seen.
Result<double> DetectableRateLift(double base_01, std::uint64_t units,
                                  const PowerOptions& options = {});
Result<double> DetectableMeanLift(double variation, std::uint64_t units,
                                  const PowerOptions& options = {});

}  // namespace vitrine
