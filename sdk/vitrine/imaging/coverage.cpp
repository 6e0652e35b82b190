// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/coverage.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

std::int32_t ClippedFloor(double value, std::int32_t limit) {
  return static_cast<std::int32_t>(std::clamp(std::floor(value), 0.0, static_cast<double>(limit)));
}

std::int32_t ClippedCeil(double value, std::int32_t limit) {
  return static_cast<std::int32_t>(std::clamp(std::ceil(value), 0.0, static_cast<double>(limit)));
}

// The length that [begin, end) and the pixel share.
double Overlap(double begin, double end, double pixel) {
  return std::clamp(std::min(end, pixel + 1) - std::max(begin, pixel), 0.0, 1.0);
}

}  // namespace

RoundedRect::RoundedRect(const Rect& rect, float radius, std::int32_t width, std::int32_t height)
    : x0_(rect.x),
      y0_(rect.y),
      x1_(static_cast<double>(rect.x) + rect.width),
      y1_(static_cast<double>(rect.y) + rect.height) {
  if (!std::isfinite(x0_) || !std::isfinite(y0_) || !std::isfinite(x1_) || !std::isfinite(y1_) ||
      rect.width <= 0 || rect.height <= 0) {
    return;
  }
  if (radius > 0) {
    radius_ = std::min<double>(radius, std::min(x1_ - x0_, y1_ - y0_) / 2);
  }
  left_ = ClippedFloor(x0_, width);
  right_ = std::max(ClippedCeil(x1_, width), left_);
  top_ = ClippedFloor(y0_, height);
  bottom_ = std::max(ClippedCeil(y1_, height), top_);
}

bool RoundedRect::RowIsFull(std::int32_t y) const {
  return y >= y0_ + radius_ && y + 1 <= y1_ - radius_ && left_ >= x0_ && right_ <= x1_;
}

void RoundedRect::Row(std::int32_t y, std::span<std::uint8_t> coverage) const {
  // Only pixels as near to a side as the radius can be special.
  const auto edge = static_cast<std::int32_t>(std::ceil(radius_)) + 1;
  const std::int32_t inner_left =
      std::clamp(ClippedFloor(x0_, right_) + edge, left_, right_);
  const std::int32_t inner_right =
      std::clamp(static_cast<std::int32_t>(std::min(std::ceil(x1_), 1e9)) - edge, inner_left, right_);
  const auto at = [&](std::int32_t x) -> std::uint8_t& {
    return coverage[static_cast<std::size_t>(x - left_)];
  };
  for (std::int32_t x = left_; x < inner_left; ++x) {
    at(x) = At(x, y);
  }
  if (inner_left < inner_right) {
    const std::uint8_t inner = At(inner_left, y);
    std::ranges::fill(coverage.subspan(static_cast<std::size_t>(inner_left - left_),
                                       static_cast<std::size_t>(inner_right - inner_left)),
                      inner);
  }
  for (std::int32_t x = inner_right; x < right_; ++x) {
    at(x) = At(x, y);
  }
}

std::uint8_t RoundedRect::At(std::int32_t x, std::int32_t y) const {
  double covered = Overlap(x0_, x1_, x) * Overlap(y0_, y1_, y);
  // From the nearest point of the inner rectangle on which the corners' arcs have their centres.
  const double dx = std::max({x0_ + radius_ - (x + 0.5), x + 0.5 - (x1_ - radius_), 0.0});
  const double dy = std::max({y0_ + radius_ - (y + 0.5), y + 0.5 - (y1_ - radius_), 0.0});
  if (dx > 0 && dy > 0) {
    const double inside = radius_ + 0.5 - std::sqrt(dx * dx + dy * dy);
    covered = std::min(covered, std::clamp(inside, 0.0, 1.0));
  }
  return static_cast<std::uint8_t>(std::floor(covered * 255.0 + 0.5));
}

}  // namespace vitrine
