// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>

#include <cstddef>
#include <vector>

namespace vitrine {

/// How often colours occur, counted in boxes of OKLab.
class ColourCounts {
 public:
  void Add(const Oklab& colour, float weight) { counts_[BoxOf(colour)] += weight; }

  /// Turns counts into shares of all, each box with a part of its neighbours', so that no colour
  /// hangs on a limit. Call it once, after the last Add.
  void Normalise();

  float ShareOf(const Oklab& colour) const { return counts_[BoxOf(colour)]; }

 private:
  static constexpr std::size_t kSide = 20;
  static std::size_t BoxOf(const Oklab& colour);

  std::vector<float> counts_ = std::vector<float>(kSide * kSide * kSide);
};

}  // namespace vitrine
