// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <vector>

namespace vitrine {

/// Measures the noise of a channel, given in pieces: the standard deviation of what is random from
/// pixel to pixel, in the channel's own unit. The quietest tenth of the 8 x 8 blocks is taken, by
/// their low frequencies, and of those the median strength of the high ones; so texture counts only
/// where nothing else is to be had, and what a JPEG has removed is not there.
///
/// Source: N. N. Ponomarenko et al., "An automatic approach to lossy compression of AVIRIS images",
/// 2007, as analysed by M. Colom and A. Buades, Image Processing On Line, 2013.
class NoiseMeter {
 public:
  void Add(const Plane& plane);

  /// 0 where not one block was seen.
  float Sigma() const;

 private:
  struct Energy {
    float low = 0;   ///< Of the low frequencies, the mean left out.
    float high = 0;  ///< Mean square of the high ones.
  };
  std::vector<Energy> blocks_;
};

}  // namespace vitrine
