// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/ranker.h>

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

// The root's index for every category node, and the sum of the taste along the way to the root.
struct CategoryPaths {
  CategoryPaths(const Catalog& catalog, const Taste& taste)
      : root(catalog.category_count()), sum(catalog.category_count()) {
    for (TermIndex node = 0; node < root.size(); ++node) {
      const TermIndex parent = catalog.category_parent(node);  // Always a smaller index.
      root[node] = parent == kNoTerm ? node : root[parent];
      sum[node] = taste.categories[node] + (parent == kNoTerm ? 0.0F : sum[parent]);
    }
  }
  std::vector<TermIndex> root;
  std::vector<float> sum;
};

float ColourTaste(const Catalog& catalog, const Taste& taste, ProductIndex product) {
  const auto colours = catalog.colours(product);
  float sum = 0;
  for (const TermIndex colour : colours) {
    sum += taste.colours[colour];
  }
  return colours.empty() ? 0.0F : sum / static_cast<float>(colours.size());
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
    std::vector<float> query(dimension);
    for (std::size_t i = 0; i < dimension; ++i) {
      query[i] = options_.vector_weight * taste.vector[i];
    }
    ScoreRows(catalog.vectors(), query, scores);
  } else {
    std::ranges::fill(scores, 0.0F);
  }
  const CategoryPaths paths(catalog, taste);
  const auto popularity = catalog.popularity();
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    float facets = options_.popularity_weight * popularity[product];
    if (const TermIndex node = catalog.category(product); node != kNoTerm) {
      const std::size_t band = paths.root[node] * kPriceBandCount + catalog.price_band(product);
      facets += options_.category_weight * paths.sum[node];
      facets += options_.price_weight * taste.price_bands[band];
    }
    if (const TermIndex brand = catalog.brand(product); brand != kNoTerm) {
      facets += options_.brand_weight * taste.brands[brand];
    }
    facets += options_.colour_weight * ColourTaste(catalog, taste, product);
    scores[product] = catalog.availability(product) == Availability::kOutOfStock
                          ? -std::numeric_limits<float>::infinity()
                          : scores[product] + facets;
  }
  return {};
}

Result<void> Ranker::ScoreFor(const Profile& profile, std::int64_t now_ms,
                              std::span<float> scores) const {
  auto scored = Score(TasteAt(*catalog_, profile, now_ms, options_.taste), scores);
  if (scored && reranker_) {
    scored = reranker_->Raise(*catalog_, RecentVisits(*catalog_, profile), scores);
  }
  return scored;
}

Result<std::vector<Pick>> Ranker::PickPage(const Profile& profile,
                                           const PageRequest& request) const {
  if (request.count < 1 || request.count > kMaxCount) {
    return Fail(ErrorCode::kInvalidArgument, "a page of " + std::to_string(request.count) +
                                                 " products; expected 1 .. " +
                                                 std::to_string(kMaxCount));
  }
  std::vector<float> scores(catalog_->size());
  if (auto scored = ScoreFor(profile, request.now_ms, scores); !scored) {
    return std::unexpected(scored.error());
  }
  std::vector<Pick> picks = ChooseSlate(*this, profile, request, scores);
  GiveReasons(*this, profile, request, scores, picks);
  return picks;
}

}  // namespace vitrine
