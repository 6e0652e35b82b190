// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/sequential.h>

#include <cmath>
#include <string>

namespace vitrine {

Result<double> SequentialMultiplier(std::size_t control_units, std::size_t treatment_units,
                                    const SequentialOptions& options) {
  if (!(options.confidence_01 > 0 && options.confidence_01 < 1)) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "the confidence is " + NumberText(options.confidence_01) + "; expected between 0 and 1");
  }
  if (!(options.planned_units_per_arm > 0) || std::isinf(options.planned_units_per_arm)) {
    return Fail(ErrorCode::kInvalidArgument, "the plan is for " +
                                                 NumberText(options.planned_units_per_arm) +
                                                 " units; expected more than 0");
  }
  if (control_units == 0 || treatment_units == 0) {
    return Fail(ErrorCode::kInconclusive, "an arm has no units yet");
  }
  // With r the prior's variance over the estimate's, the interval reaches m standard errors where
  // m^2 = (1 + 1/r) (ln(1 + r) - 2 ln alpha). It is least at r = ln(1 + r) - 2 ln alpha.
  constexpr int kIterations = 40;
  const double log_alpha = std::log(1.0 - options.confidence_01);
  double planned = 1;
  for (int i = 0; i < kIterations; ++i) {
    planned = std::log1p(planned) - 2 * log_alpha;
  }
  // r grows as the estimate's variance shrinks: 1 / (1 / n + 1 / m) is half an arm in the plan.
  const auto control = static_cast<double>(control_units);
  const auto treatment = static_cast<double>(treatment_units);
  const double information = control / (control + treatment) * treatment;
  const double r = planned * information / (0.5 * options.planned_units_per_arm);
  return std::sqrt((1 + 1 / r) * (std::log1p(r) - 2 * log_alpha));
}

}  // namespace vitrine
