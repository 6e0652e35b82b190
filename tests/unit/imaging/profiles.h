// SPDX-License-Identifier: Apache-2.0
// Colour profiles made by Little CMS, and what it makes of their colours.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// A curve by Little CMS's number of its formula (those of ICC plus 1), or as a table.
struct CurveRecipe {
  int formula = 4;
  /// sRGB's.
  std::vector<double> parameters = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  std::vector<std::uint16_t> table = {};  ///< Used where it is not empty.
};

/// Colours as x, y pairs.
struct ProfileRecipe {
  std::string name = "sRGB";
  std::array<double, 2> white = {0.3127, 0.3290};
  std::array<std::array<double, 2>, 3> primaries = {{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}};
  CurveRecipe curve = {};
  double version = 4.3;
};

/// Display P3 as browsers and telephones embed it.
ProfileRecipe DisplayP3();

/// The bytes of a profile.
std::vector<std::byte> MakeProfile(const ProfileRecipe& recipe);
std::vector<std::byte> MakeGreyProfile(const CurveRecipe& curve);

/// Little CMS's way from a profile to sRGB: relative colorimetric, in floating point, without the
/// shortcuts that it takes for 8 bits.
class LittleCms {
 public:
  explicit LittleCms(std::span<const std::byte> profile, bool is_grey = false);

  /// sRGB in steps of 8 bits, 0 .. 255, not rounded.
  std::array<double, 3> ToSrgb(std::array<std::uint8_t, 3> rgb) const;

 private:
  struct Delete {
    void operator()(void* transform) const;
  };

  std::unique_ptr<void, Delete> transform_;
};

}  // namespace vitrine
