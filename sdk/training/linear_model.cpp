// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/linear_model.h"

#include "sdk/training/parallel.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cstddef>

namespace vitrine::training {
namespace {

constexpr std::size_t kPiece = 64;

// The regression of one product.
struct Regression {
  std::vector<ProductIndex> regressors;
  Eigen::VectorXf weights;
};

class Fitter {
 public:
  Fitter(std::span<const std::vector<PairCount>> pairs, const LinearOptions& options)
      : pairs_(pairs), options_(options), row_(pairs.size(), 0.0F) {}

  Regression Fit(ProductIndex target) {
    std::vector<PairCount> chosen = pairs_[target];
    const auto relevance = [&](const PairCount& count) {
      const auto full_share = static_cast<float>(options_.full_share);
      return full_share * count.together + (1 - full_share) * count.target_source;
    };
    if (chosen.size() > options_.regressors) {
      const auto end = chosen.begin() + static_cast<std::ptrdiff_t>(options_.regressors);
      std::ranges::nth_element(chosen, end, [&](const PairCount& a, const PairCount& b) {
        return relevance(a) != relevance(b) ? relevance(a) > relevance(b) : a.other < b.other;
      });
      chosen.erase(end, chosen.end());
      std::ranges::sort(chosen, {}, &PairCount::other);
    }
    const auto size = static_cast<Eigen::Index>(chosen.size());
    Eigen::MatrixXf gram(size, size);
    Eigen::VectorXf right(size);
    for (Eigen::Index i = 0; i < size; ++i) {
      const PairCount& regressor = chosen[static_cast<std::size_t>(i)];
      right(i) = relevance(regressor);
      FillRow(regressor.other, chosen, gram.row(i));
      gram(i, i) += static_cast<float>(options_.ridge);
    }
    Regression regression;
    for (const PairCount& regressor : chosen) {
      regression.regressors.push_back(regressor.other);
    }
    // Cut rows need not be positive definite together; then nothing is known.
    const auto factor = gram.selfadjointView<Eigen::Lower>().llt();
    regression.weights = factor.info() == Eigen::Success ? Eigen::VectorXf(factor.solve(right))
                                                         : Eigen::VectorXf::Zero(size);
    if (!regression.weights.allFinite()) {
      regression.weights.setZero();
    }
    return regression;
  }

 private:
  void FillRow(ProductIndex product, std::span<const PairCount> columns,
               Eigen::MatrixXf::RowXpr target) {
    const auto full_share = static_cast<float>(options_.full_share);
    for (const PairCount& count : pairs_[product]) {
      row_[count.other] = full_share * count.together + (1 - full_share) * count.source_source;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      target(static_cast<Eigen::Index>(i)) = row_[columns[i].other];
    }
    for (const PairCount& count : pairs_[product]) {
      row_[count.other] = 0;
    }
  }

  std::span<const std::vector<PairCount>> pairs_;
  const LinearOptions& options_;
  std::vector<float> row_;  // Of the Gram matrix, all products; zero between uses.
};

}  // namespace

std::vector<std::vector<LinearWeight>> FitLinearModel(std::span<const std::vector<PairCount>> pairs,
                                                      const LinearOptions& options) {
  std::vector<Regression> regressions(pairs.size());
  const std::size_t piece = std::max(kPiece, pairs.size() / 256);
  ForEachPiece(pairs.size(), piece, [&](std::size_t begin, std::size_t end) {
    Fitter fitter(pairs, options);
    for (std::size_t target = begin; target < end; ++target) {
      if (!pairs[target].empty()) {
        regressions[target] = fitter.Fit(static_cast<ProductIndex>(target));
      }
    }
  });
  std::vector<std::vector<LinearWeight>> weights(pairs.size());
  for (ProductIndex target = 0; target < regressions.size(); ++target) {
    const Regression& regression = regressions[target];
    for (std::size_t i = 0; i < regression.regressors.size(); ++i) {
      weights[regression.regressors[i]].push_back(
          {target, regression.weights(static_cast<Eigen::Index>(i))});
    }
  }
  return weights;
}

}  // namespace vitrine::training
