// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/base/random.h>
#include <vitrine/catalog/matrix_sizes.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/product_words.h>
#include <vitrine/catalog/word_space.h>

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

double InverseFrequency(std::size_t products, int products_with_term) {
  return Log(1.0 + static_cast<double>(products) / products_with_term);
}

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

  /// In the order of the matrix's columns.
  std::vector<std::string> Terms() const {
    std::vector<std::string> terms;
    for (const auto& [text, id] : ids_) {
      terms.push_back(text);
    }
    return terms;
  }

  /// How many products name each term.
  std::vector<int> DocumentCounts() const {
    std::vector<int> counts(ids_.size());
    for (const std::vector<TermCount>& row : rows_) {
      for (const TermCount& entry : row) {
        ++counts[entry.term];
      }
    }
    return counts;
  }

  /// The tf-idf matrix [products, terms], rows of length 1: (1 + ln tf) * ln(1 + n / df) * weight.
  SparseMatrix TfIdf() const {
    const std::vector<int> document_count = DocumentCounts();
    Eigen::Index entry_count = 0;
    for (const std::vector<TermCount>& row : rows_) {
      entry_count += static_cast<Eigen::Index>(row.size());
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
      const double idf = InverseFrequency(rows_.size(), document_count[entry.term]);
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

// A truncated singular value decomposition of `matrix`, strongest direction first: the
// columns of `range * left` are U, `values` S.
struct Decomposition {
  Matrix range;
  Matrix small;          // Transposed range times the matrix.
  Eigen::MatrixXd left;  // [columns of the range, kept]
  std::vector<double> values;
};

Decomposition Decompose(const SparseMatrix& matrix, Eigen::Index dimension, std::uint64_t seed) {
  const Eigen::Index columns = std::min({dimension + kOversampling, matrix.rows(), matrix.cols()});
  Decomposition result;
  result.range = FindRange(matrix, columns, seed);
  result.small = (matrix.transpose() * result.range).transpose();
  // The left singular vectors of the small matrix are the eigenvectors of its Gram matrix.
  const Eigen::MatrixXd wide = result.small.cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(wide * wide.transpose());
  const Eigen::Index kept = std::min(dimension, columns);
  result.left.resize(columns, kept);
  const double largest = std::sqrt(std::max(solver.eigenvalues()(columns - 1), 0.0));
  for (Eigen::Index i = 0; i < kept; ++i) {
    const Eigen::Index source = columns - 1 - i;  // Eigenvalues ascend.
    const double value = std::sqrt(std::max(solver.eigenvalues()(source), 0.0));
    result.values.push_back(value > kRankTolerance * largest ? value : 0.0);
    result.left.col(i) = solver.eigenvectors().col(source);
  }
  return result;
}

// The rows of U * S.
Matrix PrincipalRows(const SparseMatrix& matrix, Eigen::Index dimension, std::uint64_t seed) {
  const Decomposition parts = Decompose(matrix, dimension, seed);
  Matrix rotation(parts.left.rows(), parts.left.cols());
  for (Eigen::Index i = 0; i < rotation.cols(); ++i) {
    rotation.col(i) = (parts.left.col(i) * parts.values[static_cast<std::size_t>(i)]).cast<float>();
  }
  return parts.range * rotation;
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

Result<WordSpace> LearnWordSpace(std::span<const Product> products, std::size_t dimension,
                                 std::uint64_t seed) {
  if (Result<void> sized = CheckMatrixSizes(products.size(), 0, dimension,
                                            std::numeric_limits<std::ptrdiff_t>::max() / 4);
      !sized) {
    return std::unexpected(std::move(sized.error()));
  }
  std::vector<std::size_t> order(products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::string_view(products[i].id); });
  const TermTable terms(products, order);
  const SparseMatrix matrix = terms.TfIdf();
  WordSpace space(dimension);
  if (matrix.nonZeros() == 0) {
    return space;
  }
  const Decomposition parts = Decompose(matrix, static_cast<Eigen::Index>(dimension), seed);
  const std::vector<std::string> texts = terms.Terms();
  const std::vector<int> counts = terms.DocumentCounts();
  std::vector<float> row(dimension);
  for (std::size_t term = 0; term < texts.size(); ++term) {
    // A word of one product brings it nearer to no other.
    if (counts[term] < 2) {
      continue;
    }
    // V = A^T * U / S, times the term's weight in a product.
    for (std::size_t i = 0; i < parts.values.size(); ++i) {
      const double value = parts.small.col(static_cast<Eigen::Index>(term))
                               .cast<double>()
                               .dot(parts.left.col(static_cast<Eigen::Index>(i)));
      row[i] = parts.values[i] == 0
                   ? 0.0F
                   : static_cast<float>(value / parts.values[i] *
                                        InverseFrequency(products.size(), counts[term]));
    }
    space.Add(texts[term], row);
  }
  return space;
}

}  // namespace vitrine
