// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/linear_light.h>
#include <vitrine/imaging/srgb.h>

#include <cmath>

namespace vitrine {

LinearLight::LinearLight() {
  const auto whole = [](double value) { return std::floor(value + 0.5); };
  for (std::size_t i = 0; i < light_.size(); ++i) {
    const double place = static_cast<double>(i) / (255 * kSteps);
    light_[i] = static_cast<std::uint16_t>(whole(LinearFromSrgb(place) * kOne));
  }
  for (std::size_t i = 0; i < curve_.size(); ++i) {
    const double light = static_cast<double>(i) / kOne;
    curve_[i] = static_cast<std::uint16_t>(whole(SrgbFromLinear(light) * (255 << 8)));
  }
  for (std::size_t alpha = 1; alpha < step_of_alpha_.size(); ++alpha) {
    const double steps = static_cast<double>(255 * kSteps) / static_cast<double>(alpha);
    step_of_alpha_[alpha] = static_cast<std::uint32_t>(whole(steps * 0x10000));
  }
}

const LinearLight& LinearLight::Tables() {
  static const LinearLight kTables;
  return kTables;
}

}  // namespace vitrine
