// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/scan.h"

#include <vitrine/catalog/vector_rows.h>

#include <Eigen/Core>

#include <wasm_simd128.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace vitrine::bench {
namespace {

constexpr std::size_t kTop = 20;
constexpr std::size_t kDepartments = 20;
constexpr std::size_t kCategories = 400;

void ToUnitLength(std::span<float> vector) {
  const float square = std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0F);
  for (float& value : vector) {
    value /= std::sqrt(square);
  }
}

// The directions of a learned space carry less and less.
float Spread(std::size_t direction) { return 1 / std::sqrt(1 + static_cast<float>(direction) / 8); }

void FillClustered(std::span<float> rows, std::size_t dimension, Random& random) {
  const auto noise = [&](std::size_t i) {
    return static_cast<float>(random.Normal()) * Spread(i % dimension);
  };
  std::vector<float> departments(kDepartments * dimension);
  std::vector<float> categories(kCategories * dimension);
  for (std::size_t i = 0; i < departments.size(); ++i) {
    departments[i] = noise(i);
  }
  for (std::size_t i = 0; i < categories.size(); ++i) {
    categories[i] = departments[i % departments.size()] + 0.7F * noise(i);
  }
  for (std::size_t begin = 0; begin < rows.size(); begin += dimension) {
    // The square of a uniform number: some categories are much larger than others.
    const float place = random.Uniform() * random.Uniform();
    const auto category = static_cast<std::size_t>(place * kCategories) * dimension;
    for (std::size_t i = 0; i < dimension; ++i) {
      rows[begin + i] = categories[category + i] + 0.5F * noise(i);
    }
  }
}

}  // namespace

Scan::Scan(std::size_t count, std::size_t dimension, bool clustered, unsigned seed)
    : rows_(new(std::align_val_t(64)) float[count * dimension]),
      int8_rows_(count * dimension),
      int8_scales_(count),
      query_(dimension),
      scores_(count),
      random_(seed) {
  const std::span<float> rows(rows_.get(), count * dimension);
  if (clustered) {
    FillClustered(rows, dimension, random_);
  } else {
    std::ranges::generate(rows, [&] { return 2 * random_.Uniform() - 1; });
  }
  for (std::size_t row = 0; row < count; ++row) {
    ToUnitLength(rows.subspan(row * dimension, dimension));
  }
  static_cast<void>(QuantiseRows(rows, dimension, int8_rows_, int8_scales_));
  NextQuery();
}

void Scan::NextQuery() {
  std::ranges::fill(query_, 0.0F);
  for (int product = 0; product < 5; ++product) {
    const std::size_t row = random_.Below(static_cast<std::uint32_t>(scores_.size()));
    for (std::size_t i = 0; i < query_.size(); ++i) {
      query_[i] += rows_[row * query_.size() + i];
    }
  }
  ToUnitLength(query_);
}

void Scan::Keep(std::span<const ScoredRow> best) {
  top_.clear();
  std::ranges::transform(best, std::back_inserter(top_), &ScoredRow::row);
}

void Scan::Float32() {
  Keep(TopRows(FloatRows{.dimension = query_.size(), .values = rows()}, query_, kTop));
}

void Scan::Int8() {
  const Int8Rows rows = {.dimension = query_.size(), .values = int8_rows_, .scales = int8_scales_};
  Keep(TopRows(rows, query_, kTop));
}

void Scan::Eigen() {
  using Matrix = ::Eigen::Matrix<float, ::Eigen::Dynamic, ::Eigen::Dynamic, ::Eigen::RowMajor>;
  const auto row_count = static_cast<::Eigen::Index>(scores_.size());
  const auto dimension = static_cast<::Eigen::Index>(query_.size());
  const ::Eigen::Map<const Matrix> rows(rows_.get(), row_count, dimension);
  const ::Eigen::Map<const ::Eigen::VectorXf> query(query_.data(), dimension);
  ::Eigen::Map<::Eigen::VectorXf>(scores_.data(), row_count).noalias() = rows * query;
  // What a user of Eigen writes next.
  std::vector<std::uint32_t> order(scores_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::partial_sort(order, order.begin() + kTop, [&](std::uint32_t a, std::uint32_t b) {
    return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
  });
  top_.assign(order.begin(), order.begin() + kTop);
}

float Scan::BareRead() const {
  std::array<v128_t, 4> sums = {};
  const std::span<const float> values = rows();
  for (std::size_t i = 0; i < values.size(); i += 16) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      sums[lane] = wasm_f32x4_add(sums[lane], wasm_v128_load(&values[i + lane * 4]));
    }
  }
  const v128_t sum =
      wasm_f32x4_add(wasm_f32x4_add(sums[0], sums[1]), wasm_f32x4_add(sums[2], sums[3]));
  return wasm_f32x4_extract_lane(sum, 0) + wasm_f32x4_extract_lane(sum, 1) +
         wasm_f32x4_extract_lane(sum, 2) + wasm_f32x4_extract_lane(sum, 3);
}

}  // namespace vitrine::bench
