// SPDX-License-Identifier: Apache-2.0
// Written apart from the library's own filters, which it judges.
#include "tests/unit/imaging/similarity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace vitrine {
namespace {

using Field = std::vector<double>;

// The products of a channel of two pictures that the index is made of.
struct Moments {
  Field x;
  Field y;
  Field xx;
  Field yy;
  Field xy;
};

Moments MomentsOf(const Image& first, const Image& second, std::size_t channel) {
  Moments moments;
  for (std::size_t i = channel; i < first.pixels().size(); i += 4) {
    const double x = first.pixels()[i];
    const double y = second.pixels()[i];
    moments.x.push_back(x);
    moments.y.push_back(y);
    moments.xx.push_back(x * x);
    moments.yy.push_back(y * y);
    moments.xy.push_back(x * y);
  }
  return moments;
}

constexpr std::ptrdiff_t kRadius = 5;

// Of a Gaussian with a deviation of 1.5, from the middle outwards.
std::array<double, kRadius + 1> WindowWeights() {
  std::array<double, kRadius + 1> weights = {};
  for (std::size_t d = 0; d < weights.size(); ++d) {
    weights[d] = std::exp(-static_cast<double>(d * d) / (2 * 1.5 * 1.5));
  }
  return weights;
}

// Along one axis; weights outside the picture are left out.
Field Windowed(const Field& field, std::size_t length, std::size_t step, std::size_t lines,
               std::size_t line_step) {
  static const std::array<double, kRadius + 1> kWeights = WindowWeights();
  Field result(field.size());
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t i = 0; i < length; ++i) {
      double sum = 0;
      double weights = 0;
      for (std::ptrdiff_t d = -kRadius; d <= kRadius; ++d) {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + d;
        if (at >= 0 && at < static_cast<std::ptrdiff_t>(length)) {
          const double weight = kWeights[static_cast<std::size_t>(std::abs(d))];
          sum += weight * field[line * line_step + static_cast<std::size_t>(at) * step];
          weights += weight;
        }
      }
      result[line * line_step + i * step] = sum / weights;
    }
  }
  return result;
}

double SsimOfChannel(const Image& first, const Image& second, std::size_t channel) {
  constexpr double kC1 = (0.01 * 255) * (0.01 * 255);
  constexpr double kC2 = (0.03 * 255) * (0.03 * 255);
  const auto width = static_cast<std::size_t>(first.width());
  const auto height = static_cast<std::size_t>(first.height());
  Moments m = MomentsOf(first, second, channel);
  for (Field* const field : {&m.x, &m.y, &m.xx, &m.yy, &m.xy}) {
    *field = Windowed(Windowed(*field, width, 1, height, width), height, width, width, 1);
  }
  double sum = 0;
  for (std::size_t i = 0; i < m.x.size(); ++i) {
    const double mean_x = m.x[i];
    const double mean_y = m.y[i];
    const double covariance = m.xy[i] - mean_x * mean_y;
    const double variances = m.xx[i] - mean_x * mean_x + m.yy[i] - mean_y * mean_y;
    sum += (2 * mean_x * mean_y + kC1) * (2 * covariance + kC2) /
           ((mean_x * mean_x + mean_y * mean_y + kC1) * (variances + kC2));
  }
  return sum / static_cast<double>(m.x.size());
}

}  // namespace

double Psnr(const Image& first, const Image& second) {
  double sum = 0;
  for (std::size_t i = 0; i < first.pixels().size(); ++i) {
    const double difference = static_cast<double>(first.pixels()[i]) - second.pixels()[i];
    sum += i % 4 == 3 ? 0 : difference * difference;
  }
  const double mean = sum / (static_cast<double>(first.pixels().size()) / 4 * 3);
  return mean == 0 ? 99 : 10 * std::log10(255.0 * 255.0 / mean);
}

double Ssim(const Image& first, const Image& second) {
  double sum = 0;
  for (std::size_t channel = 0; channel < 3; ++channel) {
    sum += SsimOfChannel(first, second, channel);
  }
  return sum / 3;
}

}  // namespace vitrine
