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
class Profile {
 public:
  /// Interactions kept of each weight, the newest: what was seen in lists, what was looked at or
  /// bagged, and what was bought or dismissed. So a long list pushes no purchase out.
  static constexpr std::size_t kMaxImpressions = 128;
  static constexpr std::size_t kMaxDeliberate = 256;
  static constexpr std::size_t kMaxDecided = 128;
  static constexpr std::size_t kMaxInteractions = kMaxImpressions + kMaxDeliberate + kMaxDecided;

  /// Takes an event in, wherever its time falls among the others. Returns false, and changes
  /// nothing, when an event with this id was seen before or it names no product.
  bool Observe(const Event& event);

  /// The same shopper without some interactions, their positions ascending; used to find out what
  /// these changed.
  Profile Without(std::span<const std::size_t> interactions) const;

  /// In the order of their times.
  std::span<const Interaction> interactions() const { return interactions_; }

  /// Erases everything.
  void Forget();

  /// The profile as JSON, for a ProfileStorage or to show to the shopper, and back.
  /// Errors: kProfileCorrupt for anything that Save did not write.
  std::string Save() const;
  static Result<Profile> Restore(std::string_view json);

 private:
  std::vector<Interaction> interactions_;
  std::vector<std::string> seen_ids_;  // The newest last, bounded like the interactions.
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
