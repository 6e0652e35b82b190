// SPDX-License-Identifier: Apache-2.0
// Primaries by their chromaticities, and the light that they make.
#pragma once

#include <vitrine/imaging/colour_profile/matrix3.h>

#include <array>
#include <cstddef>

namespace vitrine {

/// A colour without its brightness: CIE 1931 x and y.
struct Chromaticity {
  double x = 0;
  double y = 0;
};

/// Red, green and blue.
using Primaries = std::array<Chromaticity, 3>;

/// IEC 61966-2-1.
inline constexpr Primaries kSrgbPrimaries = {{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}};

/// The white of sRGB and of Display P3.
inline constexpr Chromaticity kD65 = {.x = 0.3127, .y = 0.3290};

/// XYZ of the colour with luminance 1.
constexpr std::array<double, 3> XyzOf(const Chromaticity& colour) {
  return {colour.x / colour.y, 1.0, (1.0 - colour.x - colour.y) / colour.y};
}

/// From the lights of primaries with the white D65, each 0 .. 1, to XYZ.
constexpr Matrix3 XyzFromLights(const Primaries& primaries) {
  Matrix3 columns{};
  for (std::size_t column = 0; column < primaries.size(); ++column) {
    const auto colour = XyzOf(primaries[column]);
    for (std::size_t row = 0; row < colour.size(); ++row) {
      columns[row][column] = colour[row];
    }
  }
  // How much of each makes white.
  const auto share = Multiply(Inverse(columns), XyzOf(kD65));
  for (auto& row : columns) {
    for (std::size_t column = 0; column < share.size(); ++column) {
      row[column] *= share[column];
    }
  }
  return columns;
}

/// What an eye used to D65 sees, as an eye used to D50 would: Bradford's transform.
/// Source: ICC.1:2022, annex E.
constexpr Matrix3 AdaptedToD50(const Matrix3& xyz_from_lights) {
  constexpr Matrix3 kCones = {
      {{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}};
  constexpr std::array kD50 = {0.9642, 1.0, 0.8249};
  const auto from = Multiply(kCones, XyzOf(kD65));
  const auto to = Multiply(kCones, kD50);
  Matrix3 scaled = kCones;
  for (std::size_t row = 0; row < scaled.size(); ++row) {
    for (double& value : scaled[row]) {
      value *= to[row] / from[row];
    }
  }
  return Multiply(Multiply(Inverse(kCones), scaled), xyz_from_lights);
}

}  // namespace vitrine
