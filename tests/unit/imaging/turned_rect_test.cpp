// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/turned_rect.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

constexpr std::int32_t kWidth = 90;
constexpr std::int32_t kHeight = 80;
constexpr double kAngles[] = {0.5, 8, 30, 45, 77.7, 90, 123, -12, 180, 269, 360};

struct Point {
  double x = 0;
  double y = 0;
};

using Polygon = std::vector<Point>;

double AreaOf(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& a = polygon[i];
    const Point& b = polygon[(i + 1) % polygon.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

// The part of a polygon where f(x, y) = a x + b y + c is not negative. Source: I. Sutherland and
// G. Hodgman, "Reentrant Polygon Clipping", 1974.
Polygon Clipped(const Polygon& polygon, double a, double b, double c) {
  Polygon kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& from = polygon[i];
    const Point& to = polygon[(i + 1) % polygon.size()];
    const double first = a * from.x + b * from.y + c;
    const double second = a * to.x + b * to.y + c;
    if (first >= 0) {
      kept.push_back(from);
    }
    if ((first < 0) != (second < 0)) {
      const double share = first / (first - second);
      kept.push_back({from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)});
    }
  }
  return kept;
}

struct Shape {
  Corners corners;
  double degrees = 0;

  Point Inside(double x, double y) const {
    const double angle = degrees * std::numbers::pi / 180;
    const double dx = x - (corners.x0 + corners.x1) / 2;
    const double dy = y - (corners.y0 + corners.y1) / 2;
    return {std::cos(angle) * dx + std::sin(angle) * dy,
            std::cos(angle) * dy - std::sin(angle) * dx};
  }
  double half_width() const { return (corners.x1 - corners.x0) / 2; }
  double half_height() const { return (corners.y1 - corners.y0) / 2; }

  // The exact part of a pixel that the rectangle without rounded corners covers.
  double AreaIn(std::int32_t x, std::int32_t y) const {
    Polygon polygon;
    for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
      polygon.push_back(Inside(x + dx, y + dy));
    }
    polygon = Clipped(polygon, 1, 0, half_width());
    polygon = Clipped(polygon, -1, 0, half_width());
    polygon = Clipped(polygon, 0, 1, half_height());
    return AreaOf(Clipped(polygon, 0, -1, half_height()));
  }

  // How far a place is from the edge of the rounded rectangle; negative inside.
  double DistanceOf(double x, double y, double radius) const {
    const Point place = Inside(x, y);
    const double dx = std::abs(place.x) - (half_width() - radius);
    const double dy = std::abs(place.y) - (half_height() - radius);
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) -
           radius;
  }

  // The part of a pixel that the rounded rectangle covers, by a grid of places in it.
  double SampledIn(std::int32_t x, std::int32_t y, double radius) const {
    const double middle = DistanceOf(x + 0.5, y + 0.5, radius);
    if (std::abs(middle) > std::numbers::sqrt2 / 2) {
      return middle < 0 ? 1 : 0;
    }
    constexpr int kGrid = 32;
    int inside = 0;
    for (int row = 0; row < kGrid; ++row) {
      for (int column = 0; column < kGrid; ++column) {
        const double across = x + (column + 0.5) / kGrid;
        const double down = y + (row + 0.5) / kGrid;
        inside += DistanceOf(across, down, radius) <= 0 ? 1 : 0;
      }
    }
    return inside / double{kGrid * kGrid};
  }
};

// The coverage of all pixels of a picture, 0 where the shape says that there is none.
std::vector<std::uint8_t> CoverageOf(const TurnedRect& shape, std::int32_t width,
                                     std::int32_t height) {
  std::vector<std::uint8_t> all(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::int32_t y = shape.top(); y < shape.bottom(); ++y) {
    shape.Row(y,
              std::span(all).subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                         static_cast<std::size_t>(shape.left()),
                                     static_cast<std::size_t>(shape.right() - shape.left())));
  }
  return all;
}

double SumOf(const std::vector<std::uint8_t>& coverage) {
  double sum = 0;
  for (const std::uint8_t value : coverage) {
    sum += value / 255.0;
  }
  return sum;
}

// Of the pixels for which there is an exact value, which is not negative.
template <typename Exact>
double LargestError(const std::vector<std::uint8_t>& coverage, const Exact& exact) {
  double largest = 0;
  auto next = coverage.begin();
  for (std::int32_t y = 0; y < kHeight; ++y) {
    for (std::int32_t x = 0; x < kWidth; ++x) {
      const double covered = *next++ / 255.0;
      const double expected = exact(x, y);
      largest = std::max(largest, expected < 0 ? 0 : std::abs(covered - expected));
    }
  }
  return largest;
}

TEST(TurnedRect, EdgesAreCoveredByTheirArea) {
  for (const double degrees : kAngles) {
    const Shape shape = {.corners = {20.3, 25.6, 70.1, 56.2}, .degrees = degrees};
    const auto coverage =
        CoverageOf(TurnedRect(shape.corners, 0, degrees, kWidth, kHeight), kWidth, kHeight);
    const auto is_at_corner = [&](std::int32_t x, std::int32_t y) {
      const Point place = shape.Inside(x + 0.5, y + 0.5);
      return std::abs(std::abs(place.x) - shape.half_width()) < 0.75 &&
             std::abs(std::abs(place.y) - shape.half_height()) < 0.75;
    };
    for (const bool corners : {false, true}) {
      const double error = LargestError(coverage, [&](std::int32_t x, std::int32_t y) {
        return is_at_corner(x, y) == corners ? shape.AreaIn(x, y) : -1;
      });
      EXPECT_LE(error, corners ? 1.0 / 30 : 0.502 / 255) << degrees;
    }
  }
}

TEST(TurnedRect, RoundedCornersCoverTheirArea) {
  for (const double degrees : kAngles) {
    for (const float radius : {1.0F, 4.5F, 15.0F}) {
      const Shape shape = {.corners = {20.3, 25.6, 70.1, 56.2}, .degrees = degrees};
      const auto coverage =
          CoverageOf(TurnedRect(shape.corners, radius, degrees, kWidth, kHeight), kWidth, kHeight);
      const double error = LargestError(coverage, [&](std::int32_t x, std::int32_t y) {
        return shape.SampledIn(x, y, static_cast<double>(radius));
      });
      // An arc within a pixel is not taken for one.
      EXPECT_LE(error, radius > 1 ? 1.0 / 16 : 1.0 / 12) << degrees << ", " << radius;
    }
  }
}

TEST(TurnedRect, HasItsAreaHoweverThin) {
  for (const double degrees : kAngles) {
    for (const double height : {0.1, 0.7, 3.0}) {
      const Corners corners = {20, 40 - height / 2, 70, 40 + height / 2};
      const auto coverage =
          CoverageOf(TurnedRect(corners, 0, degrees, kWidth, kHeight), kWidth, kHeight);
      EXPECT_NEAR(SumOf(coverage), 50 * height, 0.02 * 50 * height + 0.1) << degrees;
    }
  }
}

TEST(TurnedRect, IsClippedToThePicture) {
  const Corners corners = {-30, -20, 60, 50};
  const TurnedRect whole({70, 80, 160, 150}, 9, 33, 300, 300);
  const TurnedRect part(corners, 9, 33, kWidth, kHeight);
  const auto all = CoverageOf(whole, 300, 300);
  const auto some = CoverageOf(part, kWidth, kHeight);
  for (std::size_t y = 0; y < kHeight; ++y) {
    for (std::size_t x = 0; x < kWidth; ++x) {
      ASSERT_EQ(some[y * kWidth + x], all[(y + 100) * 300 + x + 100]);
    }
  }
}

TEST(TurnedRect, WhatIsNotARectangleCoversNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const Corners& corners : {Corners{nan, 0, 5, 5}, Corners{0, 0, 5, infinity},
                                 Corners{5, 0, 0, 5}, Corners{0, 5, 5, 5}}) {
    const TurnedRect shape(corners, 1, 30, kWidth, kHeight);
    EXPECT_EQ(shape.left(), shape.right());
  }
  const TurnedRect turned_by_nothing({0, 0, 5, 5}, 1, nan, kWidth, kHeight);
  EXPECT_EQ(turned_by_nothing.left(), turned_by_nothing.right());
}

TEST(FillRect, TurnsAboutItsMiddle) {
  const auto filled = [](float degrees) {
    Image image = Plain(kWidth, kHeight, {0, 0, 0, 255});
    FillRect(image, {20, 25, 50, 30}, 7, {255, 255, 255, 255}, {.rotation_deg = degrees});
    return image;
  };
  EXPECT_EQ(LargestDifference(filled(180), filled(0)), 0);
  EXPECT_EQ(LargestDifference(filled(30), Mirrored(filled(-30))), 0);
  Image quarter = Plain(kWidth, kHeight, {0, 0, 0, 255});
  FillRect(quarter, {30, 15, 30, 50}, 7, {255, 255, 255, 255});
  EXPECT_EQ(LargestDifference(filled(90), quarter), 0);
  EXPECT_EQ(LargestDifference(filled(-270), quarter), 0);
}

TEST(FillRect, AnAngleWithoutEndCoversNothing) {
  Image image = Plain(9, 9, {0, 0, 0, 255});
  FillRect(image, {0, 0, 9, 9}, 0, {255, 255, 255, 255},
           {.rotation_deg = std::numeric_limits<float>::infinity()});
  EXPECT_EQ(LargestDifference(image, Plain(9, 9, {0, 0, 0, 255})), 0);
}

}  // namespace
}  // namespace vitrine
