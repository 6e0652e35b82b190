// SPDX-License-Identifier: Apache-2.0
// The cosine transform of eight numbers, each lane of a vector on its own.
#pragma once

#include <vitrine/imaging/vectors-inl.h>

#include <array>
#include <cstddef>

namespace vitrine {

inline constexpr std::size_t kBlockSide = 8;

/// Eight vectors: what a lane of each holds belongs together.
using Octet = std::array<hn::Vec<Floats>, kBlockSide>;

// cos(k * pi / 16) / 2, and 1 / sqrt(8).
inline constexpr float kCos1 = 0.490392640F;
inline constexpr float kCos2 = 0.461939766F;
inline constexpr float kCos3 = 0.415734806F;
inline constexpr float kCos5 = 0.277785117F;
inline constexpr float kCos6 = 0.191341716F;
inline constexpr float kCos7 = 0.0975451610F;
inline constexpr float kRootEighth = 0.353553391F;

HWY_INLINE hn::Vec<Floats> Scale(hn::Vec<Floats> x, float factor) {
  return hn::Mul(x, hn::Set(Floats(), factor));
}

/// The sum of four products.
HWY_INLINE hn::Vec<Floats> Dot4(const std::array<hn::Vec<Floats>, 4>& x, float c0, float c1,
                                float c2, float c3) {
  return hn::Add(hn::Add(Scale(x[0], c0), Scale(x[1], c1)),
                 hn::Add(Scale(x[2], c2), Scale(x[3], c3)));
}

/// The orthonormal DCT-II. Source: K. R. Rao and P. Yip, "Discrete Cosine Transform", 1990; split
/// into its even and odd half.
HWY_INLINE void ForwardDct(Octet& x) {
  const std::array<hn::Vec<Floats>, 4> sum = {hn::Add(x[0], x[7]), hn::Add(x[1], x[6]),
                                              hn::Add(x[2], x[5]), hn::Add(x[3], x[4])};
  const std::array<hn::Vec<Floats>, 4> difference = {hn::Sub(x[0], x[7]), hn::Sub(x[1], x[6]),
                                                     hn::Sub(x[2], x[5]), hn::Sub(x[3], x[4])};
  const auto outer = hn::Add(sum[0], sum[3]);
  const auto inner = hn::Add(sum[1], sum[2]);
  const auto outer_slope = hn::Sub(sum[0], sum[3]);
  const auto inner_slope = hn::Sub(sum[1], sum[2]);
  x[0] = Scale(hn::Add(outer, inner), kRootEighth);
  x[4] = Scale(hn::Sub(outer, inner), kRootEighth);
  x[2] = hn::Add(Scale(outer_slope, kCos2), Scale(inner_slope, kCos6));
  x[6] = hn::Sub(Scale(outer_slope, kCos6), Scale(inner_slope, kCos2));
  x[1] = Dot4(difference, kCos1, kCos3, kCos5, kCos7);
  x[3] = Dot4(difference, kCos3, -kCos7, -kCos1, -kCos5);
  x[5] = Dot4(difference, kCos5, -kCos1, kCos7, kCos3);
  x[7] = Dot4(difference, kCos7, -kCos5, kCos3, -kCos1);
}

/// Its inverse.
HWY_INLINE void InverseDct(Octet& x) {
  const std::array<hn::Vec<Floats>, 4> odd = {x[1], x[3], x[5], x[7]};
  const auto mean = Scale(hn::Add(x[0], x[4]), kRootEighth);
  const auto bend = Scale(hn::Sub(x[0], x[4]), kRootEighth);
  const auto outer_slope = hn::Add(Scale(x[2], kCos2), Scale(x[6], kCos6));
  const auto inner_slope = hn::Sub(Scale(x[2], kCos6), Scale(x[6], kCos2));
  const std::array<hn::Vec<Floats>, 4> even = {
      hn::Add(mean, outer_slope), hn::Add(bend, inner_slope), hn::Sub(bend, inner_slope),
      hn::Sub(mean, outer_slope)};
  const std::array<hn::Vec<Floats>, 4> half = {
      Dot4(odd, kCos1, kCos3, kCos5, kCos7), Dot4(odd, kCos3, -kCos7, -kCos1, -kCos5),
      Dot4(odd, kCos5, -kCos1, kCos7, kCos3), Dot4(odd, kCos7, -kCos5, kCos3, -kCos1)};
  for (std::size_t i = 0; i < 4; ++i) {
    x[i] = hn::Add(even[i], half[i]);
    x[7 - i] = hn::Sub(even[i], half[i]);
  }
}

}  // namespace vitrine
