// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/enhance/compression.h>
#include <vitrine/imaging/enhance/dct_blocks-inl.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::array<std::uint8_t, 64> kBrightnessTable = {
    16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,   //
    14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,   //
    18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,   //
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};  //
constexpr std::array<std::uint8_t, 64> kColourTable = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,   //
    24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,   //
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,   //
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};  //

constexpr std::int32_t kLeastQuality = 5;
constexpr std::int32_t kMostQuality = 90;

std::int32_t StepOf(std::uint8_t entry, std::int32_t quality) {
  const std::int32_t percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return std::clamp((entry * percent + 50) / 100, 1, 255);
}

struct Frequency {
  std::size_t row = 0;
  std::size_t column = 0;
};

constexpr std::array<Frequency, CompressionMeter::kFrequencies> kLow = {{{0, 1},
                                                                         {1, 0},
                                                                         {0, 2},
                                                                         {1, 1},
                                                                         {2, 0},
                                                                         {0, 3},
                                                                         {1, 2},
                                                                         {2, 1},
                                                                         {3, 0},
                                                                         {0, 4},
                                                                         {1, 3},
                                                                         {2, 2},
                                                                         {3, 1},
                                                                         {4, 0}}};

// Sizes of coefficients are counted to a quarter, up to 512.
constexpr std::size_t kBinsPerUnit = 4;
constexpr std::size_t kBins = 512 * kBinsPerUnit;

// 1 at multiples of the step, -1 between them; one period, counted in bins.
std::vector<double> WaveOf(std::int32_t step) {
  std::vector<double> wave(static_cast<std::size_t>(step) * kBinsPerUnit);
  for (std::size_t i = 0; i < wave.size(); ++i) {
    wave[i] = SinPi(2.0 * static_cast<double>(i) / static_cast<double>(wave.size()) + 0.5);
  }
  return wave;
}

}  // namespace

DctTable JpegSteps(JpegChannel channel, std::int32_t quality) {
  DctTable steps{};
  const auto& table = channel == JpegChannel::kBrightness ? kBrightnessTable : kColourTable;
  std::ranges::transform(table, steps.begin(), [&](std::uint8_t entry) {
    return static_cast<float>(StepOf(entry, quality));
  });
  return steps;
}

CompressionMeter::CompressionMeter() {
  for (std::vector<std::uint32_t>& seen : seen_) {
    seen.resize(kBins);
  }
}

void CompressionMeter::Add(const Plane& brightness) {
  for (std::size_t y = 0; y + kBlockSide <= brightness.height; y += kBlockSide) {
    for (std::size_t x = 0; x + kBlocksAbreast * kBlockSide <= brightness.width;
         x += kBlocksAbreast * kBlockSide) {
      const Blocks blocks = CoefficientsAt(brightness, x, y);
      for (std::size_t i = 0; i < kFrequencies; ++i) {
        HWY_ALIGN float lanes[kBlocksAbreast];
        hn::Store(hn::Abs(blocks[kLow[i].row][kLow[i].column]), Floats(), lanes);
        for (const float size : lanes) {
          const std::size_t bin = RoundPositive(size * kBinsPerUnit);
          seen_[i][std::min(bin, kBins - 1)] += 1;
        }
      }
    }
  }
}

double CompressionMeter::Score(std::int32_t quality, bool turned) const {
  // Smaller steps than this drown in the rounding of the pixels.
  constexpr std::int32_t kLeastStep = 3;
  // What was rounded to 0 says nothing.
  constexpr double kLeastSize = 0.6;
  constexpr double kEnough = 200;
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    const auto [row, column] = turned ? Frequency{kLow[i].column, kLow[i].row} : kLow[i];
    const std::int32_t step = StepOf(kBrightnessTable[row * kBlockSide + column], quality);
    if (step < kLeastStep) {
      continue;
    }
    const std::vector<double> wave = WaveOf(step);
    const auto first = static_cast<std::size_t>(kLeastSize * step * kBinsPerUnit);
    std::size_t phase = first % wave.size();
    for (std::size_t bin = first; bin < kBins - 1; ++bin) {
      sum += seen_[i][bin] * wave[phase];
      count += seen_[i][bin];
      phase = phase + 1 < wave.size() ? phase + 1 : 0;
    }
  }
  return count > kEnough ? sum / count : 0;
}

JpegTraces CompressionMeter::Traces() const {
  // Pictures that were never compressed score below 0.2, those of quality 85 about 0.75.
  constexpr double kIsJpeg = 0.5;
  // Half the steps fit as well as the steps themselves do: the lowest quality of the good ones.
  constexpr double kAsGood = 0.9;
  std::array<double, kMostQuality + 1> scores{};
  for (std::int32_t quality = kLeastQuality; quality <= kMostQuality; ++quality) {
    scores[static_cast<std::size_t>(quality)] =
        std::max(Score(quality, false), Score(quality, true));
  }
  const double best = std::ranges::max(scores);
  if (best < kIsJpeg) {
    return {};
  }
  const auto found =
      std::ranges::find_if(scores, [&](double score) { return score >= kAsGood * best; });
  return {.quality = static_cast<std::int32_t>(found - scores.begin())};
}

}  // namespace vitrine
