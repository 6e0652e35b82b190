// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/cutout/lab_image.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vitrine {

/// What lies behind the subject of a picture.
enum class BackgroundKind : std::uint8_t {
  kTransparent,  ///< Nothing: the picture is cut out already.
  kPlain,        ///< One colour.
  kGraded,       ///< A colour that changes smoothly, as a studio's backdrop does.
  kBusy          ///< A room, a floor, a pattern.
};

/// "transparent", "plain", "graded" or "busy".
std::string_view NameOf(BackgroundKind kind);

/// The colour behind the subject as a surface over the picture: in each channel of OKLab a
/// polynomial of the second degree in x and y, and in each row what both its ends differ from that
/// alike, because a studio's wall and floor meet in a level line.
class Backdrop {
 public:
  /// Fits it to the pixels along the picture's border. The subject may touch the border: what
  /// lies far from the surface counts little.
  /// Source: P. J. Huber, "Robust Statistics", 1981; iteratively reweighted, with Cauchy's weights.
  explicit Backdrop(const LabImage& picture);

  Oklab ColourAt(std::size_t x, std::size_t y) const;

  /// How far the border's colours lie from the surface, in OKLab: the median.
  float spread() const { return spread_; }

  /// How much the surface's lightness changes over the picture.
  float slope() const { return slope_; }

  /// Share of the border that lies on the surface.
  float coverage_01() const { return coverage_01_; }

 private:
  using Terms = std::array<double, 6>;
  Terms TermsAt(std::size_t x, std::size_t y) const;
  void Fit(const LabImage& picture, const std::vector<std::size_t>& border,
           const std::vector<double>& weights);
  void FitRows(const LabImage& picture);
  float DistanceAt(const LabImage& picture, std::size_t pixel) const;

  std::array<Terms, 3> coefficients_{};
  std::vector<Oklab> rows_;  // What the rows differ from the polynomial.
  double width_ = 1;
  double height_ = 1;
  float spread_ = 0;
  float slope_ = 0;
  float coverage_01_ = 0;
};

/// The pixels along the border of a picture, a twenty-fifth of its shorter side deep.
std::size_t BorderDepth(std::size_t width, std::size_t height);
std::vector<std::size_t> BorderOf(std::size_t width, std::size_t height);

BackgroundKind KindOf(const LabImage& picture, const Backdrop& backdrop);

/// How far two colours lie apart in OKLab.
float ColourDistance(const Oklab& a, const Oklab& b);

}  // namespace vitrine
