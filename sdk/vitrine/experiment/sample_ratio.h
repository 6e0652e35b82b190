// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <span>

namespace vitrine {

/// Whether the arms have the sizes that were planned.
struct SampleRatio {
  double chi_squared = 0;
  double p_value = 1;  ///< Of sizes at least this far from the plan, by chance.
  bool mismatch = false;
};

/// Below this p-value the sizes are no accident: something loses units of one arm, and nothing that
/// compares the arms can be believed.
///
/// Source: A. Fabijan and others, "Diagnosing Sample Ratio Mismatch in Online Controlled
/// Experiments", KDD 2019; they too use a bound far below 5 %, for a check that is made often.
inline constexpr double kSampleRatioBound = 0.001;

/// Pearson's chi-squared test of the units counted in each arm against the arms' weights. Arms of
/// weight 0 must have no units and do not count.
///
/// Errors: kShapeMismatch; kInvalidArgument for weights that are negative, NaN or fewer than two
/// above 0, or for units in an arm of weight 0; kInconclusive without any unit.
Result<SampleRatio> TestSampleRatio(std::span<const std::size_t> units,
                                    std::span<const double> weights);

}  // namespace vitrine
