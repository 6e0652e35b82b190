// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/resize_taps.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace vitrine {
namespace {

constexpr double kLobes = 3;

// sinc(x) * sinc(x / 3), by the sine of three times an angle: one sine instead of two.
double Lanczos(double x) {
  constexpr double kPi = 0x1.921fb54442d18p1;
  if (std::abs(x) >= kLobes) {
    return 0;
  }
  if (std::abs(x) < 1e-9) {
    return 1;
  }
  const double third = x * (1.0 / kLobes);
  const double sine = SinPi(third);
  const double square = sine * sine;
  return square * (1.0 - square * (4.0 / 3.0)) / (third * third * (kPi * kPi));
}

// Rounds the weights to integers of the exact sum; the largest takes what rounding left over.
void Quantise(std::span<const double> weights, std::vector<std::int16_t>& coefficients) {
  constexpr std::int32_t kOne = 1 << kTapBits;
  const double scale = kOne / std::accumulate(weights.begin(), weights.end(), 0.0);
  coefficients.resize(weights.size());
  std::int32_t left = kOne;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto rounded = static_cast<std::int32_t>(std::floor(weights[i] * scale + 0.5));
    coefficients[i] = static_cast<std::int16_t>(rounded);
    left -= rounded;
  }
  auto& largest = *std::ranges::max_element(coefficients);
  largest = static_cast<std::int16_t>(largest + left);
}

// Appends one window, without the zeros at its ends and filled up to pairs from an even pixel on.
void AppendWindow(std::uint32_t first, std::span<const std::int16_t> coefficients, Taps& taps) {
  const auto is_zero = [](std::int16_t value) { return value == 0; };
  const auto begin = std::ranges::find_if_not(coefficients, is_zero);
  const auto end = std::find_if_not(coefficients.rbegin(), coefficients.rend(), is_zero).base();
  first += static_cast<std::uint32_t>(begin - coefficients.begin());
  const bool odd = (first & 1U) != 0;
  TapWindow window{
      .first = first - (odd ? 1U : 0U), .pairs = 0, .offset = taps.coefficients.size()};
  if (odd) {
    taps.coefficients.push_back(0);
  }
  taps.coefficients.insert(taps.coefficients.end(), begin, end);
  if ((taps.coefficients.size() & 1U) != 0) {
    taps.coefficients.push_back(0);
  }
  window.pairs = static_cast<std::uint32_t>((taps.coefficients.size() - window.offset) / 2);
  taps.windows.push_back(window);
}

}  // namespace

Taps MakeLanczosTaps(const Span& span, std::uint32_t count) {
  const double step = span.length / count;
  const double widening = std::max(step, 1.0);
  const double reach = kLobes * widening;
  Taps taps;
  taps.windows.reserve(count);
  // Two more than the taps' number for being even at both ends.
  taps.coefficients.reserve(count *
                            (static_cast<std::size_t>(2 * std::min<double>(reach, span.size)) + 4));
  std::vector<double> weights;
  std::vector<std::int16_t> coefficients;
  for (std::uint32_t i = 0; i < count; ++i) {
    // A pixel's place is its middle, half a pixel after its number.
    const double centre = span.begin + (i + 0.5) * step - 0.5;
    const double last = std::min(std::floor(centre + reach), span.size - 1.0);
    const double first = std::clamp(std::ceil(centre - reach), 0.0, last);
    weights.clear();
    for (double pixel = first; pixel <= last; ++pixel) {
      weights.push_back(Lanczos((pixel - centre) / widening));
    }
    Quantise(weights, coefficients);
    AppendWindow(static_cast<std::uint32_t>(first), coefficients, taps);
  }
  return taps;
}

}  // namespace vitrine
