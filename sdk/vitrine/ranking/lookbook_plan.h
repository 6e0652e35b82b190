// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/ranking/explorer.h>
#include <vitrine/ranking/heading.h>
#include <vitrine/ranking/ranker.h>
#include <vitrine/ranking/rules.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// The pages of one lookbook as far as they are decided. A page is decided when it is first asked
/// for and stays, so that turning back shows the same, and what is withdrawn of it alone is
/// replaced; pages not yet asked for follow the newest taste, and one that found no products looks
/// again, as some may be back in stock. Earlier pages that were ever asked for are decided before
/// later ones, so that a page drawn ahead does not take what a cover that was just forgotten should
/// show again.
class LookbookPlan {
 public:
  /// The most pages a lookbook may have.
  static constexpr std::size_t kMaxPages = 512;

  /// The ranker must outlive the plan.
  explicit LookbookPlan(const Ranker& ranker) : ranker_(&ranker) {}

  /// The picks of page `index`, 0 = cover. No product repeats while the catalogue has others; none,
  /// and no reason, repeats on neighbouring pages.
  ///
  /// @param slot_count Slots of the page's template; only read when the page is not decided yet.
  /// @return The picks, valid until the plan changes, or kInvalidArgument.
  Result<std::span<const Pick>> Page(std::size_t index, std::size_t slot_count,
                                     const Profile& profile, std::int64_t now_ms);

  /// Takes back what the last call of Page decided, as its scores turn out not to hold.
  void Undo();

  /// A headline for page `index`, true of its products and in other words than that of the page
  /// before it. kNone for a page that is not decided.
  Headline HeadlineOf(std::size_t index) const;

  /// What the shop wants of the pages from now on; all are decided anew. Cost: AppliedRules.
  void SetRules(SlateRules rules);

  /// As the products stand now; null where there are none.
  const AppliedRules* rules();

  /// Draws the pages decided from now on as `explorer`, which must outlive the plan, says; null
  /// decides them.
  void Explore(const Explorer* explorer) { explorer_ = explorer; }

  /// The picks of a page that is decided; of another none.
  std::span<const Pick> Decided(std::size_t index) const;

  /// Forgets every decided page: a new lookbook.
  void Restart() { pages_.clear(); }

  /// Takes `product` and its variants off the decided pages, as it was dismissed or is sold out:
  /// when such a page is asked for again another product is in its slot, and the others are where
  /// they were. Returns how many pages there are.
  std::size_t Withdraw(ProductIndex product);

  /// Goes on with the lookbook of another catalogue, which is of no use afterwards: its rules hold,
  /// and its decided pages stay as they are, less products that this catalogue does not have.
  void Continue(LookbookPlan& other);

  /// Forgets the pages from `index` on, so that they follow the newest taste.
  void RestartFrom(std::size_t index) { pages_.erase(pages_.lower_bound(index), pages_.end()); }

 private:
  Result<std::vector<Pick>> Decide(std::size_t index, std::size_t slot_count,
                                   const Profile& profile, std::int64_t now_ms);

  const Ranker* ranker_;
  std::optional<AppliedRules> rules_;
  const Explorer* explorer_ = nullptr;
  std::map<std::size_t, std::vector<Pick>> pages_;   // Empty where not decided.
  std::map<std::size_t, std::size_t> slot_counts_;   // Of every page ever asked for.
  std::map<std::size_t, std::vector<Pick>> newest_;  // As they were before the last call.
};

}  // namespace vitrine
