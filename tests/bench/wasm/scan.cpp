// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/scan.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/dot.h>

#include <Eigen/Core>

#include <wasm_simd128.h>

#include <algorithm>
#include <array>

namespace vitrine::bench {

Scan::Scan(std::size_t count, std::size_t dimension, unsigned seed)
    : rows_(new(std::align_val_t(64)) float[count * dimension]), query_(dimension), scores_(count) {
  Random random(seed);
  const auto next = [&] { return 2 * random.Uniform() - 1; };
  std::generate_n(rows_.get(), count * dimension, next);
  std::ranges::generate(query_, next);
}

float Scan::Vitrine() {
  DotRows(rows(), query_, scores_);
  return scores_.back();
}

float Scan::Eigen() {
  using Matrix = ::Eigen::Matrix<float, ::Eigen::Dynamic, ::Eigen::Dynamic, ::Eigen::RowMajor>;
  const auto row_count = static_cast<::Eigen::Index>(scores_.size());
  const auto dimension = static_cast<::Eigen::Index>(query_.size());
  const ::Eigen::Map<const Matrix> rows(rows_.get(), row_count, dimension);
  const ::Eigen::Map<const ::Eigen::VectorXf> query(query_.data(), dimension);
  ::Eigen::Map<::Eigen::VectorXf>(scores_.data(), row_count).noalias() = rows * query;
  return scores_.back();
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
