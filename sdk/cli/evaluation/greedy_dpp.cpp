// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/greedy_dpp.h"

#include <vitrine/ranking/scan.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine::cli {
namespace {

// What a candidate must add to the determinant, as a share of its own quality.
constexpr double kLeastGain = 1e-5;

}  // namespace

std::vector<std::uint32_t> GreedyDpp(std::span<const float> relevance, const VectorRows& vectors,
                                     std::size_t count, double relevance_weight) {
  std::vector<double> quality;
  std::vector<double> gains;  // The squared d of the paper; 0 when picked or spanned.
  for (const float value : relevance) {
    quality.push_back(std::exp(relevance_weight * static_cast<double>(value)));
    gains.push_back(quality.back() * quality.back());
  }
  std::vector<float> vector(DimensionOf(vectors));
  std::vector<float> likeness(relevance.size());
  std::vector<std::vector<double>> factors;  // Rows of the Cholesky factor, one for each pick.
  std::vector<std::uint32_t> picks;
  while (picks.size() < count) {
    const auto best = std::ranges::max_element(gains);
    if (best == gains.end() || *best <= 0) {
      break;
    }
    const auto pick = static_cast<std::uint32_t>(best - gains.begin());
    const double root = std::sqrt(*best);
    picks.push_back(pick);
    CopyRow(vectors, pick, vector);
    ScoreRows(vectors, vector, likeness);
    std::vector<double> row(gains.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = quality[pick] * quality[i] * static_cast<double>(likeness[i]);
      for (const std::vector<double>& earlier : factors) {
        row[i] -= earlier[pick] * earlier[i];
      }
      row[i] /= root;
      gains[i] -= row[i] * row[i];
      gains[i] = gains[i] > kLeastGain * quality[i] * quality[i] ? gains[i] : 0;
    }
    gains[pick] = 0;
    factors.push_back(std::move(row));
  }
  return picks;
}

}  // namespace vitrine::cli
