// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <cstdint>
#include <vector>

namespace vitrine {

/// Measures how far a picture's edges are blurred, given in pieces: the standard deviation, in
/// pixels, of the Gaussian that would have blurred a step to an edge as steep. It is that of the
/// sharpest quarter of the strong edges, so that what lies out of focus behind them does not count.
/// A picture that was reduced with care measures 0.5 to 0.8.
///
/// Source: S. Zhuo and T. Sim, "Defocus map estimation from a single image", 2011, equation 6.
class SharpnessMeter {
 public:
  void Add(const Plane& brightness);

  /// 0 where the picture has no edges to measure.
  float EdgeSigma() const;

 private:
  std::vector<float> sigmas_;
};

}  // namespace vitrine
