// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/linear_model.h"
#include "tests/unit/training/sample_sessions.h"

#include <gtest/gtest.h>
#include <Eigen/Dense>

#include <cstddef>
#include <vector>

namespace vitrine::training {
namespace {

constexpr std::size_t kRings = 5;
constexpr Eigen::Index kProducts = 4 * kRings;

std::vector<std::vector<PairCount>> Counts(const SessionIndex& index) {
  return CountPairs(index, {});
}

// Choi et al., equation 12, with dense matrices.
Eigen::MatrixXd Dense(const std::vector<std::vector<PairCount>>& pairs,
                      const LinearOptions& options) {
  Eigen::MatrixXd left = Eigen::MatrixXd::Identity(kProducts, kProducts) * options.ridge;
  Eigen::MatrixXd right = Eigen::MatrixXd::Zero(kProducts, kProducts);
  for (Eigen::Index row = 0; row < kProducts; ++row) {
    for (const PairCount& pair : pairs[static_cast<std::size_t>(row)]) {
      const double full = options.full_share * static_cast<double>(pair.together);
      const double cut = 1 - options.full_share;
      left(row, pair.other) += full + cut * static_cast<double>(pair.source_source);
      right(pair.other, row) += full + cut * static_cast<double>(pair.target_source);
    }
  }
  return left.inverse() * right;
}

TEST(LinearModel, WithAllRegressorsIsTheDenseSolution) {
  const auto sessions = RingSessions(kRings, 200, 3);
  const SessionIndex index(sessions, kProducts);
  const auto pairs = Counts(index);
  const LinearOptions options = {.regressors = kProducts};
  const auto weights = FitLinearModel(pairs, options);
  const Eigen::MatrixXd dense = Dense(pairs, options);
  ASSERT_EQ(weights.size(), static_cast<std::size_t>(kProducts));
  for (Eigen::Index row = 0; row < kProducts; ++row) {
    const auto& own = weights[static_cast<std::size_t>(row)];
    ASSERT_FALSE(own.empty());
    for (const LinearWeight& weight : own) {
      EXPECT_NEAR(weight.weight, dense(row, weight.target), 1e-4);
    }
  }
}

TEST(LinearModel, TheNextOfTheRingWeighsMost) {
  const auto sessions = RingSessions(kRings, 400, 5);
  const SessionIndex index(sessions, kProducts);
  const auto weights = FitLinearModel(Counts(index), {.full_share = 0});
  for (ProductIndex product = 0; product < kProducts; ++product) {
    const ProductIndex next = product / 4 * 4 + (product + 1) % 4;
    for (const LinearWeight& weight : weights[product]) {
      if (weight.target == next) {
        EXPECT_GT(weight.weight, 0.5F);
      } else {
        EXPECT_LT(weight.weight, 0.5F);
      }
    }
  }
}

}  // namespace
}  // namespace vitrine::training
