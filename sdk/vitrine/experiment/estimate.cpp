// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/distributions.h>
#include <vitrine/experiment/estimate.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace vitrine {
namespace {

double Mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

struct Moments {
  double mean_x = 0;
  double mean_y = 0;
  double square_x = 0;  // Sums of squares and of products about the means.
  double square_y = 0;
  double product = 0;
};

Result<Moments> MomentsOf(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size()) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(x.size()) + " values beside " +
                                               std::to_string(y.size()) + "; expected as many");
  }
  if (x.size() < 2) {
    return Fail(ErrorCode::kInconclusive,
                std::to_string(x.size()) + " units; an estimate needs at least two");
  }
  Moments moments = {.mean_x = Mean(x), .mean_y = Mean(y)};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - moments.mean_x;
    const double dy = y[i] - moments.mean_y;
    moments.square_x += dx * dx;
    moments.square_y += dy * dy;
    moments.product += dx * dy;
  }
  if (!std::isfinite(moments.square_x) || !std::isfinite(moments.square_y)) {
    return Fail(ErrorCode::kNonFinite,
                "a unit's value is NaN, infinite or too large to be squared");
  }
  return moments;
}

// Sums over n units about their means become the variance of a mean.
double VarianceOfMean(double square, std::size_t units) {
  const auto n = static_cast<double>(units);
  return square / (n - 1.0) / n;
}

}  // namespace

Result<Estimate> MeanOf(std::span<const double> values) {
  const auto moments = MomentsOf(values, values);
  if (!moments) {
    return std::unexpected(moments.error());
  }
  return Estimate{moments->mean_x, VarianceOfMean(moments->square_x, values.size()), values.size()};
}

Result<Estimate> RatioOf(std::span<const double> numerators, std::span<const double> denominators) {
  const auto moments = MomentsOf(numerators, denominators);
  if (!moments) {
    return std::unexpected(moments.error());
  }
  if (moments->mean_y == 0) {
    return Fail(ErrorCode::kInconclusive, "the denominators sum to 0");
  }
  const double ratio = moments->mean_x / moments->mean_y;
  const double square =
      moments->square_x - 2 * ratio * moments->product + ratio * ratio * moments->square_y;
  const double variance = VarianceOfMean(std::max(square, 0.0), numerators.size());
  return Estimate{ratio, variance / (moments->mean_y * moments->mean_y), numerators.size()};
}

Result<Adjustment> FitAdjustment(std::span<const CovariateSample> arms) {
  Moments within;
  double sum = 0;
  double units = 0;
  for (const CovariateSample& arm : arms) {
    const auto moments = MomentsOf(arm.covariates, arm.values);
    if (!moments) {
      return std::unexpected(moments.error());
    }
    within.square_x += moments->square_x;
    within.square_y += moments->square_y;
    within.product += moments->product;
    sum += moments->mean_x * static_cast<double>(arm.covariates.size());
    units += static_cast<double>(arm.covariates.size());
  }
  if (!(within.square_x > 0)) {
    return Adjustment{};
  }
  Adjustment adjustment = {.slope = within.product / within.square_x, .mean = sum / units};
  if (within.square_y > 0) {
    adjustment.correlation =
        within.product / (std::sqrt(within.square_x) * std::sqrt(within.square_y));
  }
  return adjustment;
}

Result<Estimate> AdjustedMeanOf(const CovariateSample& arm, const Adjustment& adjustment) {
  const auto moments = MomentsOf(arm.covariates, arm.values);
  if (!moments) {
    return std::unexpected(moments.error());
  }
  const double slope = adjustment.slope;
  const double square =
      moments->square_y - 2 * slope * moments->product + slope * slope * moments->square_x;
  return Estimate{moments->mean_y - slope * (moments->mean_x - adjustment.mean),
                  VarianceOfMean(std::max(square, 0.0), arm.values.size()), arm.values.size()};
}

Result<Comparison> Compare(const Estimate& control, const Estimate& treatment, double multiplier) {
  const double variance = control.variance + treatment.variance;
  if (!std::isfinite(variance) || !std::isfinite(treatment.value - control.value)) {
    return Fail(ErrorCode::kNonFinite, "an estimate is NaN or infinite");
  }
  if (!(variance > 0)) {
    return Fail(ErrorCode::kInconclusive, "all units have the same value in each arm");
  }
  Comparison comparison;
  const double error = std::sqrt(variance);
  comparison.difference = treatment.value - control.value;
  comparison.difference_interval = {comparison.difference - multiplier * error,
                                    comparison.difference + multiplier * error};
  comparison.p_value = 2.0 * NormalCdf(-std::abs(comparison.difference) / error);

  // The ratios r with (t - r c)^2 <= m^2 (var t + r^2 var c), a quadratic in r.
  const double square = multiplier * multiplier;
  const double a = control.value * control.value - square * control.variance;
  if (a > 0) {
    const double b = treatment.value * control.value;
    const double c = treatment.value * treatment.value - square * treatment.variance;
    const double root = std::sqrt(std::max(b * b - a * c, 0.0));
    comparison.ratio = treatment.value / control.value;
    comparison.ratio_interval = Interval{(b - root) / a, (b + root) / a};
  }
  return comparison;
}

}  // namespace vitrine
