// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// One channel of a picture, or of some rows of it, as numbers: rows top down, without padding.
struct Plane {
  Plane() = default;
  Plane(std::size_t plane_width, std::size_t plane_height)
      : width(plane_width), height(plane_height), values(plane_width * plane_height) {}

  std::span<float> Row(std::size_t y) { return std::span(values).subspan(y * width, width); }
  std::span<const float> Row(std::size_t y) const {
    return std::span(values).subspan(y * width, width);
  }

  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<float> values;
};

/// `index` inside 0 .. size by reflection at the first and last one, which are not repeated:
/// -1 becomes 1. One element reflects into itself.
inline std::size_t Reflect(std::ptrdiff_t index, std::size_t size) {
  const auto period = static_cast<std::ptrdiff_t>(size > 1 ? 2 * (size - 1) : 1);
  const std::ptrdiff_t inside = ((index % period) + period) % period;
  const auto folded = inside < static_cast<std::ptrdiff_t>(size) ? inside : period - inside;
  return static_cast<std::size_t>(folded);
}

/// The whole number nearest to one that is not negative; halves go up. Faster than the C library's.
inline std::size_t RoundPositive(float value) {
  constexpr float kHalf = 0.5F;
  return static_cast<std::size_t>(value + kHalf);
}

}  // namespace vitrine
