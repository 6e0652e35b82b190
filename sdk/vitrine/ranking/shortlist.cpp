// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/rules.h>
#include <vitrine/ranking/scan.h>
#include <vitrine/ranking/shortlist.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

// Enough for variety, few enough to compare pairwise. What was viewed is counted apart, so that it
// cannot push out what is new, and so is what the shop lifts or buries.
constexpr std::size_t kNew = 200;
constexpr std::size_t kViewed = 64;
constexpr std::size_t kLifted = 64;
constexpr std::size_t kCategories = 64;

class Pool {
 public:
  Pool(const Ranker& ranker, std::span<const float> scores, const AppliedRules* rules)
      : ranker_(ranker), catalog_(ranker.catalog()), scores_(scores), rules_(rules) {}

  // How the shop moves a product; -infinity where it may not be shown.
  float LiftOf(ProductIndex product) const {
    return rules_ == nullptr ? 0.0F : rules_->LiftOf(product);
  }

  // Of the products whose first variant is allowed, each group's best.
  std::vector<ProductIndex> BestVariants(const std::vector<bool>& allowed) const {
    std::vector<ProductIndex> best;
    if (!ranker_.has_variants()) {
      best.reserve(catalog_.size());
      for (ProductIndex product = 0; product < catalog_.size(); ++product) {
        if (allowed[product] && CanBeShown(product)) {
          best.push_back(product);
        }
      }
      return best;
    }
    best.assign(catalog_.size(), kNoTerm);
    for (ProductIndex product = 0; product < catalog_.size(); ++product) {
      const ProductIndex first = ranker_.FirstVariant(product);
      if (allowed[first] && CanBeShown(product) &&
          (best[first] == kNoTerm || Better(product, best[first]))) {
        best[first] = product;
      }
    }
    std::erase(best, kNoTerm);
    return best;
  }

  // The best `count`, best first; of equal ones those that come first.
  std::vector<ProductIndex> Best(std::span<const ProductIndex> products, std::size_t count) const {
    std::vector<float> scores;
    scores.reserve(products.size());
    for (const ProductIndex product : products) {
      scores.push_back(scores_[product]);
    }
    TopList top(count);
    top.Offer(scores, 0);
    std::vector<ProductIndex> best;
    for (const ScoredRow& row : top.Take()) {
      best.push_back(products[row.row]);
    }
    return best;
  }

  // Of each category, as `category_of` says, the best product; of these the best.
  template <typename CategoryOf>
  std::vector<ProductIndex> BestOfEach(std::span<const ProductIndex> products,
                                       const CategoryOf& category_of) const {
    std::vector<ProductIndex> best(catalog_.category_count(), kNoTerm);
    for (const ProductIndex product : products) {
      if (const TermIndex category = category_of(product); category != kNoTerm) {
        ProductIndex& other = best[category];
        other = other == kNoTerm || Better(product, other) ? product : other;
      }
    }
    std::erase(best, kNoTerm);
    return Best(best, kCategories);
  }

 private:
  bool CanBeShown(ProductIndex product) const {
    return std::isfinite(scores_[product]) && std::isfinite(LiftOf(product));
  }

  bool Better(ProductIndex first, ProductIndex second) const {
    return scores_[first] != scores_[second] ? scores_[first] > scores_[second] : first < second;
  }

  const Ranker& ranker_;
  const Catalog& catalog_;
  std::span<const float> scores_;
  const AppliedRules* rules_;
};

}  // namespace

Standing::Standing(const Ranker& ranker, const Profile& profile)
    : viewed(ranker.catalog().size()), out(ranker.catalog().size()) {
  for (const Interaction& interaction : profile.interactions()) {
    const auto product = ranker.catalog().Find(interaction.product_id);
    if (!product) {
      continue;
    }
    const ProductIndex first = ranker.FirstVariant(*product);
    switch (interaction.kind) {
      case EventKind::kDismiss:
      case EventKind::kPurchase:
        out[first] = true;
        break;
      case EventKind::kSelect:
      case EventKind::kView:
      case EventKind::kAddToCart:
        viewed[first] = true;
        break;
      case EventKind::kImpression:
        break;
    }
  }
}

std::vector<ProductIndex> Shortlist(const Ranker& ranker, std::span<const float> scores,
                                    const Standing& standing, const std::vector<bool>& allowed,
                                    const AppliedRules* rules) {
  const Pool pool(ranker, scores, rules);
  const std::vector<ProductIndex> all = pool.BestVariants(allowed);
  std::vector<ProductIndex> fresh;
  std::vector<ProductIndex> viewed;
  std::vector<ProductIndex> raised;
  std::vector<ProductIndex> buried;
  for (const ProductIndex product : all) {
    const float lift = pool.LiftOf(product);
    auto& kind = lift > 0                                        ? raised
                 : lift < 0                                      ? buried
                 : standing.viewed[ranker.FirstVariant(product)] ? viewed
                                                                 : fresh;
    kind.push_back(product);
  }
  std::vector<ProductIndex> shortlist = pool.Best(fresh, kNew);
  const auto add = [&](std::span<const ProductIndex> products) {
    for (const ProductIndex product : products) {
      if (std::ranges::find(shortlist, product) == shortlist.end()) {
        shortlist.push_back(product);
      }
    }
  };
  add(pool.Best(viewed, kViewed));
  add(pool.Best(raised, kLifted));
  add(pool.Best(buried, kLifted));
  const Catalog& catalog = ranker.catalog();
  add(pool.BestOfEach(all, [&](ProductIndex product) { return catalog.category(product); }));
  add(pool.BestOfEach(all, [&](ProductIndex product) { return RootCategory(catalog, product); }));
  return shortlist;
}

}  // namespace vitrine
