// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <cstddef>

namespace vitrine {

/// Convolves with a Gaussian of standard deviation `sigma`, above 0, in pixels, cut off at three of
/// them; the plane goes on in a mirror beyond its edges.
/// Cost: 12 * sigma multiplications a pixel.
Plane GaussianBlur(const Plane& plane, float sigma);

/// The smallest and the largest value in the square that reaches `radius` pixels to each side.
struct LocalRange {
  Plane least;
  Plane most;
};
LocalRange RangeAround(const Plane& plane, std::size_t radius);

}  // namespace vitrine
