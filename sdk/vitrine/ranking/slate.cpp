// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/diversity.h>
#include <vitrine/ranking/exploration.h>
#include <vitrine/ranking/likeness.h>
#include <vitrine/ranking/rules.h>
#include <vitrine/ranking/scan.h>
#include <vitrine/ranking/shortlist.h>
#include <vitrine/ranking/slate.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace vitrine {
namespace {

// A product that was opened before comes back only when it is clearly better than the new ones.
constexpr float kViewedShare = 0.5F;

// Large, so that how often this shopper opens anything is learned before what they prefer.
constexpr float kOfAnyProduct = 10;

// Candidates that a slot is drawn from, where it is.
constexpr std::size_t kDrawnFrom = 16;

// Fills the slots of a page from shortlists, with the page's limits and the shop's rules.
class SlateBuilder {
 public:
  SlateBuilder(const Ranker& ranker, const PageRequest& request, std::span<const float> scores,
               const Standing& standing)
      : ranker_(ranker),
        catalog_(ranker.catalog()),
        request_(request),
        scores_(scores),
        standing_(standing) {}

  // Gives a product its slot, or the last one where the page is shorter, if it can be had and has
  // not been dismissed; before the others.
  void Pin(ProductIndex product, std::size_t slot) {
    if (!IsFull() && std::isfinite(scores_[product]) &&
        !standing_.out[ranker_.FirstVariant(product)] && !HasVariantOf(product)) {
      picks_.push_back(MakePick(product));
      picks_.back().pinned = true;
      pinned_slots_.push_back(slot);
    }
  }

  // Leaves a product where it is; before the others.
  void Keep(const Pick& pick, std::size_t slot) {
    picks_.push_back(pick);
    pinned_slots_.push_back(slot);
  }

  // Returns whether there was anything to add.
  bool Add(std::span<const ProductIndex> shortlist) {
    const std::size_t before = picks_.size();
    if (IsFull()) {
      return false;
    }
    const std::vector<float> relevance = Relevance(shortlist);
    MarginalRelevance picker(relevance, ranker_.options().diversity_01);
    for (const Pick& pick : picks_) {
      picker.TakeOther(LikenessTo(pick.product, shortlist));
    }
    while (!IsFull()) {
      const auto best = Fitting(picker, shortlist);
      if (best.empty()) {
        break;
      }
      const auto [candidate, draw] = Choose(best, picker, relevance, shortlist);
      const ProductIndex product = shortlist[candidate];
      picker.Take(candidate, LikenessTo(product, shortlist));
      picks_.push_back(MakePick(product));
      picks_.back().draw = draw;
    }
    return picks_.size() > before;
  }

  bool IsFull() const { return picks_.size() >= request_.count; }

  // The scores, -infinity for what the page has no room for.
  std::vector<float> ScoresOfFitting() const {
    std::vector<float> scores(scores_.begin(), scores_.end());
    for (ProductIndex product = 0; !picks_.empty() && product < scores.size(); ++product) {
      if (!Fits(product)) {
        scores[product] = -std::numeric_limits<float>::infinity();
      }
    }
    return scores;
  }

  // With nothing else left, a page may be of one category, and then products seen before may fill
  // more than their third. Returns whether there was a limit to lift.
  bool LiftLimit() {
    std::size_t& limit = category_limit_ < request_.count ? category_limit_ : viewed_limit_;
    return std::exchange(limit, request_.count) < request_.count;
  }

  std::vector<Pick> Take() {
    const auto chosen = picks_.begin() + static_cast<std::ptrdiff_t>(pinned_slots_.size());
    std::vector<Pick> picks(chosen, picks_.end());
    for (std::size_t i = 0; i < pinned_slots_.size(); ++i) {
      const std::size_t place = std::min(pinned_slots_[i], picks.size());
      picks.insert(picks.begin() + static_cast<std::ptrdiff_t>(place), picks_[i]);
    }
    return picks;
  }

 private:
  Pick MakePick(ProductIndex product) const {
    Pick pick;
    pick.product = product;
    pick.score = scores_[product];
    pick.viewed = standing_.viewed[ranker_.FirstVariant(product)];
    return pick;
  }

  // 0 .. 1 from the least likely to the likeliest, and the shop's lifts.
  std::vector<float> Relevance(std::span<const ProductIndex> shortlist) const {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const ProductIndex product : shortlist) {
      low = std::min(low, scores_[product]);
      high = std::max(high, scores_[product]);
    }
    std::vector<float> relevance;
    for (const ProductIndex product : shortlist) {
      const float own = high > low ? (scores_[product] - low) / (high - low) : 0.0F;
      const bool viewed = standing_.viewed[ranker_.FirstVariant(product)];
      relevance.push_back(viewed ? own * kViewedShare : own);
      if (request_.rules != nullptr) {
        relevance.back() += request_.rules->LiftOf(product);
      }
    }
    return relevance;
  }

  std::vector<float> LikenessTo(ProductIndex product,
                                std::span<const ProductIndex> shortlist) const {
    const Likeness likeness(catalog_, product);
    std::vector<float> all;
    all.reserve(shortlist.size());
    for (const ProductIndex other : shortlist) {
      all.push_back(likeness.To(other));
    }
    return all;
  }

  // The best candidates that the page still has room for; the best one alone where slots are not
  // drawn. The limits only tighten while picks come, so what does not fit once is out for good.
  std::vector<std::uint32_t> Fitting(MarginalRelevance& picker,
                                     std::span<const ProductIndex> shortlist) const {
    const std::size_t count = request_.exploration.sampler == nullptr ? 1 : kDrawnFrom;
    for (;;) {
      TopList top(count);
      top.Offer(picker.values(), 0);
      std::vector<std::uint32_t> best;
      bool all_fit = true;
      for (const ScoredRow& candidate : top.Take()) {
        best.push_back(candidate.row);
        if (!Fits(shortlist[candidate.row])) {
          picker.LeaveOut(candidate.row);
          all_fit = false;
        }
      }
      if (all_fit) {
        return best;
      }
    }
  }

  // One of the best candidates, and how it was drawn.
  std::pair<std::uint32_t, std::optional<Draw>> Choose(
      std::span<const std::uint32_t> best, const MarginalRelevance& picker,
      std::span<const float> relevance, std::span<const ProductIndex> shortlist) const {
    if (request_.exploration.sampler == nullptr) {
      return {best.front(), std::nullopt};
    }
    std::vector<float> features;
    for (const std::uint32_t candidate : best) {
      const ProductIndex product = shortlist[candidate];
      const bool viewed = standing_.viewed[ranker_.FirstVariant(product)];
      const float nearest = std::max(picker.nearest()[candidate], 0.0F);
      features.insert(features.end(),
                      {kOfAnyProduct, relevance[candidate], nearest, catalog_.popularity()[product],
                       viewed ? 1.0F : 0.0F, 1.0F / static_cast<float>(1 + Chosen())});
    }
    const auto drawn =
        request_.exploration.sampler->Choose(features, 1, request_.exploration.seed + Chosen());
    if (!drawn) {
      return {best.front(), std::nullopt};
    }
    const auto [place, propensity] = drawn->front();
    Draw draw = {.features = {}, .propensity = propensity};
    std::copy_n(features.begin() + static_cast<std::ptrdiff_t>(place * kSlotFeatureCount),
                kSlotFeatureCount, draw.features.begin());
    return {best[place], draw};
  }

  // Slots that were filled so far beside those kept and pinned.
  std::size_t Chosen() const { return picks_.size() - pinned_slots_.size(); }

  bool HasVariantOf(ProductIndex product) const {
    return std::ranges::any_of(picks_, [&](const Pick& pick) {
      return ranker_.FirstVariant(pick.product) == ranker_.FirstVariant(product);
    });
  }

  bool Fits(ProductIndex product) const {
    if (HasVariantOf(product)) {
      return false;
    }
    const ProductIndex first = ranker_.FirstVariant(product);
    const TermIndex category = catalog_.category(product);
    const TermIndex brand = catalog_.brand(product);
    std::size_t viewed = 0;
    std::size_t of_category = 0;
    std::size_t of_brand = 0;
    for (const Pick& pick : picks_) {
      viewed += pick.viewed ? 1 : 0;
      of_category += catalog_.category(pick.product) == category ? 1 : 0;
      of_brand += catalog_.brand(pick.product) == brand ? 1 : 0;
    }
    const std::size_t brand_cap = request_.rules == nullptr ? 0 : request_.rules->brand_cap();
    return (viewed < viewed_limit_ || !standing_.viewed[first]) &&
           (of_category < category_limit_ || category == kNoTerm) &&
           (of_brand < brand_cap || brand_cap == 0 || brand == kNoTerm);
  }

  const Ranker& ranker_;
  const Catalog& catalog_;
  const PageRequest& request_;
  std::span<const float> scores_;
  const Standing& standing_;
  std::size_t viewed_limit_ = request_.count / 3;
  std::size_t category_limit_ = (request_.count + 1) / 2;
  std::vector<Pick> picks_;                // Those that are kept or pinned first.
  std::vector<std::size_t> pinned_slots_;  // Ascending.
};

}  // namespace

std::vector<Pick> ChooseSlate(const Ranker& ranker, const Profile& profile,
                              const PageRequest& request, std::span<const float> scores) {
  const Standing standing(ranker, profile);
  std::vector<bool> allowed = standing.out;
  allowed.flip();
  SlateBuilder builder(ranker, request, scores, standing);
  std::vector<bool> fresh = allowed;
  for (std::size_t slot = 0; slot < request.before.size(); ++slot) {
    if (!request.before[slot].withdrawn) {
      builder.Keep(request.before[slot], slot);
    }
  }
  if (request.rules != nullptr) {
    for (const auto& [product, page, slot] : request.rules->pins()) {
      if (page == request.page && request.before.empty()) {
        builder.Pin(product, slot);
      }
      // It has its place; elsewhere it would take that away.
      fresh[ranker.FirstVariant(product)] = false;
    }
  }
  std::vector<bool> kept_apart(allowed.size());
  for (std::size_t i = 0; i < request.shown.size(); ++i) {
    const ProductIndex first = ranker.FirstVariant(request.shown[i]);
    fresh[first] = false;
    kept_apart[first] = kept_apart[first] || i + request.kept_apart >= request.shown.size();
  }
  // The likeliest may all be of one brand or category: what still fits then stands further down.
  bool added = true;
  while (!builder.IsFull() && (added || builder.LiftLimit())) {
    added =
        builder.Add(Shortlist(ranker, builder.ScoresOfFitting(), standing, fresh, request.rules));
  }
  // The catalogue is running out: products of earlier pages come back, oldest page first.
  for (const ProductIndex product : request.shown) {
    const ProductIndex first = ranker.FirstVariant(product);
    const bool may_be_shown =
        request.rules == nullptr || std::isfinite(request.rules->LiftOf(product));
    if (allowed[first] && !kept_apart[first] && may_be_shown && std::isfinite(scores[product])) {
      builder.Add({&product, 1});
    }
  }
  return builder.Take();
}

}  // namespace vitrine
