// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/implicit_als.h"

#include "sdk/training/parallel.h"

#include <vitrine/base/random.h>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrine::training {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t kPiece = 256;

// Which columns a row has, for all rows.
struct Incidence {
  std::vector<std::size_t> ends = {0};
  std::vector<std::uint32_t> columns;

  std::span<const std::uint32_t> Row(std::size_t row) const {
    return std::span(columns).subspan(ends[row], ends[row + 1] - ends[row]);
  }
};

Incidence ProductsBySession(const SessionIndex& index) {
  Incidence incidence;
  for (const Session& session : index.sessions()) {
    const std::vector<ProductIndex> products = DifferentProducts(session);
    incidence.columns.insert(incidence.columns.end(), products.begin(), products.end());
    incidence.ends.push_back(incidence.columns.size());
  }
  return incidence;
}

Incidence SessionsByProduct(const SessionIndex& index) {
  Incidence incidence;
  for (ProductIndex product = 0; product < index.product_count(); ++product) {
    const auto sessions = index.With(product);
    incidence.columns.insert(incidence.columns.end(), sessions.begin(), sessions.end());
    incidence.ends.push_back(incidence.columns.size());
  }
  return incidence;
}

// The best rows for fixed columns.
void Solve(const Incidence& incidence, const Matrix& columns, const AlsOptions& options,
           Matrix& rows) {
  const Matrix gram = columns.transpose() * columns;
  const auto confidence = static_cast<float>(options.confidence);
  const auto row_count = static_cast<std::size_t>(rows.rows());
  ForEachPiece(row_count, kPiece, [&](std::size_t begin, std::size_t end) {
    Eigen::MatrixXf left;
    Eigen::VectorXf right(columns.cols());
    for (std::size_t row = begin; row < end; ++row) {
      const auto entries = incidence.Row(row);
      left = gram;
      right.setZero();
      for (const std::uint32_t column : entries) {
        const auto vector = columns.row(column).transpose();
        left.selfadjointView<Eigen::Lower>().rankUpdate(vector, confidence);
        right += (1 + confidence) * vector;
      }
      const double observations = static_cast<double>(entries.size()) * (1 + options.confidence);
      left.diagonal().array() += static_cast<float>(options.ridge * (1 + std::sqrt(observations)));
      rows.row(static_cast<Eigen::Index>(row)) =
          left.selfadjointView<Eigen::Lower>().llt().solve(right).transpose();
    }
  });
}

}  // namespace

std::vector<float> ImplicitAls(const SessionIndex& index, const AlsOptions& options) {
  const auto dimension = static_cast<Eigen::Index>(options.dimension);
  const Incidence by_session = ProductsBySession(index);
  const Incidence by_product = SessionsByProduct(index);
  Matrix products(static_cast<Eigen::Index>(index.product_count()), dimension);
  Matrix sessions(static_cast<Eigen::Index>(index.sessions().size()), dimension);
  Random random(options.seed);
  for (Eigen::Index row = 0; row < products.rows(); ++row) {
    for (Eigen::Index column = 0; column < dimension; ++column) {
      products(row, column) =
          static_cast<float>(random.Normal() / std::sqrt(static_cast<double>(dimension)));
    }
  }
  for (std::size_t iteration = 0; iteration < options.iterations; ++iteration) {
    Solve(by_session, products, options, sessions);
    Solve(by_product, sessions, options, products);
  }
  std::vector<float> vectors(index.product_count() * options.dimension);
  for (ProductIndex product = 0; product < index.product_count(); ++product) {
    const float length = products.row(product).norm();
    if (index.With(product).empty() || !(length > 0)) {
      continue;
    }
    for (std::size_t i = 0; i < options.dimension; ++i) {
      vectors[product * options.dimension + i] =
          products(product, static_cast<Eigen::Index>(i)) / length;
    }
  }
  return vectors;
}

}  // namespace vitrine::training
