// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/reranker.h>

#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/features.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {

Result<std::optional<Reranker>> Reranker::Open(const Catalog& catalog) {
  if (catalog.weights().empty()) {
    return std::nullopt;
  }
  auto weights = ReadNetwork(catalog.weights());
  if (!weights) {
    return std::unexpected(std::move(weights.error()));
  }
  auto network = Network::Create(std::move(*weights));
  if (!network) {
    return std::unexpected(std::move(network.error()));
  }
  if (network->feature_count() != kFeatureCount || network->output_count() != 1) {
    return Fail(ErrorCode::kShapeMismatch,
                "the pack's network has " + std::to_string(network->feature_count()) +
                    " features and " + std::to_string(network->output_count()) +
                    " outputs, expected " + std::to_string(kFeatureCount) + " and 1");
  }
  return Reranker(std::move(*network));
}

Result<void> Reranker::Raise(const Catalog& catalog, std::span<const Visit> visits,
                             std::span<float> scores) const {
  if (scores.size() != catalog.size()) {
    return Fail(ErrorCode::kShapeMismatch, "scores has " + std::to_string(scores.size()) +
                                               " values, the catalogue " +
                                               std::to_string(catalog.size()) + " products");
  }
  if (visits.empty()) {
    return {};
  }
  const std::vector<Candidate> candidates = FindCandidates(catalog, visits, kCandidates);
  std::vector<float> features(candidates.size() * kFeatureCount);
  ComputeFeatures(catalog, visits, candidates, features);
  std::vector<float> outputs(candidates.size());
  if (auto evaluated = network_.Evaluate(features, outputs); !evaluated) {
    return evaluated;
  }
  if (!std::isfinite(std::ranges::max(outputs) - std::ranges::min(outputs))) {
    return Fail(ErrorCode::kNonFinite, "the network's scores lie too far apart to be compared");
  }
  float highest = 0;
  for (const float score : scores) {
    highest = std::isfinite(score) ? std::max(highest, score) : highest;
  }
  const float lowest = std::ranges::min(outputs);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    float& score = scores[candidates[i].product];
    score = std::isfinite(score) ? highest + 1.0F + (outputs[i] - lowest) : score;
  }
  return {};
}

}  // namespace vitrine
