// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/slate.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace vitrine {
namespace {

// Candidates that compete for the slots: enough for variety, few enough to compare pairwise. What
// was viewed is counted apart, so that it cannot push out what is new.
constexpr std::size_t kCandidates = 200;
constexpr std::size_t kViewedCandidates = 64;

// Besides them the best product of each top-level category, so that a shop of one popular
// department still shows what else it has.
constexpr std::size_t kMaxDepartments = 64;

// A product that was opened before comes back only when it is clearly better than the new ones.
constexpr float kViewedShare = 0.5F;

struct Option {
  ProductIndex product;
  float relevance_01;
  float nearest = 0;  // Likeness to the most alike pick so far.
  bool viewed = false;
  bool taken = false;
};

// What the shopper has done with every product or one of its variants, by the first variant.
struct Standing {
  Standing(const Ranker& ranker, const Profile& profile)
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
  std::vector<bool> viewed;
  std::vector<bool> out;
};

bool SharesColour(const Catalog& catalog, ProductIndex first, ProductIndex second) {
  return std::ranges::any_of(catalog.colours(first), [&](TermIndex colour) {
    return std::ranges::find(catalog.colours(second), colour) != catalog.colours(second).end();
  });
}

// The products that may be picked, best first.
class Pool {
 public:
  Pool(const Ranker& ranker, std::span<const float> scores, const Standing& standing)
      : ranker_(ranker), catalog_(ranker.catalog()), scores_(scores), standing_(standing) {}

  // Of the products whose first variant is `allowed`, each group's best: the best new ones, the
  // best of those viewed before, and the best of each department.
  std::vector<ProductIndex> Shortlist(const std::vector<bool>& allowed) const {
    std::vector<ProductIndex> fresh;
    std::vector<ProductIndex> viewed;
    std::vector<ProductIndex> department_best(catalog_.category_count(), kNoTerm);
    for (const ProductIndex product : BestVariants(allowed)) {
      (standing_.viewed[ranker_.FirstVariant(product)] ? viewed : fresh).push_back(product);
      if (const TermIndex root = RootCategory(catalog_, product); root != kNoTerm) {
        ProductIndex& best = department_best[root];
        best = best == kNoTerm || Better(product, best) ? product : best;
      }
    }
    std::vector<ProductIndex> shortlist = Best(std::move(fresh), kCandidates);
    const std::vector<ProductIndex> known = Best(std::move(viewed), kViewedCandidates);
    shortlist.insert(shortlist.end(), known.begin(), known.end());
    AddDepartments(std::move(department_best), shortlist);
    return shortlist;
  }

 private:
  bool Better(ProductIndex first, ProductIndex second) const {
    return scores_[first] != scores_[second] ? scores_[first] > scores_[second] : first < second;
  }

  std::vector<ProductIndex> BestVariants(const std::vector<bool>& allowed) const {
    if (!ranker_.has_variants()) {
      std::vector<ProductIndex> all;
      all.reserve(catalog_.size());
      for (ProductIndex product = 0; product < catalog_.size(); ++product) {
        if (allowed[product] && std::isfinite(scores_[product])) {
          all.push_back(product);
        }
      }
      return all;
    }
    std::vector<ProductIndex> best(catalog_.size(), kNoTerm);
    for (ProductIndex product = 0; product < catalog_.size(); ++product) {
      const ProductIndex first = ranker_.FirstVariant(product);
      if (allowed[first] && std::isfinite(scores_[product]) &&
          (best[first] == kNoTerm || Better(product, best[first]))) {
        best[first] = product;
      }
    }
    std::erase(best, kNoTerm);
    return best;
  }

  std::vector<ProductIndex> Best(std::vector<ProductIndex> products, std::size_t count) const {
    const std::size_t kept = std::min(count, products.size());
    std::ranges::partial_sort(products, products.begin() + static_cast<std::ptrdiff_t>(kept),
                              [this](ProductIndex a, ProductIndex b) { return Better(a, b); });
    products.resize(kept);
    return products;
  }

  void AddDepartments(std::vector<ProductIndex> department_best,
                      std::vector<ProductIndex>& shortlist) const {
    std::erase(department_best, kNoTerm);
    for (const ProductIndex product : Best(std::move(department_best), kMaxDepartments)) {
      if (std::ranges::find(shortlist, product) == shortlist.end()) {
        shortlist.push_back(product);
      }
    }
  }

  const Ranker& ranker_;
  const Catalog& catalog_;
  std::span<const float> scores_;
  const Standing& standing_;
};

// Maximal marginal relevance over the options, with the page's rules.
class SlateBuilder {
 public:
  SlateBuilder(const Ranker& ranker, const PageRequest& request, std::span<const float> scores,
               const Standing& standing)
      : ranker_(ranker),
        catalog_(ranker.catalog()),
        request_(request),
        scores_(scores),
        standing_(standing) {}

  void Add(std::span<const ProductIndex> shortlist) {
    std::vector<Option> options = Options(shortlist);
    while (picks_.size() < request_.count) {
      Option* best = nullptr;
      float best_value = -std::numeric_limits<float>::infinity();
      for (Option& option : options) {
        const float value = Value(option);
        // Strictly greater: among equals the first, which is the better score and the smaller id.
        if (!option.taken && Fits(option) && value > best_value) {
          best = &option;
          best_value = value;
        }
      }
      if (best == nullptr) {
        return;
      }
      Take(*best, options);
    }
  }

  // With nothing new left, products seen before may fill more than their third.
  void LiftViewedLimit() { viewed_limit_ = request_.count; }

  std::vector<Pick> TakePicks() { return std::move(picks_); }

 private:
  std::vector<Option> Options(std::span<const ProductIndex> shortlist) const {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const ProductIndex product : shortlist) {
      low = std::min(low, scores_[product]);
      high = std::max(high, scores_[product]);
    }
    std::vector<Option> options;
    for (const ProductIndex product : shortlist) {
      const bool viewed = standing_.viewed[ranker_.FirstVariant(product)];
      const float relevance = high > low ? (scores_[product] - low) / (high - low) : 0.0F;
      Option option{product, viewed ? relevance * kViewedShare : relevance};
      option.viewed = viewed;
      option.taken = std::ranges::any_of(
          picks_, [product](const Pick& pick) { return pick.product == product; });
      options.push_back(option);
    }
    for (const Pick& pick : picks_) {
      Compare(pick.product, options);
    }
    return options;
  }

  float Value(const Option& option) const {
    const float diversity_01 = ranker_.options().diversity_01;
    return (1.0F - diversity_01) * option.relevance_01 - diversity_01 * option.nearest;
  }

  bool Fits(const Option& option) const {
    if (option.viewed && viewed_count_ >= viewed_limit_) {
      return false;
    }
    const ProductIndex first = ranker_.FirstVariant(option.product);
    return std::ranges::none_of(
        picks_, [&](const Pick& pick) { return ranker_.FirstVariant(pick.product) == first; });
  }

  void Take(Option& chosen, std::span<Option> options) {
    chosen.taken = true;
    viewed_count_ += chosen.viewed ? 1 : 0;
    picks_.push_back({chosen.product, scores_[chosen.product], chosen.viewed, {}});
    Compare(chosen.product, options);
  }

  // Takes into account that the options stand beside this product.
  void Compare(ProductIndex product, std::span<Option> options) const {
    const Likeness likeness(catalog_, product);
    for (Option& option : options) {
      option.nearest = std::max(option.nearest, likeness.To(option.product));
    }
  }

  const Ranker& ranker_;
  const Catalog& catalog_;
  const PageRequest& request_;
  std::span<const float> scores_;
  const Standing& standing_;
  std::size_t viewed_limit_ = request_.count / 3;
  std::size_t viewed_count_ = 0;
  std::vector<Pick> picks_;
};

}  // namespace

Likeness::Likeness(const Catalog& catalog, ProductIndex product)
    : catalog_(catalog), product_(product), vector_(catalog.dimension()) {
  if (!vector_.empty()) {
    CopyRow(catalog.vectors(), product, vector_);
  }
}

float Likeness::To(ProductIndex other) const {
  const float cosine = vector_.empty() ? 0.0F : DotRow(catalog_.vectors(), other, vector_);
  float likeness = 0.6F * std::clamp(cosine, 0.0F, 1.0F);
  const TermIndex category = catalog_.category(product_);
  const TermIndex brand = catalog_.brand(product_);
  if (category != kNoTerm && category == catalog_.category(other)) {
    likeness += 0.2F;
  }
  if (brand != kNoTerm && brand == catalog_.brand(other)) {
    likeness += 0.1F;
  }
  return likeness + (SharesColour(catalog_, product_, other) ? 0.1F : 0.0F);
}

std::vector<Pick> ChooseSlate(const Ranker& ranker, const Profile& profile,
                              const PageRequest& request, std::span<const float> scores) {
  const Standing standing(ranker, profile);
  std::vector<bool> allowed = standing.out;
  allowed.flip();
  std::vector<bool> fresh = allowed;
  std::vector<bool> kept_apart(allowed.size());
  for (std::size_t i = 0; i < request.shown.size(); ++i) {
    const ProductIndex first = ranker.FirstVariant(request.shown[i]);
    fresh[first] = false;
    kept_apart[first] = kept_apart[first] || i + request.kept_apart >= request.shown.size();
  }
  const Pool pool(ranker, scores, standing);
  SlateBuilder builder(ranker, request, scores, standing);
  const std::vector<ProductIndex> shortlist = pool.Shortlist(fresh);
  builder.Add(shortlist);
  builder.LiftViewedLimit();
  builder.Add(shortlist);
  // The catalogue is running out: products of earlier pages come back, oldest page first.
  for (const ProductIndex product : request.shown) {
    const ProductIndex first = ranker.FirstVariant(product);
    if (allowed[first] && !kept_apart[first] && std::isfinite(scores[product])) {
      builder.Add({&product, 1});
    }
  }
  return builder.TakePicks();
}

}  // namespace vitrine
