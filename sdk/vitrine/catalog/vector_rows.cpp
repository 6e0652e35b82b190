// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/vector_rows.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

namespace vitrine {
namespace {

constexpr float kMostLevel = 127;

// The largest magnitude; NaN or infinite where a value is.
float Peak(std::span<const float> row) {
  float peak = 0;
  for (const float value : row) {
    const float magnitude = std::abs(value);
    if (!(magnitude <= peak)) {
      peak = magnitude;
    }
    if (!std::isfinite(peak)) {
      break;
    }
  }
  return peak;
}

// Halves to even. Adding and taking away 1.5 * 2^23 leaves a float no place for a fraction.
float NearestWhole(float value) {
  constexpr float kNoFraction = 12582912.0F;
  return (value + kNoFraction) - kNoFraction;
}

}  // namespace

std::size_t RowCount(const VectorRows& rows) {
  return std::visit([](const auto& kept) { return kept.size(); }, rows);
}

std::size_t DimensionOf(const VectorRows& rows) {
  return std::visit([](const auto& kept) { return kept.dimension; }, rows);
}

void CopyRow(const VectorRows& rows, std::size_t row, std::span<float> vector) {
  assert(row < RowCount(rows) && vector.size() == DimensionOf(rows));
  const std::size_t begin = row * vector.size();
  if (const auto* floats = std::get_if<FloatRows>(&rows)) {
    std::ranges::copy(floats->values.subspan(begin, vector.size()), vector.begin());
    return;
  }
  const auto& bytes = std::get<Int8Rows>(rows);
  for (std::size_t i = 0; i < vector.size(); ++i) {
    vector[i] = static_cast<float>(bytes.values[begin + i]) * bytes.scales[row];
  }
}

void ScaleTo(std::span<float> row, float length) {
  double square = 0;
  for (const float value : row) {
    square += static_cast<double>(value) * value;
  }
  const auto scale = square > 0 ? static_cast<float>(length / std::sqrt(square)) : 0.0F;
  for (float& value : row) {
    value *= scale;
  }
}

float DotRow(const VectorRows& rows, std::size_t row, std::span<const float> vector) {
  assert(row < RowCount(rows) && vector.size() == DimensionOf(rows));
  const std::size_t begin = row * vector.size();
  float sum = 0;
  if (const auto* floats = std::get_if<FloatRows>(&rows)) {
    for (std::size_t i = 0; i < vector.size(); ++i) {
      sum += floats->values[begin + i] * vector[i];
    }
    return sum;
  }
  const auto& bytes = std::get<Int8Rows>(rows);
  for (std::size_t i = 0; i < vector.size(); ++i) {
    sum += static_cast<float>(bytes.values[begin + i]) * vector[i];
  }
  return sum * bytes.scales[row];
}

Result<void> QuantiseRows(std::span<const float> rows, std::size_t dimension,
                          std::span<std::int8_t> values, std::span<float> scales) {
  if (values.size() != rows.size() ||
      std::uint64_t{dimension} * std::uint64_t{scales.size()} != rows.size()) {
    return Fail(ErrorCode::kShapeMismatch,
                std::to_string(scales.size()) + " rows of " + std::to_string(dimension) +
                    " values were expected, " + std::to_string(rows.size()) + " values came for " +
                    std::to_string(values.size()));
  }
  for (std::size_t row = 0; row < scales.size(); ++row) {
    const std::span<const float> source = rows.subspan(row * dimension, dimension);
    const float peak = Peak(source);
    if (!std::isfinite(peak)) {
      return Fail(ErrorCode::kNonFinite,
                  "row " + std::to_string(row) + " has a value that is not finite");
    }
    const float scale = peak / kMostLevel;
    scales[row] = scale;
    for (std::size_t i = 0; i < dimension; ++i) {
      // A row of subnormal numbers may have a scale of 0, or one that is too coarse.
      const float level = scale > 0 ? NearestWhole(source[i] / scale) : 0.0F;
      values[row * dimension + i] =
          static_cast<std::int8_t>(std::clamp(level, -kMostLevel, kMostLevel));
    }
  }
  return {};
}

}  // namespace vitrine
