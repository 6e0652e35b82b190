// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/event.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// One product that an event touched.
struct Interaction {
  EventKind kind = EventKind::kView;
  std::int64_t time_ms = 0;
  std::string product_id;
  std::string event_id;  ///< The event's, where it has one.
};

/// A taste: how much the shopper is drawn to every facet of the catalogue. A sum over interactions,
/// each weighted by kind and age, so what one event contributed can be taken out again exactly.
struct Taste {
  std::vector<float> categories;   ///< [category_count()]
  std::vector<float> brands;       ///< [brand_count()]
  std::vector<float> colours;      ///< [colour_count()]
  std::vector<float> price_bands;  ///< [category_count() * kPriceBandCount], root categories only
  std::vector<float> vector;       ///< [dimension()]
};

/// How interactions turn into taste.
struct TasteOptions {
  double session_half_life_min = 30;     ///< Of an interaction's weight in the session taste.
  double long_term_half_life_days = 30;  ///< And in the long-term taste.
  double recency_half_life_events =
      6;  ///< Newer interactions of a session count more than older ones.
};

/// The shopper, as far as this device knows: their recent interactions, oldest first, and nothing
/// else. Both tastes are functions of them and of the time asked for.
///
/// A profile is a set: it depends on which events it was told, not on their order nor on how often.
/// Only where tellings of one event differ, and the first has already made room for newer events,
/// does the order matter.
class Profile {
 public:
  /// Interactions kept of each weight, the newest: what was seen in lists, what was looked at or
  /// bagged, and what was bought or dismissed. So a long list pushes no purchase out.
  static constexpr std::size_t kMaxImpressions = 128;
  static constexpr std::size_t kMaxDeliberate = 256;
  static constexpr std::size_t kMaxDecided = 128;
  static constexpr std::size_t kMaxInteractions = kMaxImpressions + kMaxDeliberate + kMaxDecided;

  /// A clock that steps back by less is taken to be slow, not set back.
  static constexpr std::int64_t kMaxStepBackMs = 1000;

  /// Takes an event in, wherever its time falls among the others. One that is told again, with the
  /// same id or, without one, the same in all, counts once; where tellings differ in time or kind,
  /// the earliest is true, of the products of all. Returns whether it told something new: not for a
  /// product id of 0 or more than kMaxIdBytes bytes, nor for what is older than all that is kept.
  bool Observe(const Event& event);

  /// Takes in all that another knows: this shopper's in another tab, or of an earlier visit.
  void Merge(const Profile& other);

  /// The time for what happens at `now_ms`, by a clock that may have stepped back: `now_ms`, or
  /// just after the newest interaction where that is no earlier.
  ///
  /// Where it is later by kMaxStepBackMs or more, the clock was set back, and what is known from
  /// before goes back with it: interactions after `now_ms` keep their order and, as far as those
  /// before leave room, their distances, and the newest happened at `now_ms`. So nothing new is
  /// taken for old.
  std::int64_t TimeOfNext(std::int64_t now_ms);

  /// The same shopper without some interactions, their positions ascending; used to find out what
  /// these changed.
  Profile Without(std::span<const std::size_t> interactions) const;

  /// In the order of their times.
  std::span<const Interaction> interactions() const { return interactions_; }

  /// Erases everything.
  void Forget();

  /// The profile as JSON, for a ProfileStorage or to show to the shopper, and back:
  /// `{version: 2, interactions: [[GA4 name, milliseconds, product id, event id?], ...]}`. Version
  /// 1, which kept the ids of events in a list of their own, is read too; their ids are lost.
  /// Errors: kProfileCorrupt for anything that Save did not write.
  std::string Save() const;
  static Result<Profile> Restore(std::string_view json);

 private:
  bool Insert(Interaction interaction);
  void Retell(const Event& event);

  std::vector<Interaction> interactions_;
};

/// The weight of every interaction at `now_ms`, [profile.interactions().size()]: by kind, times a
/// session part that fades within the hour and with every newer interaction, plus a long-term part
/// that fades over weeks. The products of one list share a weight of two impressions. Negative for
/// kDismiss. Interactions after `now_ms` count as happening now.
std::vector<float> InteractionWeights(const Profile& profile, std::int64_t now_ms,
                                      const TasteOptions& options);

/// The taste at `now_ms`: the weighted sum over the interactions whose product is in the catalogue.
Taste TasteAt(const Catalog& catalog, const Profile& profile, std::int64_t now_ms,
              const TasteOptions& options);

}  // namespace vitrine
