// SPDX-License-Identifier: Apache-2.0
// What cut-outs are measured against: outlines drawn by hand, and composites of known alpha.
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {

/// The corners of a closed polygon, in pixels.
using Points = std::vector<std::pair<double, double>>;

/// One file of tests/data/cutouts/outlines.
struct Outline {
  std::string picture;  ///< The photograph's name in the data set.
  std::vector<Points> outline;
  std::vector<Points> holes;
};

std::vector<Outline> Outlines();

/// Which pixels of a picture belong to its subject.
class Mask {
 public:
  Mask(std::int32_t width, std::int32_t height);

  /// What the outline bounds, less its holes.
  Mask(const Outline& outline, std::int32_t width, std::int32_t height);

  /// Where the first channel of a picture is 128 or more.
  explicit Mask(const Image& alpha);

  bool operator[](std::size_t pixel) const { return marks_[pixel]; }
  std::size_t size() const { return marks_.size(); }

 private:
  void Fill(const std::vector<Points>& polygons, bool mark);
  void FillRow(const std::vector<double>& crossings, std::size_t row, bool mark);

  std::size_t width_;
  std::vector<bool> marks_;
};

/// Intersection over union; half covered pixels count. A cut-out that was not made has none.
double Overlap(const Image& cutout, const Mask& mask);

}  // namespace vitrine
