// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/distributions.h>
#include <vitrine/experiment/power.h>

#include <cmath>
#include <string>

namespace vitrine {
namespace {

// No experiment has more units, and doubles count up to here.
constexpr double kMostUnits = 9e15;

Result<void> CheckOptions(const PowerOptions& options) {
  const auto inside = [](double x) { return x > 0 && x < 1; };
  if (!inside(options.significance_01) || !inside(options.power_01)) {
    return Fail(ErrorCode::kInvalidArgument, "significance " + NumberText(options.significance_01) +
                                                 " and power " + NumberText(options.power_01) +
                                                 "; expected both between 0 and 1");
  }
  return {};
}

Result<void> CheckRate(const char* name, double rate) {
  if (!(rate > 0 && rate < 1)) {
    return Fail(ErrorCode::kInvalidArgument, std::string("the ") + name + " rate is " +
                                                 NumberText(rate) + "; expected between 0 and 1");
  }
  return {};
}

double BothQuantiles(const PowerOptions& options) {
  return NormalQuantile(1 - options.significance_01 / 2) + NormalQuantile(options.power_01);
}

Result<std::uint64_t> Whole(double units) {
  if (!(units < kMostUnits)) {
    return Fail(ErrorCode::kInvalidArgument, "the lift is too small for any number of units");
  }
  return static_cast<std::uint64_t>(std::ceil(units));
}

double RateUnits(double base, double changed, const PowerOptions& options) {
  const double mean = (base + changed) / 2;
  const double root =
      NormalQuantile(1 - options.significance_01 / 2) * std::sqrt(2 * mean * (1 - mean)) +
      NormalQuantile(options.power_01) * std::sqrt(base * (1 - base) + changed * (1 - changed));
  const double ratio = root / (changed - base);
  return ratio * ratio;
}

}  // namespace

Result<std::uint64_t> UnitsForRate(double base_01, double lift, const PowerOptions& options) {
  const double changed = base_01 * (1 + lift);
  for (const auto& checked :
       {CheckOptions(options), CheckRate("base", base_01), CheckRate("changed", changed)}) {
    if (!checked) {
      return std::unexpected(checked.error());
    }
  }
  return Whole(RateUnits(base_01, changed, options));
}

Result<std::uint64_t> UnitsForMean(double variation, double lift, const PowerOptions& options) {
  if (const auto checked = CheckOptions(options); !checked) {
    return std::unexpected(checked.error());
  }
  if (!(variation > 0) || std::isnan(lift)) {
    return Fail(ErrorCode::kInvalidArgument, "variation " + NumberText(variation) + " and lift " +
                                                 NumberText(lift) +
                                                 "; expected a variation above 0 and a number");
  }
  const double ratio = BothQuantiles(options) * variation / lift;
  return Whole(2 * ratio * ratio);
}

Result<double> DetectableRateLift(double base_01, std::uint64_t units,
                                  const PowerOptions& options) {
  for (const auto& checked : {CheckOptions(options), CheckRate("base", base_01)}) {
    if (!checked) {
      return std::unexpected(checked.error());
    }
  }
  constexpr int kHalvings = 60;
  double low = base_01;
  double high = 1;
  if (!(RateUnits(base_01, high, options) <= static_cast<double>(units))) {
    return Fail(ErrorCode::kInconclusive, std::to_string(units) +
                                              " units per arm show no change of a rate of " +
                                              NumberText(base_01));
  }
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (RateUnits(base_01, middle, options) <= static_cast<double>(units) ? high : low) = middle;
  }
  return high / base_01 - 1;
}

Result<double> DetectableMeanLift(double variation, std::uint64_t units,
                                  const PowerOptions& options) {
  if (const auto checked = CheckOptions(options); !checked) {
    return std::unexpected(checked.error());
  }
  if (!(variation > 0) || units == 0) {
    return Fail(ErrorCode::kInvalidArgument, "variation " + NumberText(variation) + " and " +
                                                 std::to_string(units) +
                                                 " units; expected both above 0");
  }
  return BothQuantiles(options) * variation * std::sqrt(2 / static_cast<double>(units));
}

}  // namespace vitrine
