// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/coverage.h>

#include <cstdint>
#include <span>

namespace vitrine {

/// The cosine and the sine of an angle, the same on every machine; exact at quarter turns.
struct Direction {
  double cosine = 1;
  double sine = 0;
};

Direction DirectionOf(double degrees);

/// RoundedRect, turned about its middle: clockwise, where y points down. Straight edges count by
/// area; where two meet, one's share times the other's is right to a thirtieth of a pixel. Corners
/// count by the distance of the pixel's middle from the arc.
class TurnedRect {
 public:
  /// As RoundedRect; an angle that is not finite covers nothing.
  TurnedRect(const Corners& corners, float radius, double degrees, std::int32_t width,
             std::int32_t height);

  // The pixels that may be covered, inside the picture: [left, right) x [top, bottom).
  std::int32_t left() const { return left_; }
  std::int32_t right() const { return right_; }
  std::int32_t top() const { return top_; }
  std::int32_t bottom() const { return bottom_; }

  /// Never known beforehand.
  bool RowIsFull(std::int32_t /*y*/) const { return false; }

  /// Writes the coverage, 0 .. 255, of the pixels from left() to right() of the row `y`.
  /// Cost: that of the pixels at the edges; the others are filled.
  void Row(std::int32_t y, std::span<std::uint8_t> coverage) const;

 private:
  struct Place;
  struct Stretch;
  Place PlaceOf(std::int32_t x, std::int32_t y) const;
  Stretch RowWithin(std::int32_t y, double half_width, double half_height) const;
  Stretch WholeInRow(std::int32_t y, const Stretch& touched) const;
  double ShareInside(double distance) const;
  double ShareBetween(double place, double half) const;
  std::uint8_t At(std::int32_t x, std::int32_t y) const;

  Direction direction_;
  double middle_x_ = 0;
  double middle_y_ = 0;
  double half_width_ = 0;
  double half_height_ = 0;
  double radius_ = 0;
  double reach_ = 0;  ///< How far a pixel extends from its middle across an edge.
  std::int32_t left_ = 0;
  std::int32_t right_ = 0;
  std::int32_t top_ = 0;
  std::int32_t bottom_ = 0;
};

}  // namespace vitrine
