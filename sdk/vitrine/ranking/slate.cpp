// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/slate.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

// Candidates that compete for the slots: enough for variety, few enough to compare pairwise.
constexpr std::size_t kCandidates = 200;

// Besides them the best product of each top-level category, so that a shop of one popular
// department still shows what else it has.
constexpr std::size_t kMaxDepartments = 64;

// A product that was opened before comes back only when it is clearly better than the new ones.
constexpr float kViewedShare = 0.5F;

struct Candidate {
  ProductIndex product;
  float relevance_01;
  float nearest = 0;  // Likeness to the most alike pick so far.
  bool viewed = false;
  bool taken = false;
};

// What the shopper has done with every product.
struct Standing {
  Standing(const Catalog& catalog, const Profile& profile)
      : viewed(catalog.size()), out(catalog.size()) {
    for (const Interaction& interaction : profile.interactions()) {
      const auto product = catalog.Find(interaction.product_id);
      if (!product) {
        continue;
      }
      switch (interaction.kind) {
        case EventKind::kDismiss:
        case EventKind::kPurchase:
          out[*product] = true;
          break;
        case EventKind::kSelect:
        case EventKind::kView:
        case EventKind::kAddToCart:
          viewed[*product] = true;
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
  Pool(const Catalog& catalog, std::span<const float> scores)
      : catalog_(catalog), scores_(scores) {}

  bool Better(ProductIndex first, ProductIndex second) const {
    return scores_[first] != scores_[second] ? scores_[first] > scores_[second] : first < second;
  }

  // The best of `allowed`, and the best of each department among them.
  std::vector<ProductIndex> Shortlist(const std::vector<bool>& allowed) const {
    std::vector<ProductIndex> eligible;
    std::vector<ProductIndex> department_best(catalog_.category_count(), kNoTerm);
    for (ProductIndex product = 0; product < catalog_.size(); ++product) {
      if (!allowed[product]) {
        continue;
      }
      eligible.push_back(product);
      if (const TermIndex root = RootCategory(catalog_, product); root != kNoTerm) {
        ProductIndex& best = department_best[root];
        best = best == kNoTerm || Better(product, best) ? product : best;
      }
    }
    const auto better = [this](ProductIndex a, ProductIndex b) { return Better(a, b); };
    const std::size_t kept = std::min(kCandidates, eligible.size());
    std::ranges::partial_sort(eligible, eligible.begin() + static_cast<std::ptrdiff_t>(kept),
                              better);
    eligible.resize(kept);
    AddDepartments(department_best, eligible);
    return eligible;
  }

 private:
  void AddDepartments(std::vector<ProductIndex> department_best,
                      std::vector<ProductIndex>& shortlist) const {
    const auto better = [this](ProductIndex a, ProductIndex b) { return Better(a, b); };
    std::erase(department_best, kNoTerm);
    std::ranges::sort(department_best, better);
    department_best.resize(std::min(department_best.size(), kMaxDepartments));
    for (const ProductIndex product : department_best) {
      if (std::ranges::find(shortlist, product) == shortlist.end()) {
        shortlist.push_back(product);
      }
    }
  }

  const Catalog& catalog_;
  std::span<const float> scores_;
};

// Maximal marginal relevance over the candidates, with the page's rules.
class SlateBuilder {
 public:
  SlateBuilder(const Catalog& catalog, const PageRequest& request, std::span<const float> scores,
               float diversity_01)
      : catalog_(catalog), request_(request), scores_(scores), diversity_01_(diversity_01) {}

  void Add(std::span<const ProductIndex> shortlist, const Standing& standing) {
    std::vector<Candidate> candidates = Candidates(shortlist, standing);
    while (picks_.size() < request_.count) {
      Candidate* best = nullptr;
      float best_value = -std::numeric_limits<float>::infinity();
      for (Candidate& candidate : candidates) {
        const float value = Value(candidate);
        // Strictly greater: among equals the first, which is the better score and the smaller id.
        if (!candidate.taken && Fits(candidate) && value > best_value) {
          best = &candidate;
          best_value = value;
        }
      }
      if (best == nullptr) {
        return;
      }
      Take(*best, candidates);
    }
  }

  // With nothing new left, products seen before may fill more than their third.
  void LiftViewedLimit() { viewed_limit_ = request_.count; }

  std::vector<Pick> TakePicks() { return std::move(picks_); }

 private:
  std::vector<Candidate> Candidates(std::span<const ProductIndex> shortlist,
                                    const Standing& standing) const {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const ProductIndex product : shortlist) {
      low = std::min(low, scores_[product]);
      high = std::max(high, scores_[product]);
    }
    std::vector<Candidate> candidates;
    for (const ProductIndex product : shortlist) {
      const bool viewed = standing.viewed[product];
      const float relevance = high > low ? (scores_[product] - low) / (high - low) : 0.0F;
      Candidate candidate{product, viewed ? relevance * kViewedShare : relevance};
      candidate.viewed = viewed;
      candidate.taken = std::ranges::any_of(
          picks_, [product](const Pick& pick) { return pick.product == product; });
      for (const Pick& pick : picks_) {
        candidate.nearest =
            std::max(candidate.nearest, Likeness(catalog_, candidate.product, pick.product));
      }
      candidates.push_back(candidate);
    }
    return candidates;
  }

  float Value(const Candidate& candidate) const {
    return (1.0F - diversity_01_) * candidate.relevance_01 - diversity_01_ * candidate.nearest;
  }

  bool Fits(const Candidate& candidate) const {
    if (candidate.viewed && viewed_count_ >= viewed_limit_) {
      return false;
    }
    const std::string_view group = catalog_.group_id(candidate.product);
    return group.empty() || std::ranges::none_of(picks_, [&](const Pick& pick) {
             return catalog_.group_id(pick.product) == group;
           });
  }

  void Take(Candidate& chosen, std::span<Candidate> candidates) {
    chosen.taken = true;
    viewed_count_ += chosen.viewed ? 1 : 0;
    picks_.push_back({chosen.product, scores_[chosen.product], chosen.viewed, {}});
    for (Candidate& other : candidates) {
      other.nearest = std::max(other.nearest, Likeness(catalog_, other.product, chosen.product));
    }
  }

  const Catalog& catalog_;
  const PageRequest& request_;
  std::span<const float> scores_;
  float diversity_01_;
  std::size_t viewed_limit_ = request_.count / 3;
  std::size_t viewed_count_ = 0;
  std::vector<Pick> picks_;
};

}  // namespace

float Likeness(const Catalog& catalog, ProductIndex first, ProductIndex second) {
  float likeness = 0.6F * std::clamp(Cosine(catalog, first, second), 0.0F, 1.0F);
  if (catalog.category(first) != kNoTerm && catalog.category(first) == catalog.category(second)) {
    likeness += 0.2F;
  }
  if (catalog.brand(first) != kNoTerm && catalog.brand(first) == catalog.brand(second)) {
    likeness += 0.1F;
  }
  return likeness + (SharesColour(catalog, first, second) ? 0.1F : 0.0F);
}

std::vector<Pick> ChooseSlate(const Catalog& catalog, const Profile& profile,
                              const PageRequest& request, std::span<const float> scores,
                              float diversity_01) {
  const Standing standing(catalog, profile);
  std::vector<bool> allowed(catalog.size());
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    allowed[product] = !standing.out[product] && std::isfinite(scores[product]);
  }
  std::vector<bool> fresh = allowed;
  std::vector<bool> kept_apart(catalog.size());
  for (std::size_t i = 0; i < request.shown.size(); ++i) {
    fresh[request.shown[i]] = false;
    kept_apart[request.shown[i]] = i + request.kept_apart >= request.shown.size();
  }
  const Pool pool(catalog, scores);
  SlateBuilder builder(catalog, request, scores, diversity_01);
  builder.Add(pool.Shortlist(fresh), standing);
  builder.LiftViewedLimit();
  builder.Add(pool.Shortlist(fresh), standing);
  // The catalogue is running out: products of earlier pages come back, oldest page first.
  for (std::size_t i = 0; i < request.shown.size(); ++i) {
    const ProductIndex product = request.shown[i];
    if (allowed[product] && !kept_apart[product]) {
      builder.Add({&product, 1}, standing);
    }
  }
  return builder.TakePicks();
}

}  // namespace vitrine
