// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace vitrine {

/// From premultiplied sRGB to premultiplied linear light in 14 bits, and back, through straight
/// colours. A pixel that goes there and back is what it was. Half a step of linear light is a tenth
/// of a level of the 8 bits at the dark end of sRGB's curve, where it is steepest.
class LinearLight {
 public:
  /// A channel's most; that of alpha in the same unit.
  static constexpr std::int32_t kOne = 255 << 6;

  /// The one there is, made when first asked for.
  static const LinearLight& Tables();

  /// Four channels, of which none may exceed alpha; one that does counts as alpha.
  void Decode(const std::uint8_t* pixel, std::int16_t* light) const {
    const std::uint32_t alpha = pixel[3];
    for (std::size_t channel = 0; channel < 3; ++channel) {
      light[channel] = alpha == 255
                           ? static_cast<std::int16_t>(light_[std::size_t{pixel[channel]} * kSteps])
                           : DecodeUnder(alpha, std::min<std::uint32_t>(pixel[channel], alpha));
    }
    light[3] = static_cast<std::int16_t>(alpha << 6);
  }

  /// Four channels, which may exceed 0 .. kOne, and alpha, as a filter's results do.
  void Encode(const std::int32_t* light, std::uint8_t* pixel) const {
    const std::int32_t alpha = std::clamp(light[3], 0, kOne);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const std::int32_t value = std::clamp(light[channel], 0, alpha);
      pixel[channel] = alpha == kOne ? Rounded<8>(curve_[static_cast<std::size_t>(value)])
                                     : EncodeUnder(alpha, value);
    }
    pixel[3] = Rounded<6>(alpha);
  }

 private:
  LinearLight();

  /// Steps on sRGB's curve to one of 8 bits. What lies between them costs a thirtieth of a level.
  static constexpr std::size_t kSteps = 16;

  template <int Bits>
  static std::uint8_t Rounded(std::int32_t value) {
    return static_cast<std::uint8_t>((value + (1 << (Bits - 1))) >> Bits);
  }

  std::int16_t DecodeUnder(std::uint32_t alpha, std::uint32_t value) const {
    const std::uint32_t step = (value * step_of_alpha_[alpha] + 0x8000) >> 16;
    return static_cast<std::int16_t>((light_[step] * alpha + 127) / 255);
  }

  std::uint8_t EncodeUnder(std::int32_t alpha, std::int32_t value) const {
    if (alpha == 0) {
      return 0;
    }
    const auto straight = static_cast<std::size_t>((value * kOne + alpha / 2) / alpha);
    constexpr std::int32_t kWhole = kOne << 8;
    return static_cast<std::uint8_t>((curve_[straight] * alpha + kWhole / 2) / kWhole);
  }

  std::array<std::uint16_t, 255 * kSteps + 1> light_{};  // By the place on sRGB's curve.
  std::array<std::uint16_t, kOne + 1> curve_{};          // By the light; 8 bits behind the point.
  std::array<std::uint32_t, 256> step_of_alpha_{};       // 255 * kSteps / alpha; 16 bits behind it.
};

}  // namespace vitrine
