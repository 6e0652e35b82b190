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
namespace {

// At least 0; what cannot be had (-infinity) does not count.
float HighestOf(std::span<const float> scores) {
  float highest = 0;
  for (const float score : scores) {
    highest = std::isfinite(score) ? std::max(highest, score) : highest;
  }
  return highest;
}

}  // namespace

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
  return Reranker(catalog, std::move(*network), nullptr);
}

Reranker Reranker::Of(const Catalog& catalog, RankModel& model) {
  return {catalog, std::nullopt, &model};
}

Reranker::Reranker(const Catalog& catalog, std::optional<Network> network, RankModel* model)
    : network_(std::move(network)),
      model_(model),
      popular_(PopularProducts(catalog, kCandidates)) {}

Result<std::vector<float>> Reranker::Judge(const Catalog& catalog, std::span<const Visit> visits,
                                           std::span<const Candidate> candidates) const {
  std::vector<float> features(candidates.size() * kFeatureCount);
  ComputeFeatures(catalog, visits, candidates, features);
  std::vector<float> outputs(candidates.size());
  auto scored =
      model_ != nullptr ? model_->Score(features, outputs) : network_->Evaluate(features, outputs);
  if (scored && model_ != nullptr) {
    scored = CheckScores(outputs);
  }
  if (!scored) {
    return std::unexpected(std::move(scored.error()));
  }
  const float lowest = std::ranges::min(outputs);
  if (!std::isfinite(std::ranges::max(outputs) - lowest)) {
    return Fail(ErrorCode::kNonFinite, "the scores lie too far apart to be compared");
  }
  for (float& output : outputs) {
    output -= lowest;
  }
  return outputs;
}

Result<std::vector<ProductIndex>> Reranker::Raise(const Catalog& catalog,
                                                  std::span<const Visit> visits,
                                                  std::span<float> scores) const {
  if (scores.size() != catalog.size()) {
    return Fail(ErrorCode::kShapeMismatch, "scores has " + std::to_string(scores.size()) +
                                               " values, the catalogue " +
                                               std::to_string(catalog.size()) + " products");
  }
  std::vector<ProductIndex> products;
  if (visits.empty() || (model_ == nullptr && !network_)) {
    return products;
  }
  const std::vector<Candidate> candidates = FindCandidates(catalog, visits, popular_, kCandidates);
  const auto outputs = Judge(catalog, visits, candidates);
  if (!outputs) {
    return std::unexpected(outputs.error());
  }
  const float above = HighestOf(scores) + 1.0F;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    float& score = scores[candidates[i].product];
    score = std::isfinite(score) ? above + (*outputs)[i] : score;
    products.push_back(candidates[i].product);
  }
  return products;
}

Result<void> Reranker::RaiseSome(const Catalog& catalog, std::span<const Visit> visits,
                                 std::span<const ProductIndex> candidates,
                                 std::span<const ProductIndex> products,
                                 std::span<float> scores) const {
  if (visits.empty() || candidates.empty()) {
    return {};
  }
  const std::vector<Candidate> weighed = WeighCandidates(catalog, visits, candidates);
  const auto outputs = Judge(catalog, visits, weighed);
  if (!outputs) {
    return std::unexpected(outputs.error());
  }
  const float above = HighestOf(scores) + 1.0F;
  for (std::size_t i = 0; i < weighed.size(); ++i) {
    const auto found = std::ranges::lower_bound(products, weighed[i].product);
    if (found != products.end() && *found == weighed[i].product) {
      float& score = scores[static_cast<std::size_t>(found - products.begin())];
      score = std::isfinite(score) ? above + (*outputs)[i] : score;
    }
  }
  return {};
}

}  // namespace vitrine
