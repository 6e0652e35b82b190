// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace vitrine {

/// What is done to every pixel alike. The default does nothing.
struct Tone {
  std::array<float, 3> gain = {1, 1, 1};  ///< Of linear red, green and blue.
  float black = 0;                        ///< These two levels of sRGB's curve, 0 .. 255, after the
  float white = 255;                      ///< gain, become ...
  float new_black = 0;                    ///< ... these.
  float new_white = 255;

  bool operator==(const Tone&) const = default;
};

/// A tone as one curve for each channel.
class ToneCurves {
 public:
  explicit ToneCurves(const Tone& tone);

  /// What becomes of the sample `value` of a channel (0 red, 1 green, 2 blue), 0 .. 255 on sRGB's
  /// curve; clamped, not rounded.
  float At(std::size_t channel, float value) const;

 private:
  static constexpr std::size_t kStepsPerLevel = 4;
  static constexpr std::size_t kEntries = 255 * kStepsPerLevel + 1;
  std::array<std::array<float, kEntries + 1>, 3> curves_{};
};

}  // namespace vitrine
