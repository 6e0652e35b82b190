// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/greedy_dpp.h"

#include <vitrine/base/random.h>
#include <vitrine/ranking/scan.h>

#include <gtest/gtest.h>
#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr std::size_t kDimension = 32;

// Unit vectors, and a relevance for each.
struct Candidates {
  explicit Candidates(std::size_t count) : values(hwy::AllocateAligned<float>(count * kDimension)) {
    Random random(8);
    for (std::size_t row = 0; row < count; ++row) {
      float square = 0;
      for (std::size_t i = 0; i < kDimension; ++i) {
        float& value = values[row * kDimension + i];
        // A common part, so that they are alike.
        value = 0.5F + static_cast<float>(random.Normal());
        square += value * value;
      }
      for (std::size_t i = 0; i < kDimension; ++i) {
        values[row * kDimension + i] /= std::sqrt(square);
      }
      relevance.push_back(random.Uniform());
    }
  }
  VectorRows vectors() const {
    return FloatRows{.dimension = kDimension,
                     .values = {values.get(), relevance.size() * kDimension}};
  }
  double Likeness(std::size_t a, std::size_t b) const {
    double sum = 0;
    for (std::size_t i = 0; i < kDimension; ++i) {
      sum += double{values[a * kDimension + i]} * double{values[b * kDimension + i]};
    }
    return a == b ? 1 : sum;
  }

  hwy::AlignedFreeUniquePtr<float[]> values;
  std::vector<float> relevance;
};

// The logarithm of the determinant of a positive definite matrix, by elimination.
double LogDeterminant(std::vector<std::vector<double>> matrix) {
  double sum = 0;
  for (std::size_t k = 0; k < matrix.size(); ++k) {
    sum += std::log(matrix[k][k]);
    for (std::size_t i = k + 1; i < matrix.size(); ++i) {
      const double share = matrix[i][k] / matrix[k][k];
      for (std::size_t j = k; j < matrix.size(); ++j) {
        matrix[i][j] -= share * matrix[k][j];
      }
    }
  }
  return sum;
}

// From the definition: the determinant with each candidate, each time.
std::vector<std::uint32_t> ByDefinition(const Candidates& candidates, std::size_t count,
                                        double weight) {
  std::vector<std::uint32_t> picks;
  while (picks.size() < count) {
    std::uint32_t best = 0;
    double most = -std::numeric_limits<double>::infinity();
    for (std::uint32_t i = 0; i < candidates.relevance.size(); ++i) {
      if (std::ranges::find(picks, i) != picks.end()) {
        continue;
      }
      std::vector<std::uint32_t> set = picks;
      set.push_back(i);
      std::vector<std::vector<double>> kernel;
      for (const std::uint32_t a : set) {
        kernel.emplace_back();
        for (const std::uint32_t b : set) {
          const double relevance =
              double{candidates.relevance[a]} + double{candidates.relevance[b]};
          kernel.back().push_back(std::exp(weight * relevance) * candidates.Likeness(a, b));
        }
      }
      const double value = LogDeterminant(kernel);
      if (value > most) {
        most = value;
        best = i;
      }
    }
    picks.push_back(best);
  }
  return picks;
}

TEST(GreedyDpp, PicksByTheDeterminant) {
  const Candidates candidates(40);
  for (const double weight : {0.0, 1.0, 3.0}) {
    EXPECT_EQ(GreedyDpp(candidates.relevance, candidates.vectors(), 8, weight),
              ByDefinition(candidates, 8, weight))
        << weight;
  }
}

TEST(GreedyDpp, EndsWhereNothingNewIsLeft) {
  // Three directions, each several times.
  auto values = hwy::AllocateAligned<float>(9 * kDimension);
  std::fill_n(values.get(), 9 * kDimension, 0.0F);
  for (std::size_t row = 0; row < 9; ++row) {
    values[row * kDimension + row % 3] = 1;
  }
  const FloatRows rows = {.dimension = kDimension, .values = {values.get(), 9 * kDimension}};
  const std::vector<float> relevance = {0, 0, 0, 1, 0.5F, 0.2F, 0, 0, 0};
  EXPECT_EQ(GreedyDpp(relevance, rows, 9, 1), (std::vector<std::uint32_t>{3, 4, 5}));
  EXPECT_TRUE(GreedyDpp({}, FloatRows{.dimension = kDimension, .values = {}}, 5, 1).empty());
}

}  // namespace
}  // namespace vitrine::cli
