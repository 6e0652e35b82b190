// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/facet_kind.h>
#include <vitrine/ranking/popularity_bars.h>
#include <vitrine/ranking/reranker.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// What a reason points at. kEvent and kFacet come from what the shopper did.
enum class ReasonKind : std::uint8_t {
  kEvent,  ///< An interaction with a similar product: `interaction` and `facet` say which and how.
  kFacet,  ///< A term the shopper keeps coming back to: all interactions with it taken together.
  kPopularity,    ///< Others like it; `facet` narrows it ("popular in Lamps").
  kShop,          ///< The shop has put it there: by the taste alone it would stand at rank_without.
  kAvailability,  ///< It can be had now: sold out it would fall to the end. The last resort.
};

/// Why a product was picked: something that, taken away, lowers the product's rank. Checked, not
/// guessed. The one exception: what stands at its place whatever is taken away, as in a shop of one
/// product, has the plain kAvailability with equal ranks.
struct Reason {
  ReasonKind kind = ReasonKind::kAvailability;
  FacetKind facet = FacetKind::kNone;
  TermIndex term = kNoTerm;         ///< Category, brand, colour, or price band index, by `facet`.
  std::string interaction_product;  ///< For kEvent: the product that the event was about.
  EventKind interaction_kind = EventKind::kView;  ///< For kEvent: what the shopper did with it.
  std::int64_t interaction_time_ms = 0;           ///< For kEvent: when.
  std::uint32_t rank_with = 0;     ///< The product's rank among all, 0 = best, as it is.
  std::uint32_t rank_without = 0;  ///< At least its rank with the named thing taken away; larger.
};

/// What is known of a product when a slot is filled: 10, its relevance in 0 .. 1 with the shop's
/// lifts, its likeness to the most alike pick before, its popularity, whether it was viewed, and
/// 1 / (1 + slot).
inline constexpr std::size_t kSlotFeatureCount = 6;
using SlotFeatures = std::array<float, kSlotFeatureCount>;

/// How a product came to its slot by chance.
struct Draw {
  SlotFeatures features;
  double propensity;  ///< How likely it was, given the slots before; above 0, at most 1.
};

/// One product for a slot.
struct Pick {
  ProductIndex product = 0;
  float score = 0;
  bool viewed = false;            ///< The shopper has opened it, or a variant of it, before.
  bool pinned = false;            ///< The shop has put it here.
  bool withdrawn = false;         ///< No longer to be shown: another one comes in its place.
  std::optional<Draw> draw = {};  ///< Where the slot was drawn.
  Reason reason = {};
};

/// How to mix what is known.
struct RankOptions {
  float vector_weight = 1.0F;
  float category_weight = 1.0F;
  float brand_weight = 0.3F;
  float colour_weight = 0.3F;
  float price_weight = 0.2F;
  float popularity_weight = 0.25F;
  float diversity_01 = 0.35F;  ///< 0 ranks by score alone, 1 by difference alone.
  TasteOptions taste;
};

class AppliedRules;
class LinearThompson;

/// Draws the slots of a page instead of deciding them.
struct Exploration {
  const LinearThompson* sampler = nullptr;  ///< Of kSlotFeatureCount features; null draws nothing.
  std::uint64_t seed = 0;                   ///< Another one for each page.
};

/// What a page asks for.
struct PageRequest {
  std::size_t page = 0;   ///< 0 = cover; pins name it.
  std::size_t count = 6;  ///< Slots, 1 .. 64.
  std::int64_t now_ms = 0;
  /// Products of other pages: not shown again, nor their variants, while others remain. When they
  /// run out, those at the front come back first, and the last `kept_apart` of them never do.
  std::span<const ProductIndex> shown;
  std::size_t kept_apart = 0;
  /// The neighbouring pages' reasons in the words of ReasonText: not given again.
  std::span<const std::string> recent_reasons;
  /// The page as it was: its picks keep their slots, but for those withdrawn, and pins find theirs
  /// taken. Empty where it is decided for the first time.
  std::span<const Pick> before = {};
  const AppliedRules* rules = nullptr;  ///< What the shop wants, over the ranker's catalogue.
  Exploration exploration = {};
};

/// Picks products for the shopper.
class Ranker {
 public:
  /// The catalogue must outlive the ranker. The re-ranker is that of its pack (Reranker::Open) or a
  /// model's (Reranker::Of).
  /// Cost: O(size()).
  explicit Ranker(const Catalog& catalog, const RankOptions& options = {},
                  std::optional<Reranker> reranker = std::nullopt);

  /// From now on the candidates are in the order of `model`, which must outlive the ranker; for
  /// null, in that of the re-ranker that it was made with, if any, again.
  void UseModel(RankModel* model) {
    if (reranker_) {
      reranker_->Use(model);
    } else if (model != nullptr) {
      reranker_.emplace(Reranker::Of(*catalog_, *model));
    }
  }

  /// Scores every product: the taste's dot product with its vector and facets, plus popularity.
  /// Higher is better; comparable only within one call.
  ///
  /// @param taste  Of this ranker's catalogue.
  /// @param scores [catalog.size()], written; -infinity for products that are out of stock.
  /// @return Nothing, or kShapeMismatch.
  ///
  /// Cost: O(size() * dimension()).
  Result<void> Score(const Taste& taste, std::span<float> scores) const;

  /// Scores every product for a shopper: the taste's scores, and above them, where there is a
  /// re-ranker, the likeliest products in its order.
  ///
  /// @param scores [catalog.size()], written; -infinity for products that are out of stock.
  /// @return The products whose order was left to the re-ranker, none where there is none or
  /// nothing
  ///   to ask it about; or Reranker::Raise's errors.
  ///
  /// Cost: O(size() * dimension()), twice where the pack was trained.
  Result<std::vector<ProductIndex>> ScoreFor(const Profile& profile, std::int64_t now_ms,
                                             std::span<float> scores) const;

  /// The same for some products, where the network orders those that `raised` names and no others:
  /// to try what would be without something.
  ///
  /// @param products Ascending.
  /// @param raised   What ScoreFor gave for the profile that is compared with.
  /// @param scores   [products.size()], written.
  Result<void> ScoreSome(const Profile& profile, std::int64_t now_ms,
                         std::span<const ProductIndex> products,
                         std::span<const ProductIndex> raised, std::span<float> scores) const;

  /// The products for a page, best first, at most `count`; fewer when the catalogue has no more
  /// that can be had, or that the shop's rules allow. While others remain, at most a third were
  /// viewed before, and at most half, rounded up, are of one category, so that a page is an outfit
  /// or a room. Unavailable ones never come, nor dismissed and bought ones and their variants, nor
  /// two variants of one group; not even where they are pinned. Pinned ones have their slots, and
  /// come on no page before. Picks trade score against likeness to those already picked (maximal
  /// marginal relevance). Equal input gives equal picks on every platform.
  ///
  /// @return The picks, or kInvalidArgument for a count outside 1 .. 64, or ScoreFor's error.
  ///
  /// Cost: that of ScoreFor, once for the scores and once for each of at most eight events and
  /// eight habits whose absence is tried for the reasons. Source: Carbonell and Goldstein, "The Use
  /// of MMR, Diversity-Based Reranking", SIGIR 1998.
  Result<std::vector<Pick>> PickPage(const Profile& profile, const PageRequest& request) const;

  /// The first of the products that share the group of this one: itself where it is alone.
  ProductIndex FirstVariant(ProductIndex product) const {
    return first_variants_.empty() ? product : first_variants_[product];
  }

  /// Whether any product has a group.
  bool has_variants() const { return !first_variants_.empty(); }

  /// What is popular, as the pack says.
  const PopularityBars& popularity_bars() const { return popularity_bars_; }

  const Catalog& catalog() const { return *catalog_; }
  const RankOptions& options() const { return options_; }

 private:
  const Catalog* catalog_;
  RankOptions options_;
  std::optional<Reranker> reranker_;
  PopularityBars popularity_bars_;
  std::vector<ProductIndex> first_variants_;  // [size()], or empty when no product has a group.
};

}  // namespace vitrine
