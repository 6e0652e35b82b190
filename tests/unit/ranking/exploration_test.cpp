// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/ranking/exploration.h>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kDimension = 3;
constexpr std::array<double, kDimension> kTruth = {0.5, -0.2, 0.1};

std::vector<float> Features(Random& random, std::size_t count) {
  std::vector<float> features;
  for (std::size_t i = 0; i < count * kDimension; ++i) {
    features.push_back(static_cast<float>(random.Normal()));
  }
  return features;
}

double Expected(std::span<const float> features) {
  double sum = 0;
  for (std::size_t i = 0; i < kDimension; ++i) {
    sum += kTruth[i] * static_cast<double>(features[i]);
  }
  return sum;
}

LinearThompson Created(const ThompsonOptions& options = {}) {
  return LinearThompson::Create(kDimension, options).value();
}

// The updates of the factor lead to the mean that the normal equations have.
TEST(LinearThompson, TheMeanSolvesTheNormalEquations) {
  const ThompsonOptions options = {.prior_precision = 2, .noise_variance = 0.5};
  LinearThompson sampler = Created(options);
  Random random(1);
  std::array<std::array<double, kDimension>, kDimension> precision{};
  std::array<double, kDimension> evidence{};
  for (std::size_t i = 0; i < kDimension; ++i) {
    precision[i][i] = 2;
  }
  for (int round = 0; round < 50; ++round) {
    const auto features = Features(random, 1);
    const double reward = random.Normal();
    ASSERT_TRUE(sampler.Learn(features, reward));
    for (std::size_t i = 0; i < kDimension; ++i) {
      const auto x = static_cast<double>(features[i]);
      evidence[i] += 2 * reward * x;
      for (std::size_t j = 0; j < kDimension; ++j) {
        precision[i][j] += 2 * x * static_cast<double>(features[j]);
      }
    }
  }
  const auto mean = sampler.Mean();
  for (std::size_t i = 0; i < kDimension; ++i) {
    double product = 0;
    for (std::size_t j = 0; j < kDimension; ++j) {
      product += precision[i][j] * mean[j];
    }
    EXPECT_NEAR(product, evidence[i], 1e-9);
  }
}

// The factor itself, kept row by row behind the evidence, is that of a well-known library.
TEST(LinearThompson, TheFactorIsThatOfEigen) {
  constexpr Eigen::Index kSize = kDimension;
  LinearThompson sampler = Created({.prior_precision = 2, .noise_variance = 0.5});
  Eigen::LLT<Eigen::MatrixXd> reference(Eigen::MatrixXd::Identity(kSize, kSize) * 2);
  Random random(9);
  for (int round = 0; round < 200; ++round) {
    const auto features = Features(random, 1);
    ASSERT_TRUE(sampler.Learn(features, random.Normal()));
    const Eigen::VectorXd row =
        Eigen::Map<const Eigen::VectorXf>(features.data(), kSize).cast<double>();
    reference.rankUpdate(row, 2);
  }
  const auto state = sampler.Save();
  std::size_t next = kDimension;
  for (Eigen::Index row = 0; row < kSize; ++row) {
    for (Eigen::Index column = 0; column <= row; ++column) {
      EXPECT_NEAR(state[next++], reference.matrixLLT()(row, column), 1e-9);
    }
  }
  EXPECT_EQ(next, state.size());
}

TEST(LinearThompson, APriorMeanIsWhereItBegins) {
  const std::vector<double> mean = {0.3, -0.1, 0};
  LinearThompson sampler = Created({.prior_mean = mean, .prior_precision = 7});
  for (std::size_t i = 0; i < kDimension; ++i) {
    EXPECT_NEAR(sampler.Mean()[i], mean[i], 1e-12);
  }
  EXPECT_EQ(LinearThompson::Create(2, {.prior_mean = mean}).error().code,
            ErrorCode::kShapeMismatch);
  EXPECT_EQ(LinearThompson::Create(1, {.prior_mean = {NAN}}).error().code,
            ErrorCode::kInvalidArgument);
}

TEST(LinearThompson, LearnsToShowTheBest) {
  LinearThompson sampler = Created({.floor_01 = 0.01});
  Random random(2);
  double early = 0;
  double late = 0;
  for (std::uint64_t round = 0; round < 600; ++round) {
    const auto candidates = Features(random, 8);
    const auto shown = sampler.Choose(candidates, 1, round).value()[0];
    const auto features = std::span(candidates).subspan(shown.candidate * kDimension, kDimension);
    double best = -1e9;
    for (std::size_t i = 0; i < 8; ++i) {
      best = std::max(best, Expected(std::span(candidates).subspan(i * kDimension, kDimension)));
    }
    (round < 100 ? early : round >= 500 ? late : best) += best - Expected(features);
    ASSERT_TRUE(sampler.Learn(features, Expected(features) + 0.3 * random.Normal()));
  }
  EXPECT_LT(late, early / 2);
}

TEST(LinearThompson, PropensitiesAreHowOftenThingsAreShown) {
  LinearThompson sampler = Created();
  Random random(3);
  const auto candidates = Features(random, 4);
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(sampler.Learn(std::span(candidates).first(kDimension), 0.2));
  }
  // Weighted by 1 / propensity, each candidate is shown as often as any other: once a slate.
  constexpr int kSlates = 20'000;
  std::array<double, 4> first{};
  std::array<double, 4> second{};
  for (std::uint64_t seed = 0; seed < kSlates; ++seed) {
    const auto shown = sampler.Choose(candidates, 2, seed).value();
    first[shown[0].candidate] += 1 / shown[0].propensity;
    second[shown[1].candidate] += 1 / shown[1].propensity;
  }
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(first[i] / kSlates, 1, 0.12);
    sum += second[i] / kSlates;
  }
  EXPECT_NEAR(sum, 3, 0.2) << "three are left for the second slot";
}

TEST(LinearThompson, ShowsNothingTwiceAndTheSameForASeed) {
  const LinearThompson sampler = Created();
  Random random(4);
  const auto candidates = Features(random, 12);
  const auto shown = sampler.Choose(candidates, 12, 9).value();
  const auto again = sampler.Choose(candidates, 12, 9).value();
  std::set<std::size_t> different;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    different.insert(shown[i].candidate);
    EXPECT_EQ(shown[i].candidate, again[i].candidate);
    EXPECT_EQ(shown[i].propensity, again[i].propensity);
    EXPECT_GE(shown[i].propensity, 0.05 / 12);
  }
  EXPECT_EQ(different.size(), 12U);
  EXPECT_NEAR(shown.back().propensity, 1, 1e-12);
  EXPECT_TRUE(sampler.Choose({}, 0, 1)->empty());
}

TEST(LinearThompson, BadInputIsRefusedAndChangesNothing) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  LinearThompson sampler = Created();
  const std::vector<float> good = {1, 2, 3};
  ASSERT_TRUE(sampler.Learn(good, 1));
  const auto before = sampler.Mean();
  EXPECT_EQ(sampler.Learn(std::vector<float>{1, 2}, 1).error().code, ErrorCode::kShapeMismatch);
  EXPECT_EQ(sampler.Learn(std::vector<float>{1, kNan, 3}, 1).error().code, ErrorCode::kNonFinite);
  EXPECT_EQ(sampler.Learn(good, std::nan("")).error().code, ErrorCode::kNonFinite);
  EXPECT_EQ(sampler.Mean(), before);
  EXPECT_EQ(sampler.Choose(std::vector<float>{1, 2}, 1, 1).error().code, ErrorCode::kShapeMismatch);
  EXPECT_EQ(sampler.Choose(good, 2, 1).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(sampler.Choose(std::vector<float>{1, kNan, 3}, 1, 1).error().code,
            ErrorCode::kNonFinite);
  EXPECT_FALSE(LinearThompson::Create(0, {}));
  EXPECT_EQ(LinearThompson::Create(513, {}).error().code, ErrorCode::kTooLarge);
  EXPECT_FALSE(LinearThompson::Create(3, {.prior_precision = 0}));
  EXPECT_FALSE(LinearThompson::Create(3, {.noise_variance = std::nan("")}));
  EXPECT_FALSE(LinearThompson::Create(3, {.draws = 0}));
  EXPECT_FALSE(LinearThompson::Create(3, {.floor_01 = 0}));
}

}  // namespace
}  // namespace vitrine
