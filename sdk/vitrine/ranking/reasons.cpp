// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/reasons.h>

#include <vitrine/ranking/contenders.h>
#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/history.h>
#include <vitrine/ranking/reason_text.h>
#include <vitrine/ranking/small_sort.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

// Each named event and each habit costs a trial without it, among the best products...
constexpr std::size_t kMaxEvents = 8;
constexpr std::size_t kMaxHabits = 8;

// ...and for picks that are none of these the first of each cost one with the whole catalogue.
constexpr std::size_t kMaxExactTrials = 2;

// Products less alike than this are not called alike.
constexpr float kAlikeCosine = 0.5F;

// Products whose sessions are less alike than this are not called viewed together.
constexpr float kTogetherCosine = 0.1F;

// What a product that cannot be had scores.
constexpr float kSoldOut = -std::numeric_limits<float>::infinity();

// A shopper 'keeps looking at' something after this many products of it.
constexpr std::size_t kHabit = 2;

constexpr FacetKind kTermFacets[] = {FacetKind::kCategory, FacetKind::kBrand, FacetKind::kColour,
                                     FacetKind::kPriceBand};

using Ranks = std::vector<std::uint32_t>;

template <typename T>
bool Contains(const std::vector<T>& values, const T& value) {
  return std::ranges::find(values, value) != values.end();
}

// The reasons whose absence costs most first; among equals in the order they were found.
void SortByDrop(std::span<Reason> reasons) {
  SmallSort(reasons,
            [](const Reason& a, const Reason& b) { return a.rank_without > b.rank_without; });
}

Reason About(ReasonKind kind, FacetKind facet, TermIndex term) {
  Reason reason;
  reason.kind = kind;
  reason.facet = facet;
  reason.term = term;
  return reason;
}

// Finds, for every pick, all reasons that hold, best first.
class ReasonFinder {
 public:
  ReasonFinder(const Ranker& ranker, const Profile& profile, const PageRequest& request,
               const Scored& scored, std::span<const Pick> picks)
      : ranker_(ranker),
        catalog_(ranker.catalog()),
        profile_(profile),
        request_(request),
        scores_(scored.scores),
        picks_(picks),
        contenders_(ranker, scored, picks),
        ranks_with_(contenders_.ranks()),
        found_(picks.size()) {
    for (std::size_t pick = 0; pick < picks.size(); ++pick) {
      any_far_ = any_far_ || contenders_.IsFar(pick);
    }
  }

  std::vector<std::vector<Reason>> Find() {
    std::vector<std::vector<Reason>> places = FindPlaces();
    FindEvents();
    FindHabits();
    // The same event can also be told by its second facet; better than something less personal.
    for (std::size_t i = 0; i < picks_.size(); ++i) {
      std::ranges::move(second_choices_[i], std::back_inserter(found_[i]));
    }
    FindPopularity();
    FindAvailability();
    for (std::size_t i = 0; i < picks_.size(); ++i) {
      std::ranges::move(found_[i], std::back_inserter(places[i]));
    }
    return places;
  }

 private:
  // What the shop has put here would otherwise stand where the shopper's taste has it.
  std::vector<std::vector<Reason>> FindPlaces() const {
    std::vector<std::vector<Reason>> places(picks_.size());
    for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
      if (picks_[pick].pinned && ranks_with_[pick] > 0) {
        Reason reason = About(ReasonKind::kShop, FacetKind::kNone, kNoTerm);
        reason.rank_without = ranks_with_[pick];
        places[pick].push_back(reason);
        AddNarrowed(picks_[pick].product, reason, places[pick]);
      }
    }
    return places;
  }

  // The products the shopper dealt with, each with its weightiest deliberate interaction.
  std::vector<std::size_t> NamedInteractions() const {
    const auto interactions = profile_.interactions();
    const auto weights = InteractionWeights(profile_, request_.now_ms, ranker_.options().taste);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < interactions.size(); ++i) {
      if (interactions[i].kind != EventKind::kImpression && weights[i] > 0 &&
          catalog_.Find(interactions[i].product_id)) {
        order.push_back(i);
      }
    }
    SmallSort(std::span(order), [&](std::size_t a, std::size_t b) {
      return weights[a] != weights[b] ? weights[a] > weights[b] : a < b;
    });
    std::vector<std::size_t> named;
    for (const std::size_t i : order) {
      const bool told = std::ranges::any_of(named, [&](std::size_t other) {
        return interactions[other].product_id == interactions[i].product_id;
      });
      if (!told && named.size() < kMaxEvents) {
        named.push_back(i);
      }
    }
    return named;
  }

  void FindEvents() {
    second_choices_.resize(picks_.size());
    std::size_t trials = 0;
    for (const std::size_t i : NamedInteractions()) {
      const Ranks ranks = RanksWithout({&i, 1}, trials++ < kMaxExactTrials);
      for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
        if (ranks[pick] > ranks_with_[pick]) {
          AddEvent(profile_.interactions()[i], pick, ranks[pick]);
        }
      }
    }
    for (auto& reasons : found_) {
      SortByDrop(reasons);
    }
  }

  // The ranks that the picks would have, had the shopper not done some of what they did.
  Ranks RanksWithout(std::span<const std::size_t> interactions, bool exact_for_far) const {
    const Profile profile = profile_.Without(interactions);
    const bool exact = exact_for_far && any_far_;
    const auto ranks = exact ? contenders_.ExactRanksFor(profile, request_.now_ms)
                             : contenders_.RanksFor(profile, request_.now_ms);
    // Only a network whose sums overflow or a model that fails has no answer: nothing is known, so
    // there is no reason.
    return ranks.value_or(ranks_with_);
  }

  // An event is told by what the two products share: the shoppers who turn to both, their look,
  // then the narrowest facet.
  void AddEvent(const Interaction& interaction, std::size_t pick, std::uint32_t rank_without) {
    const ProductIndex product = picks_[pick].product;
    const ProductIndex other = *catalog_.Find(interaction.product_id);
    if (ranker_.FirstVariant(other) == ranker_.FirstVariant(product)) {
      return;  // 'Because you viewed this' is no reason to show it again.
    }
    Reason reason = About(ReasonKind::kEvent, FacetKind::kNone, kNoTerm);
    reason.rank_with = ranks_with_[pick];
    reason.rank_without = rank_without;
    reason.interaction_product = interaction.product_id;
    reason.interaction_kind = interaction.kind;
    reason.interaction_time_ms = interaction.time_ms;
    bool first = true;
    const auto add = [&](FacetKind facet, TermIndex term) {
      reason.facet = facet;
      reason.term = term;
      (first ? found_[pick] : second_choices_[pick]).push_back(reason);
      first = false;
    };
    const auto list = catalog_.neighbours(other);
    const auto listed = std::ranges::find(list, product, &Neighbour::product);
    if (listed != list.end() && ValueOf(listed->covisit) >= kTogetherCosine) {
      add(FacetKind::kTogether, kNoTerm);
    }
    if (Cosine(catalog_, product, other) >= kAlikeCosine) {
      add(FacetKind::kLook, kNoTerm);
    }
    for (const FacetKind facet : kTermFacets) {
      for (const TermIndex term : TermsOf(catalog_, product, facet)) {
        if (HasTerm(catalog_, other, facet, term)) {
          add(facet, term);
        }
      }
    }
  }

  // A term of the picks that several products were dealt with for, and these interactions.
  struct Habit {
    FacetKind facet = FacetKind::kNone;
    TermIndex term = kNoTerm;
    std::size_t products = 0;
    std::vector<std::size_t> interactions;
  };

  // Without the interactions that make a habit, a product of the same term would fall.
  void FindHabits() {
    std::vector<std::vector<Reason>> found(picks_.size());
    std::size_t trials = 0;
    for (const Habit& habit : Habits()) {
      const Ranks ranks = RanksWithout(habit.interactions, trials++ < kMaxExactTrials);
      for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
        if (ranks[pick] > ranks_with_[pick] &&
            HasTerm(catalog_, picks_[pick].product, habit.facet, habit.term)) {
          Reason reason = About(ReasonKind::kFacet, habit.facet, habit.term);
          reason.rank_with = ranks_with_[pick];
          reason.rank_without = ranks[pick];
          found[pick].push_back(std::move(reason));
        }
      }
    }
    for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
      SortByDrop(found[pick]);
      std::ranges::move(found[pick], std::back_inserter(found_[pick]));
    }
  }

  // The strongest habits among the terms of the picks.
  std::vector<Habit> Habits() const {
    std::vector<Habit> habits;
    for (const FacetKind facet : kTermFacets) {
      for (const Pick& pick : picks_) {
        for (const TermIndex term : TermsOf(catalog_, pick.product, facet)) {
          const bool known = std::ranges::any_of(habits, [&](const Habit& habit) {
            return habit.facet == facet && habit.term == term;
          });
          if (!known) {
            habits.push_back(HabitOf(facet, term));
          }
        }
      }
    }
    std::erase_if(habits, [](const Habit& habit) { return habit.products < kHabit; });
    SmallSort(std::span(habits), [](const Habit& a, const Habit& b) {
      return std::tuple(b.products, a.facet, a.term) < std::tuple(a.products, b.facet, b.term);
    });
    habits.resize(std::min(habits.size(), kMaxHabits));
    return habits;
  }

  // What the shopper opened, bagged or bought of this term.
  Habit HabitOf(FacetKind facet, TermIndex term) const {
    Habit habit{facet, term, 0, {}};
    std::vector<ProductIndex> dealt;
    const auto interactions = profile_.interactions();
    for (std::size_t i = 0; i < interactions.size(); ++i) {
      if (!IsDeliberate(interactions[i].kind)) {
        continue;
      }
      const auto product = catalog_.Find(interactions[i].product_id);
      if (product && HasTerm(catalog_, *product, facet, term)) {
        habit.interactions.push_back(i);
        if (!Contains(dealt, *product)) {
          dealt.push_back(*product);
        }
      }
    }
    habit.products = dealt.size();
    return habit;
  }

  // A network's score has no part that is the popularity's alone, so nothing can be claimed of it.
  void FindPopularity() {
    if (contenders_.are_raised()) {
      return;
    }
    const auto popularity = catalog_.popularity();
    for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
      const ProductIndex product = picks_[pick].product;
      if (popularity[product] <= 0) {
        continue;
      }
      const float left =
          scores_[product] - ranker_.options().popularity_weight * popularity[product];
      for (const FacetKind facet : {FacetKind::kCategory, FacetKind::kBrand, FacetKind::kColour}) {
        for (const TermIndex term : TermsOf(catalog_, product, facet)) {
          if (IsAmongMostPopular(product, facet, term)) {
            AddIfLower(pick, left, About(ReasonKind::kPopularity, facet, term));
          }
        }
      }
      if (IsAmongMostPopular(product, FacetKind::kNone, kNoTerm)) {
        AddIfLower(pick, left, About(ReasonKind::kPopularity, FacetKind::kNone, kNoTerm));
      }
    }
  }

  bool IsAmongMostPopular(ProductIndex product, FacetKind facet, TermIndex term) const {
    return ranker_.popularity_bars().IsPopular(catalog_, product, facet, term);
  }

  // Sold out it would rank behind everything that can be had. The plain one comes last, also where
  // nothing else can be had.
  void FindAvailability() {
    for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
      Reason reason = About(ReasonKind::kAvailability, FacetKind::kNone, kNoTerm);
      reason.rank_with = ranks_with_[pick];
      reason.rank_without = RankAt(pick, kSoldOut);
      if (reason.rank_without > reason.rank_with) {
        AddNarrowed(picks_[pick].product, reason, found_[pick]);
      }
      found_[pick].push_back(std::move(reason));
    }
  }

  void AddNarrowed(ProductIndex product, Reason reason, std::vector<Reason>& reasons) const {
    for (const FacetKind facet : {FacetKind::kCategory, FacetKind::kBrand, FacetKind::kColour}) {
      for (const TermIndex term : TermsOf(catalog_, product, facet)) {
        reason.facet = facet;
        reason.term = term;
        reasons.push_back(reason);
      }
    }
  }

  void AddIfLower(std::size_t pick, float own_score, Reason reason) {
    const std::uint32_t rank = RankAt(pick, own_score);
    if (rank > ranks_with_[pick]) {
      reason.rank_with = ranks_with_[pick];
      reason.rank_without = rank;
      found_[pick].push_back(std::move(reason));
    }
  }

  // The rank that a pick would have if it scored something else.
  std::uint32_t RankAt(std::size_t pick, float own_score) const {
    return contenders_.RankAt(pick, own_score);
  }

  const Ranker& ranker_;
  const Catalog& catalog_;
  const Profile& profile_;
  const PageRequest& request_;
  std::span<const float> scores_;
  std::span<const Pick> picks_;
  Contenders contenders_;
  Ranks ranks_with_;
  bool any_far_ = false;
  std::vector<std::vector<Reason>> found_;
  std::vector<std::vector<Reason>> second_choices_;
};

}  // namespace

void GiveReasons(const Ranker& ranker, const Profile& profile, const PageRequest& request,
                 const Scored& scored, std::span<Pick> picks) {
  const auto found = ReasonFinder(ranker, profile, request, scored, picks).Find();
  std::vector<std::string> told(request.recent_reasons.begin(), request.recent_reasons.end());
  for (std::size_t i = 0; i < picks.size(); ++i) {
    // The last one names the product itself, so it is always new.
    for (const Reason& reason : found[i]) {
      picks[i].reason = reason;
      std::string text = ReasonText(ranker.catalog(), picks[i]);
      if (!Contains(told, text)) {
        told.push_back(std::move(text));
        break;
      }
    }
  }
}

}  // namespace vitrine
