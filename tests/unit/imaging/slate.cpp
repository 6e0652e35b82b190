// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/slate.h"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace vitrine {
namespace {

using Rgb = std::array<double, 3>;

Rgb ColourAt(const Image& picture, std::size_t x, std::size_t y) {
  const std::size_t i = 4 * (y * static_cast<std::size_t>(picture.width()) + x);
  return {static_cast<double>(picture.pixels()[i]), static_cast<double>(picture.pixels()[i + 1]),
          static_cast<double>(picture.pixels()[i + 2])};
}

double Linear(double level) {
  const double value = level / 255;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double Luminance(const Rgb& rgb) {
  return 0.2126 * Linear(rgb[0]) + 0.7152 * Linear(rgb[1]) + 0.0722 * Linear(rgb[2]);
}

double Lightness(const Rgb& rgb) {
  const double y = Luminance(rgb);
  return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389 / 27;
}

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double LargestApart(const Rgb& a, const Rgb& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

struct Size {
  std::size_t width;
  std::size_t height;
  std::size_t depth;  // Of the border.
};

Size SizeOf(const Image& picture) {
  const auto width = static_cast<std::size_t>(picture.width());
  const auto height = static_cast<std::size_t>(picture.height());
  return {.width = width,
          .height = height,
          .depth = std::max<std::size_t>(std::min(width, height) / 50, 1)};
}

double BackgroundOf(const Image& picture) {
  const Size size = SizeOf(picture);
  std::vector<double> border;
  for (std::size_t y = 0; y < size.height; ++y) {
    for (std::size_t x = 0; x < size.width; ++x) {
      if (x < size.depth || y < size.depth || x + size.depth >= size.width ||
          y + size.depth >= size.height) {
        border.push_back(Lightness(ColourAt(picture, x, y)));
      }
    }
  }
  return Median(border);
}

// The median colours of the two ends of a row.
std::array<Rgb, 2> EndsOf(const Image& picture, std::size_t y, const Size& size) {
  std::array<Rgb, 2> ends{};
  for (std::size_t c = 0; c < 3; ++c) {
    std::vector<double> left;
    std::vector<double> right;
    for (std::size_t x = 0; x < size.depth; ++x) {
      left.push_back(ColourAt(picture, x, y)[c]);
      right.push_back(ColourAt(picture, size.width - 1 - x, y)[c]);
    }
    ends[0][c] = Median(left);
    ends[1][c] = Median(right);
  }
  return ends;
}

// How far each pixel is from the nearer of its row's ends.
std::vector<double> Differences(const Image& picture, const Size& size) {
  std::vector<double> differences;
  differences.reserve(size.width * size.height);
  for (std::size_t y = 0; y < size.height; ++y) {
    const auto ends = EndsOf(picture, y, size);
    for (std::size_t x = 0; x < size.width; ++x) {
      const Rgb colour = ColourAt(picture, x, y);
      differences.push_back(std::min(LargestApart(colour, ends[0]), LargestApart(colour, ends[1])));
    }
  }
  return differences;
}

double ThresholdOf(const std::vector<double>& differences, const Size& size) {
  std::vector<double> at_ends;
  for (std::size_t y = 0; y < size.height; ++y) {
    for (std::size_t x = 0; x < size.depth; ++x) {
      at_ends.push_back(differences[y * size.width + x]);
      at_ends.push_back(differences[y * size.width + size.width - 1 - x]);
    }
  }
  constexpr double kSeen = 14;
  return std::max(kSeen, 4 * Median(at_ends));
}

// First and one past the last line that holds what counts, a hundredth left out at each side.
std::array<double, 2> RangeOf(const std::vector<double>& sums) {
  double all = 0;
  for (const double sum : sums) {
    all += sum;
  }
  std::size_t first = 0;
  std::size_t last = sums.size();
  for (double sum = sums[first]; sum < 0.01 * all && first + 1 < last; sum += sums[++first]) {
  }
  for (double sum = sums[last - 1]; sum < 0.01 * all && first + 1 < last;) {
    --last;
    sum += sums[last - 1];
  }
  return {static_cast<double>(first), static_cast<double>(last)};
}

double DeviationOf(const std::vector<Look>& looks, double Look::* member) {
  double mean = 0;
  for (const Look& look : looks) {
    mean += look.*member / static_cast<double>(looks.size());
  }
  double variance = 0;
  for (const Look& look : looks) {
    variance += (look.*member - mean) * (look.*member - mean) / static_cast<double>(looks.size());
  }
  return std::sqrt(variance);
}

constexpr int kTerms = 20;

// All products of red, green and blue of up to three factors.
Eigen::Matrix<double, kTerms, 1> TermsOf(const Rgb& rgb) {
  Eigen::Matrix<double, kTerms, 1> terms;
  const std::array<double, 4> factors = {1, rgb[0] / 255, rgb[1] / 255, rgb[2] / 255};
  int term = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = i; j < 4; ++j) {
      for (std::size_t k = j; k < 4; ++k) {
        terms[term++] = factors[i] * factors[j] * factors[k];
      }
    }
  }
  return terms;
}

}  // namespace

Look LookOf(const Image& picture) {
  const Size size = SizeOf(picture);
  const std::vector<double> differences = Differences(picture, size);
  const double threshold = ThresholdOf(differences, size);
  std::vector<double> columns(size.width);
  std::vector<double> rows(size.height);
  for (std::size_t i = 0; i < differences.size(); ++i) {
    if (differences[i] > threshold) {
      columns[i % size.width] += 1;
      rows[i / size.width] += 1;
    }
  }
  const auto [left, right] = RangeOf(columns);
  const auto [top, bottom] = RangeOf(rows);
  const auto width = static_cast<double>(size.width);
  const auto height = static_cast<double>(size.height);
  return {.background = BackgroundOf(picture),
          .scale = std::max((right - left) / width, (bottom - top) / height),
          .centre_x = (left + right) / 2 / width,
          .centre_y = (top + bottom) / 2 / height};
}

Spread SpreadOf(const std::vector<Look>& looks) {
  return {.background = DeviationOf(looks, &Look::background),
          .scale = DeviationOf(looks, &Look::scale),
          .centre =
              std::hypot(DeviationOf(looks, &Look::centre_x), DeviationOf(looks, &Look::centre_y))};
}

double SmoothColourFit(const Image& before, const Image& after,
                       const std::vector<std::uint8_t>& mask) {
  using Square = Eigen::Matrix<double, kTerms, kTerms>;
  using Right = Eigen::Matrix<double, kTerms, 3>;
  Square normal = Square::Identity() * 1e-9;
  Right right = Right::Zero();
  const auto width = static_cast<std::size_t>(before.width());
  const auto each = [&](const auto& visit) {
    for (std::size_t i = 0; i < mask.size(); ++i) {
      if (mask[i] != 0) {
        const Rgb to = ColourAt(after, i % width, i / width);
        visit(TermsOf(ColourAt(before, i % width, i / width)),
              Eigen::RowVector3d(to[0], to[1], to[2]));
      }
    }
  };
  each([&](const auto& terms, const auto& to) {
    normal += terms * terms.transpose();
    right += terms * to;
  });
  const Right polynomial = normal.ldlt().solve(right);
  double error = 0;
  double count = 0;
  each([&](const auto& terms, const auto& to) {
    error += (terms.transpose() * polynomial - to).squaredNorm();
    count += 3;
  });
  return error == 0 ? 99 : 10 * std::log10(255.0 * 255 * count / error);
}

double HaloShare(const Image& picture, const std::vector<std::uint8_t>& edge) {
  constexpr std::ptrdiff_t kNear = 4;
  constexpr double kSeen = 16;
  const auto width = static_cast<std::ptrdiff_t>(picture.width());
  const auto height = static_cast<std::ptrdiff_t>(picture.height());
  const auto level = [&](std::ptrdiff_t x, std::ptrdiff_t y) {
    const Rgb rgb = ColourAt(picture, static_cast<std::size_t>(x), static_cast<std::size_t>(y));
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  };
  double haloes = 0;
  double count = 0;
  for (std::ptrdiff_t y = kNear; y + kNear < height; ++y) {
    for (std::ptrdiff_t x = kNear; x + kNear < width; ++x) {
      if (edge[static_cast<std::size_t>(y * width + x)] == 0) {
        continue;
      }
      double least = 255;
      double most = 0;
      for (std::ptrdiff_t v = y - kNear; v <= y + kNear; ++v) {
        for (std::ptrdiff_t u = x - kNear; u <= x + kNear; ++u) {
          if (edge[static_cast<std::size_t>(v * width + u)] == 0) {
            least = std::min(least, level(u, v));
            most = std::max(most, level(u, v));
          }
        }
      }
      const double here = level(x, y);
      haloes += here > most + kSeen || here < least - kSeen ? 1 : 0;
      count += 1;
    }
  }
  return count == 0 ? 0 : haloes / count;
}

}  // namespace vitrine
