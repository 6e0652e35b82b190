// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/tone.h>
#include <vitrine/imaging/srgb.h>

#include <algorithm>

namespace vitrine {

ToneCurves::ToneCurves(const Tone& tone) {
  const double slope = (tone.new_white - tone.new_black) / (tone.white - tone.black);
  for (std::size_t c = 0; c < curves_.size(); ++c) {
    for (std::size_t i = 0; i < kEntries; ++i) {
      const double level = static_cast<double>(i) / (255.0 * kStepsPerLevel);
      const double lit = 255.0 * SrgbFromLinear(LinearFromSrgb(level) * tone.gain[c]);
      const double stretched = tone.new_black + (lit - tone.black) * slope;
      curves_[c][i] = static_cast<float>(std::clamp(stretched, 0.0, 255.0));
    }
    curves_[c][kEntries] = curves_[c][kEntries - 1];
  }
}

float ToneCurves::At(std::size_t channel, float value) const {
  const float step = std::clamp(value, 0.0F, 255.0F) * kStepsPerLevel;
  const auto below = static_cast<std::size_t>(step);
  const float* const entry = curves_[channel].data() + below;
  return entry[0] + (entry[1] - entry[0]) * (step - static_cast<float>(below));
}

}  // namespace vitrine
