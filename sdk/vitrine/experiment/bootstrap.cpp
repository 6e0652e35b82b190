// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/experiment/bootstrap.h>
#include <vitrine/experiment/distributions.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace vitrine {
namespace {

double Ratio(double numerator, double denominator) {
  return denominator > 0 ? numerator / denominator : 0;
}

double ValueOf(const RatioStatistic& statistic) {
  double numerator = 0;
  double denominator = 0;
  for (std::size_t i = 0; i < statistic.numerators.size(); ++i) {
    numerator += statistic.numerators[i];
    denominator += statistic.denominators[i];
  }
  return Ratio(numerator, denominator);
}

// A sixth of the skewness of the influence that each round has.
double Acceleration(const RatioStatistic& statistic, double value) {
  double squares = 0;
  double cubes = 0;
  for (std::size_t i = 0; i < statistic.numerators.size(); ++i) {
    const double influence = statistic.numerators[i] - value * statistic.denominators[i];
    squares += influence * influence;
    cubes += influence * influence * influence;
  }
  // No skewness is known of values that do not vary, or that overflow.
  const double acceleration = cubes / (6 * squares * std::sqrt(squares));
  return std::isfinite(acceleration) ? acceleration : 0;
}

Interval IntervalOf(std::vector<double>& replicates, double value, double acceleration,
                    double confidence) {
  std::ranges::sort(replicates);
  // Replicates that equal the value count half, else a statistic of few steps would look biased.
  const auto [first, last] = std::ranges::equal_range(replicates, value);
  const auto count = static_cast<double>(replicates.size());
  const double below =
      (static_cast<double>(first - replicates.begin()) + 0.5 * static_cast<double>(last - first)) /
      count;
  const double bias = NormalQuantile(std::clamp(below, 0.5 / count, 1 - 0.5 / count));
  const auto at = [&](double probability) {
    const double z = bias + NormalQuantile(probability);
    const double p = NormalCdf(bias + z / std::max(1 - acceleration * z, 1e-3));
    const double place = p * (count + 1) - 1;
    const double inside = std::clamp(place, 0.0, count - 1);
    const auto index = static_cast<std::size_t>(inside);
    const double next = replicates[std::min(index + 1, replicates.size() - 1)];
    return replicates[index] + (inside - std::floor(inside)) * (next - replicates[index]);
  };
  return {at((1 - confidence) / 2), at((1 + confidence) / 2)};
}

}  // namespace

std::vector<Interval> BootstrapIntervals(std::span<const RatioStatistic> statistics,
                                         const BootstrapOptions& options) {
  // A round's terms of all statistics lie side by side: each draw touches memory once.
  const std::size_t rounds = statistics.front().numerators.size();
  const std::size_t width = 2 * statistics.size();
  std::vector<double> terms(rounds * width);
  for (std::size_t s = 0; s < statistics.size(); ++s) {
    assert(statistics[s].numerators.size() == rounds &&
           statistics[s].denominators.size() == rounds);
    for (std::size_t i = 0; i < rounds; ++i) {
      terms[i * width + 2 * s] = statistics[s].numerators[i];
      terms[i * width + 2 * s + 1] = statistics[s].denominators[i];
    }
  }
  Random random(options.seed);
  std::vector<std::vector<double>> replicates(statistics.size());
  std::vector<double> sums(width);
  for (std::uint32_t resample = 0; resample < options.resamples; ++resample) {
    std::ranges::fill(sums, 0.0);
    for (std::size_t i = 0; i < rounds; ++i) {
      const double* round = &terms[random.Below(static_cast<std::uint32_t>(rounds)) * width];
      for (std::size_t j = 0; j < width; ++j) {
        sums[j] += round[j];
      }
    }
    for (std::size_t s = 0; s < statistics.size(); ++s) {
      replicates[s].push_back(Ratio(sums[2 * s], sums[2 * s + 1]));
    }
  }
  std::vector<Interval> intervals;
  for (std::size_t s = 0; s < statistics.size(); ++s) {
    const double value = ValueOf(statistics[s]);
    intervals.push_back(IntervalOf(replicates[s], value, Acceleration(statistics[s], value),
                                   options.confidence_01));
  }
  return intervals;
}

}  // namespace vitrine
