// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine {

/// Bits behind the binary point of a filter's coefficients.
inline constexpr int kTapBits = 14;

/// The source pixels that make one pixel of the output, in pairs.
struct TapWindow {
  std::uint32_t first = 0;  ///< Pixel from the start of the span; even.
  std::uint32_t pairs = 0;  ///< Number of pairs of pixels.
  std::size_t offset = 0;   ///< Of the first coefficient in Taps::coefficients.
};

/// The filter of one axis. The coefficients of a window sum to 1 << kTapBits exactly, so a plain
/// colour stays what it is.
struct Taps {
  std::vector<TapWindow> windows;
  std::vector<std::int16_t> coefficients;
};

/// A piece of an axis in pixels: the whole ones that it touches and the exact part of them.
struct Span {
  std::uint32_t size = 0;  ///< Whole source pixels.
  double begin = 0;        ///< Where the shown part begins and how long it is, in pixels from the
  double length = 0;       ///< first whole one.

  bool operator==(const Span&) const = default;
};

/// Makes the filter that gives `count` pixels of `span`. Where it would reach beyond the span, what
/// is inside takes the whole weight. A window may end one pixel after the span, with the
/// coefficient 0.
using TapsMaker = Taps (*)(const Span& span, std::uint32_t count);

/// Lanczos-3, widened when it shrinks.
Taps MakeLanczosTaps(const Span& span, std::uint32_t count);

/// Keys' cubic convolution with a = -1/2, widened when it shrinks.
Taps MakeBicubicTaps(const Span& span, std::uint32_t count);

/// The share of each source pixel in what a pixel of the output covers.
Taps MakeAreaTaps(const Span& span, std::uint32_t count);

}  // namespace vitrine
