// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/colour_space.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace vitrine {

/// Turns the pixels of another colour space into sRGB's: three tables, three sums, and a table
/// back, all in integers, so that the result is the same everywhere. A colour outside of sRGB is
/// cut off at its edge, channel by channel, as browsers do.
class SrgbConversion {
 public:
  /// @return Nothing where no colour on the diagonals of the colour cube would change by more than
  ///   one of its 255 steps: such pixels are taken as they are. Off the diagonals it may be two.
  static std::optional<SrgbConversion> From(const ColourSpace& space);

  /// Converts RGBA with straight alpha in place; alpha stays. Off from the exact colour by at most
  /// 0.61 of the 255 steps: 0.5 for rounding, the rest for the resolution of the table back.
  ///
  /// Cost: O(pixels), about a nanosecond for each.
  void Apply(std::span<std::uint8_t> rgba) const;

 private:
  // A value's contribution to the three lights of sRGB; the fourth number is always 0.
  struct alignas(16) Contribution {
    std::array<std::int32_t, 4> light{};
  };

  SrgbConversion() = default;

  bool ChangesNothing() const;

  std::array<std::array<Contribution, 256>, 3> contributions_{};
};

}  // namespace vitrine
