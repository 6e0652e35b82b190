// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/turned_rect.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

struct Interval {
  double begin = -std::numeric_limits<double>::infinity();
  double end = std::numeric_limits<double>::infinity();
};

// The places x where |slope * x + start| is at most `limit`.
Interval PlacesWithin(double slope, double start, double limit) {
  if (limit < 0 || (slope == 0 && std::abs(start) > limit)) {
    return {.begin = 0, .end = -1};
  }
  if (slope == 0) {
    return {};
  }
  const double first = (-limit - start) / slope;
  const double last = (limit - start) / slope;
  return {.begin = std::min(first, last), .end = std::max(first, last)};
}

}  // namespace

Direction DirectionOf(double degrees) {
  return {.cosine = SinPi((degrees + 90) / 180), .sine = SinPi(degrees / 180)};
}

// A pixel's middle seen from the rectangle's, along its sides.
struct TurnedRect::Place {
  double along = 0;
  double down = 0;
};

// Neighbouring pixels of a row.
struct TurnedRect::Stretch {
  std::int32_t begin = 0;
  std::int32_t end = 0;
};

TurnedRect::TurnedRect(const Corners& corners, float radius, double degrees, std::int32_t width,
                       std::int32_t height)
    : direction_(DirectionOf(degrees)),
      middle_x_((corners.x0 + corners.x1) / 2),
      middle_y_((corners.y0 + corners.y1) / 2),
      half_width_((corners.x1 - corners.x0) / 2),
      half_height_((corners.y1 - corners.y0) / 2) {
  const double cosine = std::abs(direction_.cosine);
  const double sine = std::abs(direction_.sine);
  const double reach_x = half_width_ * cosine + half_height_ * sine;
  const double reach_y = half_width_ * sine + half_height_ * cosine;
  if (!std::isfinite(middle_x_ + middle_y_ + reach_x + reach_y) || half_width_ <= 0 ||
      half_height_ <= 0) {
    return;
  }
  if (radius > 0) {
    radius_ = std::min<double>(radius, std::min(half_width_, half_height_));
  }
  reach_ = (cosine + sine) / 2;
  const auto clipped = [](double value, std::int32_t limit) {
    return static_cast<std::int32_t>(std::clamp(value, 0.0, static_cast<double>(limit)));
  };
  left_ = clipped(std::floor(middle_x_ - reach_x), width);
  right_ = std::max(clipped(std::ceil(middle_x_ + reach_x), width), left_);
  top_ = clipped(std::floor(middle_y_ - reach_y), height);
  bottom_ = std::max(clipped(std::ceil(middle_y_ + reach_y), height), top_);
}

void TurnedRect::Row(std::int32_t y, std::span<std::uint8_t> coverage) const {
  const auto fill = [&](std::int32_t begin, std::int32_t end, std::uint8_t value) {
    std::ranges::fill(coverage.subspan(static_cast<std::size_t>(begin - left_),
                                       static_cast<std::size_t>(end - begin)),
                      value);
  };
  const auto measure = [&](std::int32_t begin, std::int32_t end) {
    for (std::int32_t x = begin; x < end; ++x) {
      coverage[static_cast<std::size_t>(x - left_)] = At(x, y);
    }
  };
  const Stretch touched = RowWithin(y, half_width_ + reach_, half_height_ + reach_);
  const Stretch whole = WholeInRow(y, touched);
  fill(left_, touched.begin, 0);
  measure(touched.begin, whole.begin);
  fill(whole.begin, whole.end, 255);
  measure(whole.end, touched.end);
  fill(touched.end, right_, 0);
}

TurnedRect::Place TurnedRect::PlaceOf(std::int32_t x, std::int32_t y) const {
  const double dx = x + 0.5 - middle_x_;
  const double dy = y + 0.5 - middle_y_;
  return {.along = direction_.cosine * dx + direction_.sine * dy,
          .down = direction_.cosine * dy - direction_.sine * dx};
}

// The pixels whose middles are no farther than that from the rectangle's middle along its sides.
TurnedRect::Stretch TurnedRect::RowWithin(std::int32_t y, double half_width,
                                          double half_height) const {
  const Place start = PlaceOf(0, y);
  const Interval along = PlacesWithin(direction_.cosine, start.along, half_width);
  const Interval down = PlacesWithin(-direction_.sine, start.down, half_height);
  const auto clipped = [&](double value) {
    return static_cast<std::int32_t>(
        std::clamp(value, static_cast<double>(left_), static_cast<double>(right_)));
  };
  const std::int32_t begin = clipped(std::ceil(std::max(along.begin, down.begin)));
  const std::int32_t end = clipped(std::floor(std::min(along.end, down.end)) + 1);
  return {.begin = begin, .end = std::max(begin, end)};
}

// Of the pixels that are touched those that are covered wholly: the shape is convex, so all between
// two of them are.
TurnedRect::Stretch TurnedRect::WholeInRow(std::int32_t y, const Stretch& touched) const {
  const double width = half_width_ - reach_;
  const double height = half_height_ - reach_;
  Stretch whole = {.begin = touched.end, .end = touched.begin};
  for (const Stretch& part :
       {RowWithin(y, width - radius_, height), RowWithin(y, width, height - radius_)}) {
    if (part.begin < part.end) {
      whole = {.begin = std::min(whole.begin, part.begin), .end = std::max(whole.end, part.end)};
    }
  }
  return {.begin = whole.begin, .end = std::max(whole.begin, whole.end)};
}

// How much of a pixel lies inside of an edge, when its middle is so far inside: the area of a
// square that a line cuts off.
double TurnedRect::ShareInside(double distance) const {
  const double larger = std::max(std::abs(direction_.cosine), std::abs(direction_.sine));
  const double smaller = 2 * reach_ - larger;
  // From the corner that is first to be inside.
  const double depth = std::clamp(distance + reach_, 0.0, 2 * reach_);
  const auto corner = [&](double height) { return height * height / (2 * larger * smaller); };
  if (depth < smaller) {
    return corner(depth);
  }
  if (depth <= larger) {
    return (depth - smaller / 2) / larger;
  }
  return 1 - (depth < 2 * reach_ ? corner(2 * reach_ - depth) : 0);
}

// The share between two edges, each `half` from the middle.
double TurnedRect::ShareBetween(double place, double half) const {
  return ShareInside(half - place) - ShareInside(-half - place);
}

std::uint8_t TurnedRect::At(std::int32_t x, std::int32_t y) const {
  const Place place = PlaceOf(x, y);
  double covered = ShareBetween(place.along, half_width_) * ShareBetween(place.down, half_height_);
  // As in RoundedRect.
  const double dx = std::max(std::abs(place.along) - (half_width_ - radius_), 0.0);
  const double dy = std::max(std::abs(place.down) - (half_height_ - radius_), 0.0);
  if (dx > 0 && dy > 0) {
    const double inside = radius_ + 0.5 - std::sqrt(dx * dx + dy * dy);
    covered = std::min(covered, std::clamp(inside, 0.0, 1.0));
  }
  return static_cast<std::uint8_t>(std::floor(covered * 255.0 + 0.5));
}

}  // namespace vitrine
