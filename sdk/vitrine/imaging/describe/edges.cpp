// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/describe/edges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

// Cosines and sines of multiples of 22.5 degrees.
constexpr std::array<std::array<float, 2>, kDirections> kUnits = {{{1, 0},
                                                                   {0.92387953F, 0.38268343F},
                                                                   {0.70710678F, 0.70710678F},
                                                                   {0.38268343F, 0.92387953F},
                                                                   {0, 1},
                                                                   {-0.38268343F, 0.92387953F},
                                                                   {-0.70710678F, 0.70710678F},
                                                                   {-0.92387953F, 0.38268343F}}};

// The change across and down at a pixel, by its neighbours; at the border by itself.
struct Gradient {
  float x = 0;
  float y = 0;
  float square() const { return x * x + y * y; }
};

Gradient GradientAt(const Plane& plane, std::size_t x, std::size_t y) {
  const auto at = [&](std::size_t column, std::size_t row) {
    return plane.values[row * plane.width + column];
  };
  return {.x = (at(std::min(x + 1, plane.width - 1), y) - at(x > 0 ? x - 1 : 0, y)) / 2,
          .y = (at(x, std::min(y + 1, plane.height - 1)) - at(x, y > 0 ? y - 1 : 0)) / 2};
}

// Shares an edge among the directions next to its own.
void SetEdge(Edges& edges, std::size_t pixel, const Gradient& gradient) {
  constexpr float kFarthest = 0.75F;
  const float strength = std::sqrt(gradient.square());
  edges.strength[pixel] = strength;
  if (strength <= 0) {
    return;
  }
  const std::span<float> shares =
      std::span(edges.directions).subspan(pixel * kDirections, kDirections);
  float sum = 0;
  for (std::size_t i = 0; i < kDirections; ++i) {
    const float along = std::abs(gradient.x * kUnits[i][0] + gradient.y * kUnits[i][1]) / strength;
    shares[i] = std::max(along - kFarthest, 0.0F);
    sum += shares[i];
  }
  for (float& share : shares) {
    share /= sum;
  }
}

template <typename GradientOf>
Edges EdgesBy(std::size_t width, std::size_t height, const GradientOf& gradient_of) {
  Edges edges = {.width = width,
                 .height = height,
                 .strength = std::vector<float>(width * height),
                 .directions = std::vector<float>(width * height * kDirections)};
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      SetEdge(edges, y * width + x, gradient_of(x, y));
    }
  }
  return edges;
}

Plane Halved(const Plane& plane) {
  Plane half(plane.width / 2, plane.height / 2);
  for (std::size_t y = 0; y < half.height; ++y) {
    for (std::size_t x = 0; x < half.width; ++x) {
      const float* const from = &plane.values[2 * y * plane.width + 2 * x];
      half.values[y * half.width + x] =
          (from[0] + from[1] + from[plane.width] + from[plane.width + 1]) / 4;
    }
  }
  return half;
}

LabImage Halved(const LabImage& picture) {
  LabImage half;
  for (std::size_t i = 0; i < half.channels.size(); ++i) {
    half.channels[i] = Halved(picture.channels[i]);
  }
  half.alpha = Halved(picture.alpha);
  return half;
}

// The two cells that a pixel lies between, and how much of it belongs to each.
struct CellShare {
  std::size_t cell;
  float part;
};

std::array<CellShare, 2> SharesOf(std::size_t at, std::size_t all, std::size_t cells) {
  const float place =
      (static_cast<float>(at) + 0.5F) / static_cast<float>(all) * static_cast<float>(cells) - 0.5F;
  const float inside = std::clamp(place, 0.0F, static_cast<float>(cells - 1));
  const auto first = static_cast<std::size_t>(inside);
  const float second_part = inside - static_cast<float>(first);
  return {{{first, 1 - second_part}, {std::min(first + 1, cells - 1), second_part}}};
}

// To length 1, and no value above `most`.
void ScaleAndCut(std::span<float> values, float most) {
  float square = 0;
  for (const float value : values) {
    square += value * value;
  }
  const float length = std::sqrt(square);
  for (float& value : values) {
    value = length > 0 ? std::min(value / length, most) : 0;
  }
}

// 0 for nothing, a half for an edge of `half`, towards 1 for stronger ones.
float Saturated(float value, float half) { return value / (value + half); }

}  // namespace

Edges EdgesOf(const Plane& plane) {
  return EdgesBy(plane.width, plane.height,
                 [&](std::size_t x, std::size_t y) { return GradientAt(plane, x, y); });
}

Edges EdgesOf(const LabImage& picture) {
  return EdgesBy(picture.width(), picture.height(), [&](std::size_t x, std::size_t y) {
    Gradient strongest;
    for (const Plane& channel : picture.channels) {
      const Gradient gradient = GradientAt(channel, x, y);
      strongest = gradient.square() > strongest.square() ? gradient : strongest;
    }
    return strongest;
  });
}

Plane InsideOf(const Plane& mask) {
  constexpr std::ptrdiff_t kReach = 3;
  // The least of the pixels around, first along the rows, then along the columns.
  const auto eroded = [](const Plane& plane, std::ptrdiff_t step_x, std::ptrdiff_t step_y) {
    Plane least(plane.width, plane.height);
    for (std::size_t i = 0; i < plane.values.size(); ++i) {
      const auto x = static_cast<std::ptrdiff_t>(i % plane.width);
      const auto y = static_cast<std::ptrdiff_t>(i / plane.width);
      float value = plane.values[i];
      for (std::ptrdiff_t k = -kReach; k <= kReach; ++k) {
        const std::ptrdiff_t column = x + k * step_x;
        const std::ptrdiff_t row = y + k * step_y;
        const bool there = column >= 0 && row >= 0 &&
                           column < static_cast<std::ptrdiff_t>(plane.width) &&
                           row < static_cast<std::ptrdiff_t>(plane.height);
        value =
            std::min(value, there ? plane.values[static_cast<std::size_t>(
                                        row * static_cast<std::ptrdiff_t>(plane.width) + column)]
                                  : 0.0F);
      }
      least.values[i] = value;
    }
    return least;
  };
  return eroded(eroded(mask, 1, 0), 0, 1);
}

void CountDirections(const Edges& edges, const Plane& weights, std::span<float> values) {
  const std::size_t cell_count = values.size() / kDirections;
  const auto cells =
      static_cast<std::size_t>(std::lround(std::sqrt(static_cast<float>(cell_count))));
  for (std::size_t pixel = 0; pixel < edges.strength.size(); ++pixel) {
    const float weight = weights.values.empty() ? 1 : weights.values[pixel];
    const float strength = edges.strength[pixel] * weight;
    if (strength <= 0) {
      continue;
    }
    const std::span<const float> directions =
        std::span(edges.directions).subspan(pixel * kDirections, kDirections);
    for (const CellShare& row : SharesOf(pixel / edges.width, edges.height, cells)) {
      for (const CellShare& column : SharesOf(pixel % edges.width, edges.width, cells)) {
        const std::size_t cell = row.cell * cells + column.cell;
        for (std::size_t i = 0; i < kDirections; ++i) {
          values[cell * kDirections + i] += strength * row.part * column.part * directions[i];
        }
      }
    }
  }
  constexpr float kMost = 0.2F;
  // Scaled, cut off and scaled again.
  ScaleAndCut(values, kMost);
  ScaleAndCut(values, 1);
}

void DescribeTexture(const LabImage& picture, const Plane& inside, std::span<float> values) {
  constexpr float kUsualStrength = 0.02F;
  constexpr std::size_t kScales = 3;
  constexpr std::size_t kPerScale = kDirections + 2;
  LabImage level = picture;
  Plane weights = inside;
  for (std::size_t scale = 0; scale < kScales; ++scale) {
    const std::span<float> of_scale = values.subspan(scale * kPerScale, kPerScale);
    const Edges edges = EdgesOf(level);
    std::array<float, kDirections> sums{};
    float mass = 0;
    for (std::size_t i = 0; i < edges.strength.size(); ++i) {
      mass += weights.values[i];
      for (std::size_t k = 0; k < kDirections; ++k) {
        sums[k] += weights.values[i] * edges.strength[i] * edges.directions[i * kDirections + k];
      }
    }
    float all = 0;
    float most = 0;
    for (std::size_t k = 0; k < kDirections && mass > 0; ++k) {
      all += sums[k] / mass;
      most = std::max(most, sums[k] / mass);
      of_scale[k] = Saturated(sums[k] / mass, kUsualStrength / kDirections);
    }
    of_scale[kDirections] = Saturated(all, kUsualStrength);
    of_scale[kDirections + 1] = all > 0 ? most / all * of_scale[kDirections] : 0;
    level = Halved(level);
    weights = Halved(weights);
  }
}

}  // namespace vitrine
