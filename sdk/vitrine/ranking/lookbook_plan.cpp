// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/lookbook_plan.h>

#include <vitrine/ranking/facets.h>
#include <vitrine/ranking/reason_text.h>

#include <algorithm>
#include <string>
#include <utility>

namespace vitrine {
namespace {

// The same term in another catalogue's numbers: a reason's term is one of its product's.
TermIndex MovedTerm(const Catalog& from, const Pick& pick, const Catalog& to,
                    ProductIndex product) {
  const auto before = TermsOf(from, pick.product, pick.reason.facet);
  const auto after = TermsOf(to, product, pick.reason.facet);
  const auto place =
      static_cast<std::size_t>(std::ranges::find(before, pick.reason.term) - before.begin());
  return place < after.size() ? after[place] : kNoTerm;
}

}  // namespace

Result<std::span<const Pick>> LookbookPlan::Page(std::size_t index, std::size_t slot_count,
                                                 const Profile& profile, std::int64_t now_ms) {
  if (index >= kMaxPages) {
    return Fail(ErrorCode::kInvalidArgument, "page " + std::to_string(index) + "; expected 0 .. " +
                                                 std::to_string(kMaxPages - 1));
  }
  slot_counts_[index] = slot_count;
  newest_.clear();
  for (const auto& [earlier, slots] : slot_counts_) {
    if (earlier > index) {
      break;
    }
    auto& page = pages_[earlier];
    if (!page.empty() && std::ranges::none_of(page, &Pick::withdrawn)) {
      continue;
    }
    auto picks = Decide(earlier, slots, profile, now_ms);
    if (!picks) {
      auto error = std::move(picks.error());
      slot_counts_.erase(slot_counts_.find(earlier));  // Else it would be tried again.
      return std::unexpected(std::move(error));
    }
    newest_[earlier].swap(page);
    page = std::move(*picks);
  }
  return std::span<const Pick>(pages_.at(index));
}

void LookbookPlan::Undo() {
  for (auto& [page, before] : newest_) {
    pages_[page].swap(before);
  }
  newest_.clear();
}

Headline LookbookPlan::HeadlineOf(std::size_t index) const {
  // Decided pages without a gap before this one, from the first on: each headline depends on the
  // last.
  std::size_t first = index;
  while (first > 0 && !Decided(first - 1).empty()) {
    --first;
  }
  const Catalog& catalog = ranker_->catalog();
  Headline headline;
  for (std::size_t page = first; page <= index; ++page) {
    const auto picks = Decided(page);
    if (picks.empty()) {
      return {};
    }
    const auto choices = Headlines(catalog, picks);
    const bool repeats = HeadlineText(catalog, choices[0]) == HeadlineText(catalog, headline);
    headline = choices[repeats ? 1 : 0];
  }
  return headline;
}

void LookbookPlan::SetRules(SlateRules rules) {
  rules_.emplace(ranker_->catalog(), std::move(rules));
  Restart();
}

const AppliedRules* LookbookPlan::rules() {
  if (!rules_) {
    return nullptr;
  }
  rules_->Refresh();
  return &*rules_;
}

std::span<const Pick> LookbookPlan::Decided(std::size_t index) const {
  const auto page = pages_.find(index);
  return page == pages_.end() ? std::span<const Pick>() : page->second;
}

std::size_t LookbookPlan::Withdraw(ProductIndex product) {
  const ProductIndex first = ranker_->FirstVariant(product);
  std::size_t pages = 0;
  for (auto& [index, picks] : pages_) {
    for (Pick& pick : picks) {
      if (!pick.withdrawn && ranker_->FirstVariant(pick.product) == first) {
        pick.withdrawn = true;  // A page has one variant at most.
        ++pages;
      }
    }
  }
  return pages;
}

void LookbookPlan::Continue(LookbookPlan& other) {
  const Catalog& from = other.ranker_->catalog();
  const Catalog& to = ranker_->catalog();
  if (other.rules_) {
    rules_.emplace(to, other.rules_->Take());
  }
  explorer_ = other.explorer_;
  pages_.swap(other.pages_);
  slot_counts_.swap(other.slot_counts_);
  for (auto& [index, picks] : pages_) {
    std::erase_if(picks, [&](Pick& pick) {
      const auto product = to.Find(from.id(pick.product));
      if (product) {
        pick.reason.term = MovedTerm(from, pick, to, *product);
        pick.product = *product;
      }
      return !product;
    });
  }
}

Result<std::vector<Pick>> LookbookPlan::Decide(std::size_t index, std::size_t slot_count,
                                               const Profile& profile, std::int64_t now_ms) {
  // The neighbours' products go last, where the request keeps them apart.
  std::vector<ProductIndex> shown;
  std::vector<ProductIndex> neighbours;
  std::vector<std::string> recent_reasons;
  for (const auto& [other, picks] : pages_) {
    const bool is_near = other + 1 >= index && other <= index + 1;
    for (const Pick& pick : picks) {
      // What stays on the page itself the ranker knows.
      if (other != index) {
        (is_near ? neighbours : shown).push_back(pick.product);
      }
      if (is_near) {
        recent_reasons.push_back(ReasonText(ranker_->catalog(), pick));
      }
    }
  }
  shown.insert(shown.end(), neighbours.begin(), neighbours.end());
  PageRequest request;
  request.page = index;
  request.rules = rules();
  request.exploration = explorer_ == nullptr ? Exploration() : explorer_->For(index);
  request.count = slot_count;
  request.now_ms = now_ms;
  request.shown = shown;
  request.kept_apart = neighbours.size();
  request.recent_reasons = recent_reasons;
  const std::vector<Pick>& before = pages_[index];
  request.before = before;
  auto picks = ranker_->PickPage(profile, request);
  for (std::size_t i = 0; picks && i < picks->size(); ++i) {
    // What stays keeps its reason, too.
    const auto kept = std::ranges::find_if(before, [&](const Pick& pick) {
      return !pick.withdrawn && pick.product == (*picks)[i].product;
    });
    if (kept != before.end()) {
      (*picks)[i] = *kept;
    }
  }
  return picks;
}

}  // namespace vitrine
