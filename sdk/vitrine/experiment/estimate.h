// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <optional>
#include <span>

namespace vitrine {

/// What a sample says about a mean or a ratio of means.
struct Estimate {
  double value = 0;
  double variance = 0;  ///< Of `value` itself, not of a single unit.
  std::size_t units = 0;
};

/// The mean over units. Errors: kInconclusive for fewer than two, kNonFinite.
Result<Estimate> MeanOf(std::span<const double> values);

/// The ratio of two sums over units, as revenue per order: its variance by the delta method,
/// because the units are independent and what they are divided by is not.
///
/// Errors: kShapeMismatch, kInconclusive for fewer than two units or a denominator of 0,
/// kNonFinite. Source: A. Deng, U. Knoblich and J. Lu, "Applying the Delta Method in Metric
/// Analytics: A Practical Guide with Novel Ideas", KDD 2018, section 3.
Result<Estimate> RatioOf(std::span<const double> numerators, std::span<const double> denominators);

/// One arm's values, each with what was known of the unit before the experiment.
struct CovariateSample {
  std::span<const double> values;
  std::span<const double> covariates;  ///< As many.
};

/// What CUPED takes off a value: slope * (covariate - mean).
struct Adjustment {
  double slope = 0;
  double mean = 0;
  double correlation =
      0;  ///< Within arms. Variances shrink to 1 - correlation^2 of what they were.
};

/// The adjustment that all arms share: the regression within arms, so that the effect that is
/// looked for does not enter it. A covariate without variation adjusts nothing.
///
/// Errors: kShapeMismatch, kInconclusive for an arm of fewer than two units, kNonFinite.
/// Source: A. Deng, Y. Xu, R. Kohavi and T. Walker, "Improving the Sensitivity of Online Controlled
/// Experiments by Utilizing Pre-Experiment Data", WSDM 2013, section 3.
Result<Adjustment> FitAdjustment(std::span<const CovariateSample> arms);

/// The mean over units of the adjusted values. Errors: as FitAdjustment.
Result<Estimate> AdjustedMeanOf(const CovariateSample& arm, const Adjustment& adjustment);

struct Interval {
  double low = 0;
  double high = 0;
};

/// A treatment beside a control.
struct Comparison {
  double difference = 0;
  Interval difference_interval;
  /// The treatment's value over the control's. None where the control's own interval holds 0: any
  /// ratio is then possible.
  std::optional<double> ratio;
  std::optional<Interval> ratio_interval;
  double p_value = 1;  ///< Two-sided, of no difference, by the normal distribution.
};

/// Compares two independent estimates.
///
/// @param multiplier How many standard errors the intervals reach: NormalQuantile(0.975) for 95 %,
/// or
///   SequentialMultiplier for intervals that may be looked at every day.
/// @return The comparison; kInconclusive where neither estimate varies.
///
/// Source of the ratio's interval: E. C. Fieller, "Some Problems in Interval Estimation", Journal
/// of the Royal Statistical Society B 16, 1954. It needs no correction for a control whose mean is
/// not known well, and agrees with the delta method where it is.
Result<Comparison> Compare(const Estimate& control, const Estimate& treatment, double multiplier);

}  // namespace vitrine
