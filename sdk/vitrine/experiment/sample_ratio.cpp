// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/distributions.h>
#include <vitrine/experiment/sample_ratio.h>

#include <cmath>
#include <string>

namespace vitrine {

Result<SampleRatio> TestSampleRatio(std::span<const std::size_t> units,
                                    std::span<const double> weights) {
  if (units.size() != weights.size()) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(units.size()) + " arms and " +
                                               std::to_string(weights.size()) + " weights");
  }
  double all_units = 0;
  double all_weights = 0;
  int arms = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!(weights[i] >= 0) || std::isinf(weights[i])) {
      return Fail(ErrorCode::kInvalidArgument,
                  "a weight is " + NumberText(weights[i]) + "; expected 0 or more");
    }
    if (weights[i] == 0 && units[i] > 0) {
      return Fail(ErrorCode::kInvalidArgument,
                  std::to_string(units[i]) + " units are in an arm of weight 0");
    }
    arms += weights[i] > 0 ? 1 : 0;
    all_units += static_cast<double>(units[i]);
    all_weights += weights[i];
  }
  if (arms < 2) {
    return Fail(ErrorCode::kInvalidArgument,
                std::to_string(arms) + " arms have a weight; expected at least two");
  }
  if (!(all_units > 0)) {
    return Fail(ErrorCode::kInconclusive, "no arm has any units");
  }
  SampleRatio result;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (weights[i] > 0) {
      const double expected = all_units * (weights[i] / all_weights);
      const double off = static_cast<double>(units[i]) - expected;
      result.chi_squared += off * off / expected;
    }
  }
  result.p_value = ChiSquaredTail(result.chi_squared, arms - 1);
  result.mismatch = result.p_value < kSampleRatioBound;
  return result;
}

}  // namespace vitrine
