// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/explorer.h>
#include <vitrine/ranking/lookbook_plan.h>
#include <vitrine/ranking/ranker.h>
#include <vitrine/ranking/score_book.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// A shop's catalogue and one shopper's profile, as JavaScript sees them. Times are milliseconds
/// since 1970-01-01 UTC. Prices in JSON are {micros, currency}. Methods that need a catalogue give
/// INVALID_ARGUMENT before one is open.
class Session : Counted {
 public:
  /// Opens a pack and takes the buffer's bytes over, whether it succeeds or not. The profile stays,
  /// and where another pack was open the decided pages do, but not its overrides; that pack stays
  /// open where this one cannot be.
  Status OpenPack(ByteBuffer& pack);

  std::size_t ProductCount() const;

  /// JSON: {accepted}, the number of events that were new to the profile.
  Answer Observe(const std::string& json, double now_ms);

  /// The shopper wants no more of this product. JSON: {pages}, how many decided pages showed it and
  /// are forgotten.
  Answer Dismiss(const std::string& id, double now_ms);

  /// `amount` in units of the currency.
  Status OverridePrice(const std::string& id, double amount, const std::string& currency);
  Status OverrideAvailability(const std::string& id, const std::string& availability);

  /// How many overrides the catalogue knows of.
  double Revision() const { return opened_ ? static_cast<double>(opened_->catalog.revision()) : 0; }

  /// JSON: {headline: {text, kind, names}, revision, picks: [...]} of a page; it is decided when
  /// first asked for. Of this and the next two, an answer after which scores are wanted counts for
  /// nothing.
  Answer Page(std::size_t index, std::size_t slot_count, double now_ms);

  /// JSON: {picks: [...]}, the best `count` without a page.
  Answer Picks(std::size_t count, double now_ms) const;

  /// JSON: {reason}, why this product is or would be shown.
  Answer Why(const std::string& id, double now_ms) const;

  /// JSON: {product, variants: [...], similar: [...]}: a product with all its facts, and as cards
  /// those of its group, itself among them, and at most `count` that look most like it.
  Answer Details(const std::string& id, std::size_t count) const;

  /// What the shop wants of its pages, as ParseRules reads it; all are decided anew. JSON:
  /// {unmatched}, the rules that no product fits.
  Answer SetRules(const std::string& json);

  /// Draws the slots of the pages decided from now on. `seed` is a whole number, 0 .. 2^53.
  void Explore(double seed);

  /// A page was seen: what was drawn there is learned.
  void Seen(std::size_t index);
  /// JSON: {interests: [{department, tier}]}, the tier negative where none stands out: all that a
  /// choice of shards may depend on.
  Answer Interests(double now_ms) const;

  /// Whether the shopper has turned to anything, so that there are candidates to score.
  bool HasVisits() const;

  /// Ranks by scores that JavaScript gives, or by the pack's own network again.
  void RankByScores(bool given);

  /// The features of the next list whose scores are wanted, float32 of [candidates, 40]; empty when
  /// none are. A view that dies with the next call.
  BytesView WantedFeatures() const;

  /// The scores of that list, float32 of [candidates].
  Status GiveScores(ByteBuffer& scores);

  /// Forgets the scores that were given: an answer is complete, or will be no more.
  void ForgetScores() { scores_.Clear(); }

  void RestartFrom(std::size_t index);
  void Forget();

  /// The profile as JSON for keeping, with what was learned of the draws in `exploration`, and
  /// back: what was kept joins what is known here.
  std::string SaveProfile() const;
  Status MergeProfile(const std::string& json);

 private:
  // They point at each other in this order, so they live and die together.
  struct Opened {
    Opened(Catalog opened, std::optional<Reranker> reranker)
        : catalog(std::move(opened)), ranker(catalog, {}, std::move(reranker)) {}
    Catalog catalog;
    Ranker ranker;
    LookbookPlan plan{ranker};
  };

  void Reward(const Event& event);
  Result<Opened*> Shop() const;
  Result<ProductIndex> Find(std::string_view id) const;

  ScoreBook scores_;
  bool ranks_by_scores_ = false;
  std::unique_ptr<Opened> opened_;
  Profile profile_;
  std::optional<Explorer> explorer_;
  // What earlier visits learned, on a page that does not explore.
  std::vector<double> kept_exploration_;
};

}  // namespace vitrine::bindings
