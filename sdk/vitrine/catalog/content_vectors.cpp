// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/base/random.h>
#include <vitrine/catalog/matrix_sizes.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/product_words.h>

#include <Eigen/Dense>
#include <Eigen/Sparse>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace vitrine {
namespace {

using SparseMatrix = Eigen::SparseMatrix<float, Eigen::RowMajor>;
using Matrix = Eigen::MatrixXf;

// Halko et al. recommend 5 to 10 more columns than wanted, and one or two power iterations where
// the singular values fall slowly, as those of texts do.
constexpr Eigen::Index kOversampling = 8;
constexpr int kPowerIterations = 2;

// Singular values below this part of the largest are rounding noise.
constexpr float kRankTolerance = 1e-4F;

// How often and how heavily one product names a term.
struct TermCount {
  std::size_t term;
  float weight;
  int count;
};

// The terms of every product, numbered in the order of their text.
class TermTable {
 public:
  explicit TermTable(std::span<const Product> products, std::span<const std::size_t> order) {
    rows_.reserve(order.size());
    for (const std::size_t i : order) {
      rows_.push_back(CountTerms(ProductTerms(products[i])));
    }
    std::vector<std::size_t> rank(ids_.size());
    std::size_t next = 0;
    for (const auto& [text, id] : ids_) {
      rank[id] = next;
      ++next;
    }
    for (std::vector<TermCount>& row : rows_) {
      for (TermCount& entry : row) {
        entry.term = rank[entry.term];
      }
      std::ranges::sort(row, {}, &TermCount::term);
    }
  }

  std::size_t term_count() const { return ids_.size(); }

  /// The tf-idf matrix [products, terms], rows of length 1: (1 + ln tf) * ln(1 + n / df) * weight.
  SparseMatrix TfIdf() const {
    std::vector<int> document_count(ids_.size());
    Eigen::Index entry_count = 0;
    for (const std::vector<TermCount>& row : rows_) {
      entry_count += static_cast<Eigen::Index>(row.size());
      for (const TermCount& entry : row) {
        ++document_count[entry.term];
      }
    }
    SparseMatrix matrix(static_cast<Eigen::Index>(rows_.size()),
                        static_cast<Eigen::Index>(ids_.size()));
    matrix.reserve(entry_count);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      matrix.startVec(static_cast<Eigen::Index>(i));
      const std::vector<float> values = RowValues(rows_[i], document_count);
      for (std::size_t k = 0; k < values.size(); ++k) {
        matrix.insertBack(static_cast<Eigen::Index>(i),
                          static_cast<Eigen::Index>(rows_[i][k].term)) = values[k];
      }
    }
    matrix.finalize();
    return matrix;
  }

 private:
  std::vector<TermCount> CountTerms(const std::vector<ProductTerm>& terms) {
    std::map<std::size_t, TermCount> counts;
    for (const ProductTerm& term : terms) {
      const std::size_t id = ids_.try_emplace(term.text, ids_.size()).first->second;
      TermCount& entry = counts.try_emplace(id, TermCount{id, 0, 0}).first->second;
      entry.weight = std::max(entry.weight, term.weight);
      ++entry.count;
    }
    std::vector<TermCount> row;
    row.reserve(counts.size());
    for (const auto& [id, entry] : counts) {
      row.push_back(entry);
    }
    return row;
  }

  std::vector<float> RowValues(std::span<const TermCount> row,
                               std::span<const int> document_count) const {
    std::vector<double> values;
    double square = 0;
    for (const TermCount& entry : row) {
      const double documents = document_count[entry.term];
      const double idf = Log(1.0 + static_cast<double>(rows_.size()) / documents);
      const double value = (1.0 + Log(entry.count)) * idf * entry.weight;
      square += value * value;
      values.push_back(value);
    }
    const double length = std::sqrt(square);
    std::vector<float> scaled;
    for (const double value : values) {
      scaled.push_back(static_cast<float>(value / length));
    }
    return scaled;
  }

  std::map<std::string, std::size_t> ids_;
  std::vector<std::vector<TermCount>> rows_;
};

Matrix Orthonormal(const Matrix& columns) {
  const Eigen::HouseholderQR<Matrix> qr(columns);
  return qr.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
}

// Columns that span almost the range of `matrix` (algorithm 4.4 of Halko et al.).
Matrix FindRange(const SparseMatrix& matrix, Eigen::Index columns, std::uint64_t seed) {
  Random random(seed);
  Matrix test(matrix.cols(), columns);
  for (Eigen::Index row = 0; row < test.rows(); ++row) {
    for (Eigen::Index column = 0; column < columns; ++column) {
      test(row, column) = static_cast<float>(random.Normal());
    }
  }
  Matrix range = Orthonormal(matrix * test);
  for (int i = 0; i < kPowerIterations; ++i) {
    const Matrix back = Orthonormal(matrix.transpose() * range);
    range = Orthonormal(matrix * back);
  }
  return range;
}

// The rows of U * S of the truncated singular value decomposition, strongest direction first.
Matrix PrincipalRows(const SparseMatrix& matrix, Eigen::Index dimension, std::uint64_t seed) {
  const Eigen::Index columns = std::min({dimension + kOversampling, matrix.rows(), matrix.cols()});
  const Matrix range = FindRange(matrix, columns, seed);
  const Matrix small = (matrix.transpose() * range).transpose();
  // The left singular vectors of the small matrix are the eigenvectors of its Gram matrix.
  const Eigen::MatrixXd wide = small.cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(wide * wide.transpose());
  const Eigen::Index kept = std::min(dimension, columns);
  Matrix rotation(columns, kept);
  const double largest = std::sqrt(std::max(solver.eigenvalues()(columns - 1), 0.0));
  for (Eigen::Index i = 0; i < kept; ++i) {
    const Eigen::Index source = columns - 1 - i;  // Eigenvalues ascend.
    const double value = std::sqrt(std::max(solver.eigenvalues()(source), 0.0));
    const double scale = value > kRankTolerance * largest ? value : 0.0;
    rotation.col(i) = (solver.eigenvectors().col(source) * scale).cast<float>();
  }
  return range * rotation;
}

// Writes `row` scaled to length 1; a row without terms stays zero.
void WriteUnitRow(const Matrix& rows, Eigen::Index row, std::span<float> target) {
  double square = 0;
  for (Eigen::Index i = 0; i < rows.cols(); ++i) {
    square += static_cast<double>(rows(row, i)) * rows(row, i);
  }
  // A row that lies outside the kept directions is rounding noise, not a direction.
  const double length = std::sqrt(square);
  for (Eigen::Index i = 0; length > kRankTolerance && i < rows.cols(); ++i) {
    target[static_cast<std::size_t>(i)] = static_cast<float>(rows(row, i) / length);
  }
}

}  // namespace

Result<void> CheckMatrixSizes(std::size_t products, std::size_t terms, std::size_t dimension,
                              std::uint64_t max_bytes) {
  // The matrices have a few columns more than the result; that of the terms is of doubles too.
  const std::uint64_t columns = std::uint64_t{dimension} + kOversampling;
  const std::uint64_t bytes =
      std::max(std::uint64_t{products} * sizeof(float), std::uint64_t{terms} * sizeof(double)) *
      columns;
  if (products > pack::kMaxProducts || bytes > max_bytes) {
    return Fail(ErrorCode::kTooLarge, std::to_string(products) + " products with " +
                                          std::to_string(terms) + " words by " +
                                          std::to_string(dimension) + " dimensions are too many");
  }
  return {};
}

Result<std::vector<float>> ContentVectors(std::span<const Product> products, std::size_t dimension,
                                          std::uint64_t seed) {
  if (dimension == 0 || dimension % pack::kDimensionStep != 0 || dimension > pack::kMaxDimension) {
    return Fail(ErrorCode::kInvalidArgument, "dimension is " + std::to_string(dimension) +
                                                 ", expected a multiple of 16 up to 1024");
  }
  constexpr std::uint64_t kMaxBytes = std::numeric_limits<std::ptrdiff_t>::max() / 4;
  if (Result<void> sized = CheckMatrixSizes(products.size(), 0, dimension, kMaxBytes); !sized) {
    return std::unexpected(std::move(sized.error()));
  }
  // In the order of the ids, so that the feed's order does not change a single bit.
  std::vector<std::size_t> order(products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::pair(std::string_view(products[i].id), i); });

  const TermTable terms(products, order);
  if (Result<void> sized =
          CheckMatrixSizes(products.size(), terms.term_count(), dimension, kMaxBytes);
      !sized) {
    return std::unexpected(std::move(sized.error()));
  }
  const SparseMatrix matrix = terms.TfIdf();
  std::vector<float> vectors(products.size() * dimension);
  if (matrix.nonZeros() == 0) {
    return vectors;
  }
  const Matrix rows = PrincipalRows(matrix, static_cast<Eigen::Index>(dimension), seed);
  for (std::size_t i = 0; i < order.size(); ++i) {
    WriteUnitRow(rows, static_cast<Eigen::Index>(i),
                 std::span(vectors).subspan(order[i] * dimension, dimension));
  }
  return vectors;
}

}  // namespace vitrine
