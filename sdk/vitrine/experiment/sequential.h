// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>

namespace vitrine {

/// How an always-valid interval is tuned. Both must be chosen before the data are seen.
struct SequentialOptions {
  double confidence_01 = 0.95;
  /// Where the interval is to be narrowest compared with a fixed one. It is valid everywhere: half
  /// or double as many units cost a few per cent of its width.
  double planned_units_per_arm = 10'000;
};

/// How many standard errors an interval must reach so that, with the given confidence, it holds the
/// truth at all looks together, however often and whenever one looks and stops.
///
/// It inverts a mixture sequential probability ratio test whose normal prior is scaled by the
/// standard deviation; with an estimated one this is an asymptotic confidence sequence. At the
/// planned size 95 % takes 3.03 standard errors instead of 1.96.
///
/// Errors: kInvalidArgument for a confidence outside (0, 1) or a plan of no units; kInconclusive
/// for an arm without units. Sources: R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Always Valid
/// Inference", Operations Research 70, 2022, section 5; I. Waudby-Smith, D. Arbour, R. Sinha, E. H.
/// Kennedy and A. Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences",
/// Annals of Statistics 52, 2024, theorem 2.2; S. R. Howard and others, "Time-uniform,
/// nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49, 2021, section 3.5
/// on tuning.
Result<double> SequentialMultiplier(std::size_t control_units, std::size_t treatment_units,
                                    const SequentialOptions& options);

}  // namespace vitrine
