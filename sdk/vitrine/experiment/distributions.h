// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitrine {

/// The probability that a standard normal number is below `x`; exact to a few ulp in both tails.
double NormalCdf(double x);

/// The number that a standard normal one is below with probability `p`; -inf at 0, +inf at 1, NaN
/// outside. Error under 1e-14 of the larger of 1 and the result.
///
/// Source: Abramowitz and Stegun, 26.2.23, then Halley's iteration.
double NormalQuantile(double p);

/// The probability that a chi-squared number with `degrees` (at least 1) of freedom is above `x`.
/// Cost: O(degrees).
///
/// Source: Abramowitz and Stegun, 26.4.4 and 26.4.5.
double ChiSquaredTail(double x, int degrees);

}  // namespace vitrine
