// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/backdrop.h>

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vitrine {
namespace {

using Normal = Eigen::Matrix<double, 6, 6>;
using Vector = Eigen::Matrix<double, 6, 1>;

// Colours that the eye takes for one: about two levels of 255.
constexpr float kAlike = 0.006F;

// Further from the surface than this is something else.
float Reach(float spread) { return std::max(4 * spread, 0.03F); }

Oklab Minus(const Oklab& a, const Oklab& b) {
  return {.l = a.l - b.l, .a = a.a - b.a, .b = a.b - b.b};
}

Oklab WeightedSum(const Oklab& a, float a_weight, const Oklab& b, float b_weight) {
  return {.l = a.l * a_weight + b.l * b_weight,
          .a = a.a * a_weight + b.a * b_weight,
          .b = a.b * a_weight + b.b * b_weight};
}

// Each element as the mean of those up to two away.
std::vector<Oklab> Smoothed(const std::vector<Oklab>& values) {
  constexpr std::size_t kReach = 2;
  std::vector<Oklab> smooth(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t first = i - std::min(i, kReach);
    const std::size_t last = std::min(i + kReach, values.size() - 1);
    const float share = 1.0F / static_cast<float>(last - first + 1);
    for (std::size_t j = first; j <= last; ++j) {
      smooth[i] = WeightedSum(smooth[i], 1, values[j], share);
    }
  }
  return smooth;
}

float MedianOf(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// Cauchy's: half at the scale.
std::vector<double> WeightsOf(const std::vector<float>& distances) {
  const double scale = std::max(2 * MedianOf(distances), kAlike);
  std::vector<double> weights(distances.size());
  std::ranges::transform(distances, weights.begin(), [&](float distance) {
    const double far = distance / scale;
    return 1 / (1 + far * far);
  });
  return weights;
}

Oklab MedianColour(const LabImage& picture, const std::vector<std::size_t>& pixels) {
  std::array<float, 3> medians{};
  for (std::size_t c = 0; c < medians.size(); ++c) {
    std::vector<float> values(pixels.size());
    std::ranges::transform(pixels, values.begin(),
                           [&](std::size_t i) { return picture.channels[c].values[i]; });
    medians[c] = MedianOf(std::move(values));
  }
  return {.l = medians[0], .a = medians[1], .b = medians[2]};
}

}  // namespace

float ColourDistance(const Oklab& a, const Oklab& b) {
  return std::sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) +
                   (a.b - b.b) * (a.b - b.b));
}

std::size_t BorderDepth(std::size_t width, std::size_t height) {
  return std::max<std::size_t>(std::min(width, height) / 25, 1);
}

std::vector<std::size_t> BorderOf(std::size_t width, std::size_t height) {
  const std::size_t depth = BorderDepth(width, height);
  std::vector<std::size_t> border;
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const bool inside = x >= depth && y >= depth && x + depth < width && y + depth < height;
      if (!inside) {
        border.push_back(y * width + x);
      }
    }
  }
  return border;
}

Backdrop::Backdrop(const LabImage& picture)
    : width_(static_cast<double>(picture.width())), height_(static_cast<double>(picture.height())) {
  constexpr int kRounds = 8;
  const std::vector<std::size_t> border = BorderOf(picture.width(), picture.height());
  rows_.resize(picture.height());
  // From one colour, the border's median, so that a subject that touches it does not bend the
  // surface towards itself from the start.
  const Oklab median = MedianColour(picture, border);
  std::vector<float> distances(border.size());
  std::ranges::transform(border, distances.begin(), [&](std::size_t pixel) {
    return ColourDistance(picture.At(pixel), median);
  });
  for (int round = 0; round < kRounds; ++round) {
    Fit(picture, border, WeightsOf(distances));
    std::ranges::transform(border, distances.begin(),
                           [&](std::size_t pixel) { return DistanceAt(picture, pixel); });
  }
  spread_ = MedianOf(distances);
  const auto on_surface =
      std::ranges::count_if(distances, [&](float distance) { return distance <= Reach(spread_); });
  coverage_01_ = static_cast<float>(on_surface) / static_cast<float>(border.size());
  const auto [darkest, lightest] = std::ranges::minmax(border, {}, [&](std::size_t i) {
    return ColourAt(i % picture.width(), i / picture.width()).l;
  });
  slope_ = ColourAt(lightest % picture.width(), lightest / picture.width()).l -
           ColourAt(darkest % picture.width(), darkest / picture.width()).l;
  FitRows(picture);
}

Backdrop::Terms Backdrop::TermsAt(std::size_t x, std::size_t y) const {
  const double u = 2 * (static_cast<double>(x) + 0.5) / width_ - 1;
  const double v = 2 * (static_cast<double>(y) + 0.5) / height_ - 1;
  return {1, u, v, u * u, u * v, v * v};
}

void Backdrop::Fit(const LabImage& picture, const std::vector<std::size_t>& border,
                   const std::vector<double>& weights) {
  // Keeps the surface flat where a picture of few pixels leaves it open.
  Normal normal = Normal::Identity() * 1e-6;
  std::array<Vector, 3> right = {Vector::Zero(), Vector::Zero(), Vector::Zero()};
  for (std::size_t i = 0; i < border.size(); ++i) {
    const Terms at = TermsAt(border[i] % picture.width(), border[i] / picture.width());
    const Eigen::Map<const Vector> terms(at.data());
    normal += weights[i] * terms * terms.transpose();
    for (std::size_t c = 0; c < right.size(); ++c) {
      right[c] += weights[i] * picture.channels[c].values[border[i]] * terms;
    }
  }
  const Eigen::LDLT<Normal> solver(normal);
  for (std::size_t c = 0; c < right.size(); ++c) {
    Eigen::Map<Vector>(coefficients_[c].data()) = solver.solve(right[c]);
  }
}

void Backdrop::FitRows(const LabImage& picture) {
  // More than this is not the backdrop, and ends that differ by more have no line in common.
  constexpr float kMostOffset = 0.12F;
  constexpr float kAgree = 0.03F;
  const std::size_t width = picture.width();
  const std::size_t depth = std::min(BorderDepth(width, picture.height()), width);
  const auto offset_of = [&](std::size_t first, std::size_t y) {
    Oklab offset;
    for (std::size_t x = first; x < first + depth; ++x) {
      const Oklab difference = Minus(picture.At(y * width + x), ColourAt(x, y));
      offset = WeightedSum(offset, 1, difference, 1.0F / static_cast<float>(depth));
    }
    return offset;
  };
  std::vector<Oklab> offsets(picture.height());
  for (std::size_t y = 0; y < picture.height(); ++y) {
    const Oklab left = offset_of(0, y);
    const Oklab right = offset_of(width - depth, y);
    const Oklab mean = WeightedSum(left, 0.5F, right, 0.5F);
    if (ColourDistance(left, right) <= kAgree && ColourDistance(mean, {}) <= kMostOffset) {
      offsets[y] = mean;
    }
  }
  rows_ = Smoothed(offsets);
}

Oklab Backdrop::ColourAt(std::size_t x, std::size_t y) const {
  const Terms terms = TermsAt(x, y);
  std::array<double, 3> colour{};
  for (std::size_t c = 0; c < colour.size(); ++c) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      colour[c] += coefficients_[c][i] * terms[i];
    }
  }
  const Oklab smooth = {.l = static_cast<float>(colour[0]),
                        .a = static_cast<float>(colour[1]),
                        .b = static_cast<float>(colour[2])};
  return WeightedSum(smooth, 1, rows_[y], 1);
}

float Backdrop::DistanceAt(const LabImage& picture, std::size_t pixel) const {
  return ColourDistance(picture.At(pixel),
                        ColourAt(pixel % picture.width(), pixel / picture.width()));
}

BackgroundKind KindOf(const LabImage& picture, const Backdrop& backdrop) {
  constexpr float kSeen = 0.5F;
  constexpr float kMostSpread = 0.02F;
  constexpr float kLeastCoverage = 0.75F;
  constexpr float kPlainSlope = 0.03F;
  const std::vector<std::size_t> border = BorderOf(picture.width(), picture.height());
  const auto clear =
      std::ranges::count_if(border, [&](std::size_t i) { return picture.alpha.values[i] < kSeen; });
  if (clear * 2 > static_cast<std::ptrdiff_t>(border.size())) {
    return BackgroundKind::kTransparent;
  }
  if (backdrop.spread() > kMostSpread || backdrop.coverage_01() < kLeastCoverage) {
    return BackgroundKind::kBusy;
  }
  return backdrop.slope() > kPlainSlope ? BackgroundKind::kGraded : BackgroundKind::kPlain;
}

std::string_view NameOf(BackgroundKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"transparent", "plain", "graded", "busy"};
  return kNames.at(static_cast<std::size_t>(kind));
}

}  // namespace vitrine
