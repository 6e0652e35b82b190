// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/resize_taps.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace vitrine {
namespace {

constexpr double kLanczosLobes = 3;
constexpr double kCubicReach = 2;

// Lanczos' kernel, sinc(x) * sinc(x / 3), at a window's pixels. Its two sines are those of an angle
// and of three times that angle, so one is enough, and from pixel to pixel that one is turned.
void SampleLanczos(double x, double step, std::span<double> weights) {
  constexpr double kPi = 0x1.921fb54442d18p1;
  constexpr double kThird = 1.0 / kLanczosLobes;
  const double turn_sine = SinPi(step * kThird);
  const double turn_cosine = SinPi(step * kThird + 0.5);
  double sine = SinPi(x * kThird);
  double cosine = SinPi(x * kThird + 0.5);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double angle = (x + static_cast<double>(i) * step) * (kThird * kPi);
    const double square = sine * sine;
    weights[i] =
        std::abs(angle) < 1e-9 ? 1 : square * (1.0 - square * (4.0 / 3.0)) / (angle * angle);
    const double next = sine * turn_cosine + cosine * turn_sine;
    cosine = cosine * turn_cosine - sine * turn_sine;
    sine = next;
  }
}

// Keys' cubic with a = -1/2, which is that of Catmull and Rom.
double Cubic(double x) {
  const double distance = std::abs(x);
  if (distance >= kCubicReach) {
    return 0;
  }
  return distance < 1 ? (1.5 * distance - 2.5) * distance * distance + 1
                      : ((-0.5 * distance + 2.5) * distance - 4) * distance + 2;
}

void SampleCubic(double x, double step, std::span<double> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = Cubic(x + static_cast<double>(i) * step);
  }
}

// Rounds the weights to integers of the exact sum. It is the running sum that is rounded: what one
// weight loses the next one gets, so that hundreds of small ones stay even.
void Quantise(std::span<const double> weights, std::vector<std::int16_t>& coefficients) {
  constexpr std::int32_t kOne = 1 << kTapBits;
  const double scale = kOne / std::accumulate(weights.begin(), weights.end(), 0.0);
  coefficients.resize(weights.size());
  double sum = 0;
  std::int32_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i];
    const auto rounded = static_cast<std::int32_t>(std::floor(sum * scale + 0.5));
    coefficients[i] = static_cast<std::int16_t>(rounded - given);
    given = rounded;
  }
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

// The taps of `count` windows that reach so far to either side of their middles. `weigh` gives the
// weights of a window, whatever their sum, and the first pixel that they are for.
template <typename Weigh>
Taps MakeTaps(const Span& span, std::uint32_t count, double reach, const Weigh& weigh) {
  Taps taps;
  taps.windows.reserve(count);
  // Two more than the taps' number for being even at both ends.
  taps.coefficients.reserve(count *
                            (static_cast<std::size_t>(2 * std::min<double>(reach, span.size)) + 4));
  std::vector<double> weights;
  std::vector<std::int16_t> coefficients;
  for (std::uint32_t i = 0; i < count; ++i) {
    weights.clear();
    const double first = weigh(i, weights);
    Quantise(weights, coefficients);
    AppendWindow(static_cast<std::uint32_t>(first), coefficients, taps);
  }
  return taps;
}

// The taps of a kernel that is 0 from `radius` on. `sample` gives it at a window's pixels, from the
// first one's place and the step to the next.
template <typename Sample>
Taps SampleKernel(const Span& span, std::uint32_t count, double radius, const Sample& sample) {
  const double step = span.length / count;
  const double widening = std::max(step, 1.0);
  const double reach = radius * widening;
  return MakeTaps(span, count, reach, [&](std::uint32_t i, std::vector<double>& weights) {
    // A pixel's place is its middle, half a pixel after its number.
    const double centre = span.begin + (i + 0.5) * step - 0.5;
    const double last = std::min(std::floor(centre + reach), span.size - 1.0);
    const double first = std::clamp(std::ceil(centre - reach), 0.0, last);
    weights.resize(static_cast<std::size_t>(last - first) + 1);
    sample((first - centre) / widening, 1 / widening, std::span(weights));
    return first;
  });
}

}  // namespace

Taps MakeLanczosTaps(const Span& span, std::uint32_t count) {
  return SampleKernel(span, count, kLanczosLobes, SampleLanczos);
}

Taps MakeBicubicTaps(const Span& span, std::uint32_t count) {
  return SampleKernel(span, count, kCubicReach, SampleCubic);
}

Taps MakeAreaTaps(const Span& span, std::uint32_t count) {
  const double step = span.length / count;
  return MakeTaps(span, count, step / 2 + 1, [&](std::uint32_t i, std::vector<double>& weights) {
    // Of a part that is too small to measure, something is left.
    constexpr double kLeast = 1e-9;
    const double begin = span.begin + i * step;
    const double end = span.begin + std::max((i + 1) * step, i * step + kLeast);
    const double first = std::min(std::floor(begin), span.size - 1.0);
    const double last = std::clamp(std::ceil(end) - 1, first, span.size - 1.0);
    for (double pixel = first; pixel <= last; ++pixel) {
      weights.push_back(std::max(std::min(end, pixel + 1) - std::max(begin, pixel), 0.0));
    }
    return first;
  });
}

}  // namespace vitrine
