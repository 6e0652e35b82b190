// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/distributions.h>

#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrine {

double NormalCdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double NormalQuantile(double p) {
  constexpr int kIterations = 3;
  if (!(p >= 0.0 && p <= 1.0)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (p == 0.0 || p == 1.0) {
    return p == 0.0 ? -std::numeric_limits<double>::infinity()
                    : std::numeric_limits<double>::infinity();
  }
  if (p > 0.5) {
    return -NormalQuantile(1.0 - p);
  }
  const double t = std::sqrt(-2.0 * std::log(p));
  double x = (2.515517 + t * (0.802853 + t * 0.010328)) /
                 (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
             t;
  for (int i = 0; i < kIterations; ++i) {
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
    const double step = (NormalCdf(x) - p) / density;
    x -= step / (1.0 + 0.5 * x * step);
  }
  return x;
}

double ChiSquaredTail(double x, int degrees) {
  assert(degrees >= 1);
  if (!(x > 0.0)) {
    return 1.0;
  }
  // Q(a + 1, h) = Q(a, h) + h^a exp(-h) / Gamma(a + 1), from a = 1/2 or 1 up to degrees / 2.
  const double half = 0.5 * x;
  const bool odd = degrees % 2 == 1;
  double tail = odd ? std::erfc(std::sqrt(half)) : std::exp(-half);
  double term =
      odd ? std::exp(-half) * 2.0 * std::sqrt(half / std::numbers::pi) : std::exp(-half) * half;
  double a = odd ? 0.5 : 1.0;
  for (int done = odd ? 1 : 2; done < degrees; done += 2) {
    tail += term;
    a += 1.0;
    term *= half / a;
  }
  return tail;
}

}  // namespace vitrine
