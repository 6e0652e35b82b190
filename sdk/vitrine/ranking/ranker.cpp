// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/ranker.h>

#include <vitrine/ranking/facet_scores.h>
#include <vitrine/ranking/reasons.h>
#include <vitrine/ranking/scan.h>
#include <vitrine/ranking/slate.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kMaxCount = 64;

constexpr float kSoldOut = -std::numeric_limits<float>::infinity();

std::vector<float> Query(const Taste& taste, float weight) {
  std::vector<float> query;
  query.reserve(taste.vector.size());
  for (const float value : taste.vector) {
    query.push_back(weight * value);
  }
  return query;
}

std::vector<ProductIndex> FirstVariants(const Catalog& catalog) {
  std::vector<ProductIndex> variants(catalog.size());
  std::unordered_map<std::string_view, ProductIndex> first_of;
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    const std::string_view group = catalog.group_id(product);
    variants[product] =
        group.empty() ? product : first_of.try_emplace(group, product).first->second;
  }
  return first_of.empty() ? std::vector<ProductIndex>() : variants;
}

}  // namespace

Ranker::Ranker(const Catalog& catalog, const RankOptions& options, std::optional<Reranker> reranker)
    : catalog_(&catalog),
      options_(options),
      reranker_(std::move(reranker)),
      popularity_bars_(catalog),
      first_variants_(FirstVariants(catalog)) {}

Result<void> Ranker::Score(const Taste& taste, std::span<float> scores) const {
  const Catalog& catalog = *catalog_;
  const std::size_t dimension = catalog.dimension();
  if (scores.size() != catalog.size() || taste.vector.size() != dimension ||
      taste.categories.size() != catalog.category_count() ||
      taste.brands.size() != catalog.brand_count() ||
      taste.colours.size() != catalog.colour_count() ||
      taste.price_bands.size() != catalog.category_count() * kPriceBandCount) {
    return Fail(ErrorCode::kShapeMismatch,
                "scores has " + std::to_string(scores.size()) + " values and the taste's vector " +
                    std::to_string(taste.vector.size()) + "; the catalogue has " +
                    std::to_string(catalog.size()) + " products of dimension " +
                    std::to_string(dimension));
  }
  if (dimension > 0) {
    ScoreRows(catalog.vectors(), Query(taste, options_.vector_weight), scores);
  } else {
    std::ranges::fill(scores, 0.0F);
  }
  const FacetScores facets(catalog, taste, options_);
  const auto all = catalog.facets();
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    scores[product] = all[product].availability == Availability::kOutOfStock
                          ? kSoldOut
                          : scores[product] + facets.Of(product);
  }
  return {};
}

Result<std::vector<ProductIndex>> Ranker::ScoreFor(const Profile& profile, std::int64_t now_ms,
                                                   std::span<float> scores) const {
  if (auto scored = Score(TasteAt(*catalog_, profile, now_ms, options_.taste), scores); !scored) {
    return std::unexpected(std::move(scored.error()));
  }
  return reranker_ ? reranker_->Raise(*catalog_, RecentVisits(*catalog_, profile), scores)
                   : std::vector<ProductIndex>();
}

Result<void> Ranker::ScoreSome(const Profile& profile, std::int64_t now_ms,
                               std::span<const ProductIndex> products,
                               std::span<const ProductIndex> raised,
                               std::span<float> scores) const {
  const Catalog& catalog = *catalog_;
  const Taste taste = TasteAt(catalog, profile, now_ms, options_.taste);
  if (catalog.dimension() > 0) {
    ScoreSomeRows(catalog.vectors(), products, Query(taste, options_.vector_weight), scores);
  } else {
    std::ranges::fill(scores, 0.0F);
  }
  const FacetScores facets(catalog, taste, options_);
  for (std::size_t i = 0; i < products.size(); ++i) {
    scores[i] = catalog.availability(products[i]) == Availability::kOutOfStock
                    ? kSoldOut
                    : scores[i] + facets.Of(products[i]);
  }
  return reranker_ ? reranker_->RaiseSome(catalog, RecentVisits(catalog, profile), raised, products,
                                          scores)
                   : Result<void>();
}

Result<std::vector<Pick>> Ranker::PickPage(const Profile& profile,
                                           const PageRequest& request) const {
  if (request.count < 1 || request.count > kMaxCount) {
    return Fail(ErrorCode::kInvalidArgument, "a page of " + std::to_string(request.count) +
                                                 " products; expected 1 .. " +
                                                 std::to_string(kMaxCount));
  }
  std::vector<float> scores(catalog_->size());
  const auto raised = ScoreFor(profile, request.now_ms, scores);
  if (!raised) {
    return std::unexpected(raised.error());
  }
  std::vector<Pick> picks = ChooseSlate(*this, profile, request, scores);
  GiveReasons(*this, profile, request, {scores, *raised}, picks);
  return picks;
}

}  // namespace vitrine
