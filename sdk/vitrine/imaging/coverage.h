// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace vitrine {

/// A rectangle's corners: the left upper and the right lower one. Doubles hold whole pixels
/// exactly.
struct Corners {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
};

/// How much of each pixel a rectangle with rounded corners covers. Straight edges count by area,
/// corners by the distance of the pixel's middle from the arc.
class RoundedRect {
 public:
  /// Clips to pictures of `width` x `height`. A radius above half a side counts as half a side.
  /// A rectangle that is not finite or has no area covers nothing.
  RoundedRect(const Corners& corners, float radius, std::int32_t width, std::int32_t height);

  // The pixels that may be covered, inside the picture: [left, right) x [top, bottom).
  std::int32_t left() const { return left_; }
  std::int32_t right() const { return right_; }
  std::int32_t top() const { return top_; }
  std::int32_t bottom() const { return bottom_; }

  bool empty() const { return left_ == right_ || top_ == bottom_; }

  /// Whether all pixels from left() to right() of the row `y` are covered wholly.
  bool RowIsFull(std::int32_t y) const;

  /// Writes the coverage, 0 .. 255, of the pixels from left() to right() of the row `y`.
  void Row(std::int32_t y, std::span<std::uint8_t> coverage) const;

 private:
  std::uint8_t At(std::int32_t x, std::int32_t y) const;

  double x0_;
  double y0_;
  double x1_;
  double y1_;
  double radius_ = 0;
  std::int32_t left_ = 0;
  std::int32_t right_ = 0;
  std::int32_t top_ = 0;
  std::int32_t bottom_ = 0;
};

}  // namespace vitrine
