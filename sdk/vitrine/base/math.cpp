// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace vitrine {
namespace {

// ln 2 in two parts: the high one has trailing zero bits, so that k * kLn2High is exact.
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kLog2E = 0x1.71547652b82fep0;
constexpr double kPi = 0x1.921fb54442d18p1;
constexpr double k2OverSqrtPi = 0x1.20dd750429b6dp0;

// x * 2^k in two steps, so that subnormal results are rounded once.
double Scale(double x, int k) {
  const auto power = [](int exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52U);
  };
  const int half = k / 2;
  return x * power(half) * power(k - half);
}

// 1 / n! for n, n + 2, ... n + 16, with the signs of the sine and cosine taken together.
constexpr std::array<double, 9> AlternatingSeries(int n) {
  std::array<double, 9> series{};
  double factorial = 1.0;
  for (int i = 2; i <= n; ++i) {
    factorial *= i;
  }
  double sign = 1.0;
  for (double& term : series) {
    term = sign / factorial;
    sign = -sign;
    factorial *= (n + 1.0) * (n + 2.0);
    n += 2;
  }
  return series;
}

constexpr std::array<double, 9> kSineSeries = AlternatingSeries(3);
constexpr std::array<double, 9> kCosineSeries = AlternatingSeries(2);

double Polynomial(double x, const std::array<double, 9>& coefficients) {
  double value = 0.0;
  for (std::size_t i = coefficients.size(); i-- > 0;) {
    value = value * x + coefficients[i];
  }
  return value;
}

}  // namespace

double Exp(double x) {
  if (std::isnan(x)) {
    return x;
  }
  if (x > 709.79) {
    return std::numeric_limits<double>::infinity();
  }
  if (x < -745.2) {
    return 0.0;
  }
  const double k = std::floor(x * kLog2E + 0.5);
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  // exp(r) = 1 + 2r / (2 - r * (coth(r / 2) - 2 / r) ...): the series of r * coth(r / 2) in r^2,
  // whose coefficients are 2 * B(2n) / (2n)! (Abramowitz and Stegun, 4.5.67).
  const double t = r * r;
  const double c =
      r - t * (1.0 / 6 +
               t * (-1.0 / 360 +
                    t * (1.0 / 15120 + t * (-1.0 / 604800 +
                                            t * (1.0 / 23950080 - t * (691.0 / 653837184000.0))))));
  const double y = 1.0 - ((low - r * c / (2.0 - c)) - high);
  return Scale(y, static_cast<int>(k));
}

double Exp2(double x) {
  if (std::isnan(x)) {
    return x;
  }
  if (x >= 1024.0) {
    return std::numeric_limits<double>::infinity();
  }
  if (x < -1076.0) {
    return 0.0;
  }
  const double k = std::floor(x + 0.5);
  return Scale(Exp((x - k) * (kLn2High + kLn2Low)), static_cast<int>(k));
}

double Log(double x) {
  if (std::isnan(x) || x < 0.0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (x == 0.0) {
    return -std::numeric_limits<double>::infinity();
  }
  if (std::isinf(x)) {
    return x;
  }
  int k = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54;
  }
  auto bits = std::bit_cast<std::uint64_t>(x);
  k += static_cast<int>(bits >> 52U) - 1023;
  bits = (bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL;
  double m = std::bit_cast<double>(bits);
  if (m > 0x1.6a09e667f3bcdp0) {  // sqrt(2): keep m in [sqrt(1/2), sqrt(2)].
    m *= 0.5;
    ++k;
  }
  // log(m) = 2 atanh(s) with s = (m - 1) / (m + 1), as f - s * (f - 2 * sum s^2n / (2n + 1)).
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  double series = 0.0;
  for (int n = 23; n >= 3; n -= 2) {
    series = z * (2.0 / n + series);
  }
  const double half_square = 0.5 * f * f;
  const double exponent = k;
  return exponent * kLn2High -
         ((half_square - (s * (half_square + series) + exponent * kLn2Low)) - f);
}

double SinPi(double x) {
  if (!(std::abs(x) <= 0x1p52)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  // x - 2n is exact and lies in [-1, 1]; the sine is then folded to [-1/2, 1/2].
  double r = x - 2.0 * std::floor(0.5 * x + 0.5);
  if (r > 0.5) {
    r = 1.0 - r;
  } else if (r < -0.5) {
    r = -1.0 - r;
  }
  // Taylor's series of the sine up to a quarter and of the cosine beyond: what is left out is below
  // 1e-19.
  const bool use_cosine = std::abs(r) > 0.25;
  const double angle = (use_cosine ? 0.5 - std::abs(r) : r) * kPi;
  const double square = angle * angle;
  if (use_cosine) {
    return std::copysign(1.0 - square * Polynomial(square, kCosineSeries), r);
  }
  return angle - angle * (square * Polynomial(square, kSineSeries));
}

double Erf(double x) {
  const double magnitude = std::abs(x);
  if (!(magnitude < 6.0)) {
    return std::isnan(x) ? x : std::copysign(1.0, x);
  }
  // erf(x) = 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n + 1) / (2n + 1)!! (Abramowitz and Stegun,
  // 7.1.6), whose terms are all positive.
  const double square = magnitude * magnitude;
  double term = magnitude;
  double sum = magnitude;
  for (int n = 1; term > sum * 0x1p-56; ++n) {
    term *= 2.0 * square / (2.0 * n + 1.0);
    sum += term;
  }
  return std::copysign(k2OverSqrtPi * Exp(-square) * sum, x);
}

double Cbrt(double x) {
  if (x == 0.0 || !std::isfinite(x)) {
    return x;
  }
  const double magnitude = std::abs(x);
  double root = Exp(Log(magnitude) * (1.0 / 3));
  // One step of Newton takes back what the exponential magnifies of the logarithm's error.
  root -= (root - magnitude / (root * root)) * (1.0 / 3);
  return std::copysign(root, x);
}

}  // namespace vitrine
