// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/product_vectors.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/vector_rows.h>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

namespace vitrine::training {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// How much of the likeness of two products is that of their pictures, chosen on the demo shop:
// docs/decisions/0026-picture-vectors.md.
constexpr float kLookShare = 0.3F;

constexpr std::size_t kMostFitted = 20'000;
constexpr Eigen::Index kOversampling = 8;
constexpr int kPowerIterations = 6;
// Directions below this part of the strongest are rounding noise.
constexpr float kRankTolerance = 1e-3F;

using Rows = std::vector<const PictureDescriptor*>;

Matrix RowsOf(const Rows& rows, std::size_t begin, std::size_t count,
              const PictureDescriptor& mean) {
  Matrix matrix(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(kDescriptorValues));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < kDescriptorValues; ++k) {
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
          (*rows[begin + i])[k] - mean[k];
    }
  }
  return matrix;
}

PictureDescriptor MeanOf(const Rows& rows) {
  std::vector<double> sums(kDescriptorValues);
  for (const PictureDescriptor* row : rows) {
    for (std::size_t k = 0; k < kDescriptorValues; ++k) {
      sums[k] += (*row)[k];
    }
  }
  PictureDescriptor mean{};
  for (std::size_t k = 0; k < kDescriptorValues; ++k) {
    mean[k] = static_cast<float>(sums[k] / static_cast<double>(rows.size()));
  }
  return mean;
}

Matrix Orthonormal(const Matrix& columns) {
  const Eigen::HouseholderQR<Matrix> qr(columns);
  return qr.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
}

// The main directions of the rows as columns, the strongest first, each over the root of its
// strength.
Matrix DirectionsOf(const Matrix& rows, std::size_t dimension, std::uint64_t seed) {
  const auto wanted = static_cast<Eigen::Index>(dimension);
  const Eigen::Index columns = std::min({wanted + kOversampling, rows.rows(), rows.cols()});
  Random random(seed);
  Matrix basis(rows.cols(), columns);
  for (float& value : basis.reshaped<Eigen::RowMajor>()) {
    value = static_cast<float>(random.Normal());
  }
  basis = Orthonormal(basis);
  for (int i = 0; i < kPowerIterations; ++i) {
    const Matrix image = rows * basis;
    basis = Orthonormal(rows.transpose() * image);
  }
  const Eigen::MatrixXd image = (rows * basis).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(image.transpose() * image);
  Matrix turned = Matrix::Zero(columns, std::min(wanted, columns));
  const double strongest = std::sqrt(std::max(solver.eigenvalues()(columns - 1), 0.0));
  for (Eigen::Index i = 0; i < turned.cols(); ++i) {
    const Eigen::Index source = columns - 1 - i;  // Eigenvalues ascend.
    const double strength = std::sqrt(std::max(solver.eigenvalues()(source), 0.0));
    if (strength > kRankTolerance * strongest) {
      turned.col(i) = (solver.eigenvectors().col(source) / std::sqrt(strength)).cast<float>();
    }
  }
  return basis * turned;
}

}  // namespace

std::vector<float> LookVectors(std::span<const PictureDescriptor* const> looks,
                               std::size_t dimension, std::uint64_t seed) {
  std::vector<float> vectors(looks.size() * dimension);
  Rows rows;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (looks[i] != nullptr) {
      rows.push_back(looks[i]);
      places.push_back(i);
    }
  }
  if (rows.size() < 2) {
    return vectors;
  }
  const PictureDescriptor mean = MeanOf(rows);
  Rows fitted;
  const std::size_t step = (rows.size() - 1) / kMostFitted + 1;
  for (std::size_t i = 0; i < rows.size(); i += step) {
    fitted.push_back(rows[i]);
  }
  const Matrix directions = DirectionsOf(RowsOf(fitted, 0, fitted.size(), mean), dimension, seed);
  constexpr std::size_t kAtOnce = 1024;
  for (std::size_t begin = 0; begin < rows.size(); begin += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, rows.size() - begin);
    const Matrix projected = RowsOf(rows, begin, count, mean) * directions;
    for (std::size_t i = 0; i < count; ++i) {
      const std::span<float> row =
          std::span(vectors).subspan(places[begin + i] * dimension, dimension);
      for (Eigen::Index k = 0; k < projected.cols(); ++k) {
        row[static_cast<std::size_t>(k)] = projected(static_cast<Eigen::Index>(i), k);
      }
      ScaleTo(row, 1);
    }
  }
  return vectors;
}

Result<std::vector<float>> ProductVectors(std::span<const Product> products, Looks looks,
                                          std::size_t dimension, std::uint64_t seed) {
  if (!looks.empty() && looks.size() != products.size()) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(looks.size()) + " looks of " +
                                               std::to_string(products.size()) + " products");
  }
  if (std::ranges::none_of(looks, [](const auto& look) { return look.has_value(); })) {
    return ContentVectors(products, dimension, seed);
  }
  if (dimension < 2 * kLookDimension) {
    return Fail(ErrorCode::kInvalidArgument, "dimension is " + std::to_string(dimension) +
                                                 ", expected at least 32 with pictures");
  }
  const std::size_t word_dimension = dimension - kLookDimension;
  const auto words = ContentVectors(products, word_dimension, seed);
  if (!words) {
    return std::unexpected(words.error());
  }
  // In the order of the ids, as ContentVectors, so that the feed's order changes nothing.
  std::vector<std::size_t> order(products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::pair(std::string_view(products[i].id), i); });
  Rows ordered;
  for (const std::size_t i : order) {
    ordered.push_back(looks[i] ? &*looks[i] : nullptr);
  }
  const std::vector<float> pictures = LookVectors(ordered, kLookDimension, seed);
  std::vector<float> vectors(products.size() * dimension);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::span<float> row = std::span(vectors).subspan(order[i] * dimension, dimension);
    std::ranges::copy(std::span(*words).subspan(order[i] * word_dimension, word_dimension),
                      row.begin());
    std::ranges::copy(std::span(pictures).subspan(i * kLookDimension, kLookDimension),
                      row.begin() + static_cast<std::ptrdiff_t>(word_dimension));
    ScaleTo(row.first(word_dimension), std::sqrt(1 - kLookShare));
    ScaleTo(row.last(kLookDimension), std::sqrt(kLookShare));
    ScaleTo(row, 1);
  }
  return vectors;
}

}  // namespace vitrine::training
