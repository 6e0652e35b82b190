// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/cold_products.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cassert>

namespace vitrine::training {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Products with fewer sessions do not teach the regression.
constexpr std::size_t kEnoughSessions = 3;
constexpr float kRidge = 1;

// A product's own sessions weigh as much as its content at this many.
constexpr float kContentSessions = 5;

Matrix FitMapping(const SessionIndex& index, const Eigen::Map<const Matrix>& content,
                  const Eigen::Map<Matrix>& vectors) {
  Matrix left = Matrix::Identity(content.cols(), content.cols()) * kRidge;
  Matrix right = Matrix::Zero(content.cols(), vectors.cols());
  for (Eigen::Index row = 0; row < content.rows(); ++row) {
    if (index.With(static_cast<ProductIndex>(row)).size() >= kEnoughSessions) {
      left += content.row(row).transpose() * content.row(row);
      right += content.row(row).transpose() * vectors.row(row);
    }
  }
  return left.llt().solve(right);
}

}  // namespace

void PlaceColdProducts(const SessionIndex& index, std::span<const float> content,
                       std::size_t content_dimension, std::size_t dimension,
                       std::span<float> vectors) {
  const auto count = static_cast<Eigen::Index>(index.product_count());
  assert(content.size() == index.product_count() * content_dimension);
  assert(vectors.size() == index.product_count() * dimension);
  const Eigen::Map<const Matrix> described(content.data(), count,
                                           static_cast<Eigen::Index>(content_dimension));
  Eigen::Map<Matrix> learned(vectors.data(), count, static_cast<Eigen::Index>(dimension));
  const Matrix mapping = FitMapping(index, described, learned);
  for (Eigen::Index row = 0; row < count; ++row) {
    const auto sessions = static_cast<float>(index.With(static_cast<ProductIndex>(row)).size());
    const float own = sessions / (sessions + kContentSessions);
    Eigen::RowVectorXf suggested = described.row(row) * mapping;
    const float length = suggested.norm();
    if (length > 0) {
      const Eigen::RowVectorXf mixed = own * learned.row(row) + (1 - own) / length * suggested;
      learned.row(row) = mixed.norm() > 0 ? Eigen::RowVectorXf(mixed / mixed.norm()) : mixed;
    }
  }
}

}  // namespace vitrine::training
