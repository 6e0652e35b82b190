// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/dct_blocks-inl.h>
#include <vitrine/imaging/enhance/noise.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

// By the sum of row and column.
constexpr std::size_t kLastLow = 5;
constexpr std::size_t kFirstHigh = 8;
constexpr float kHighCount = 28;

struct Sums {
  hn::Vec<Floats> low = hn::Zero(Floats());
  hn::Vec<Floats> high = hn::Zero(Floats());
};

Sums EnergyOf(const Blocks& blocks) {
  Sums sums;
  for (std::size_t row = 0; row < kBlockSide; ++row) {
    for (std::size_t column = 0; column < kBlockSide; ++column) {
      const std::size_t frequency = row + column;
      const auto square = hn::Mul(blocks[row][column], blocks[row][column]);
      if (frequency > 0 && frequency <= kLastLow) {
        sums.low = hn::Add(sums.low, square);
      } else if (frequency >= kFirstHigh) {
        sums.high = hn::Add(sums.high, square);
      }
    }
  }
  return sums;
}

}  // namespace

void NoiseMeter::Add(const Plane& plane) {
  for (std::size_t y = 0; y + kBlockSide <= plane.height; y += kBlockSide) {
    for (std::size_t x = 0; x + kBlocksAbreast * kBlockSide <= plane.width;
         x += kBlocksAbreast * kBlockSide) {
      const Sums sums = EnergyOf(CoefficientsAt(plane, x, y));
      HWY_ALIGN float low[kBlocksAbreast];
      HWY_ALIGN float high[kBlocksAbreast];
      hn::Store(sums.low, Floats(), low);
      hn::Store(sums.high, Floats(), high);
      for (std::size_t i = 0; i < kBlocksAbreast; ++i) {
        blocks_.push_back({.low = low[i], .high = high[i] / kHighCount});
      }
    }
  }
}

float NoiseMeter::Sigma() const {
  if (blocks_.empty()) {
    return 0;
  }
  std::vector<Energy> blocks = blocks_;
  const auto quietest = blocks.begin() + static_cast<std::ptrdiff_t>((blocks.size() + 9) / 10);
  std::nth_element(blocks.begin(), quietest - 1, blocks.end(),
                   [](const Energy& a, const Energy& b) { return a.low < b.low; });
  const auto middle = blocks.begin() + (quietest - blocks.begin()) / 2;
  std::nth_element(blocks.begin(), middle, quietest,
                   [](const Energy& a, const Energy& b) { return a.high < b.high; });
  return std::sqrt(middle->high);
}

}  // namespace vitrine
