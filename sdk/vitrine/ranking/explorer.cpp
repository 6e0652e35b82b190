// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/explorer.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace vitrine {
namespace {

// A product of full relevance is opened in this part of its showings more than one of none.
constexpr double kScale = 0.1;

// What is opened at all, of what is shown.
constexpr double kOpened = 0.05;

// How far a weight may well be from where it begins: most draws still prefer what is clearly
// better, and some hundred showings move it.
constexpr double kDoubt = 0.02;

LinearThompson Sampler(float diversity_01) {
  ThompsonOptions options;
  const double diversity = diversity_01 > 0 ? std::min(double{diversity_01}, 1.0) : 0;
  options.prior_mean = {kOpened / 10, kScale * (1 - diversity), -kScale * diversity, 0, 0, 0};
  options.prior_precision = 1 / (kDoubt * kDoubt);
  options.noise_variance = kOpened * (1 - kOpened);
  return std::move(LinearThompson::Create(kSlotFeatureCount, options).value());
}

}  // namespace

Explorer::Explorer(std::uint64_t seed, float diversity_01)
    : seed_(seed), diversity_01_(diversity_01), sampler_(Sampler(diversity_01)) {}

Exploration Explorer::For(std::size_t page) const {
  // A page has at most 64 slots, each with the next seed.
  return {.sampler = &sampler_, .seed = seed_ * 0x9e3779b97f4a7c15U + page * 64};
}

void Explorer::Seen(const Catalog& catalog, std::span<const Pick> picks) {
  for (const Pick& pick : picks) {
    const std::string_view id = catalog.id(pick.product);
    if (!pick.draw || std::ranges::find(seen_, id, &Showing::product_id) != seen_.end() ||
        !sampler_.Learn(pick.draw->features, 0)) {
      continue;
    }
    if (seen_.size() == kKept) {
      seen_.erase(seen_.begin());
    }
    seen_.push_back({std::string(id), pick.draw->features});
    has_learned_ = true;
  }
}

void Explorer::Observe(const Event& event) {
  const bool is_dismissal = event.kind == EventKind::kDismiss;
  if (event.kind == EventKind::kImpression) {
    return;
  }
  for (Showing& showing : seen_) {
    if (showing.reward == 0 &&
        std::ranges::find(event.product_ids, showing.product_id) != event.product_ids.end()) {
      const double reward = is_dismissal ? -1 : 1;
      showing.reward = sampler_.Reward(showing.features, reward) ? reward : 0;
    }
  }
}

void Explorer::Forget() {
  sampler_ = Sampler(diversity_01_);
  has_learned_ = false;
  is_restored_ = false;
  seen_.clear();
}

Result<void> Explorer::Restore(std::span<const double> state) {
  if (is_restored_) {
    return {};
  }
  auto restored = sampler_.Restore(state);
  if (restored) {
    has_learned_ = true;
    is_restored_ = true;
    for (const Showing& showing : seen_) {
      if (sampler_.Learn(showing.features, 0) && showing.reward != 0) {
        std::ignore = sampler_.Reward(showing.features, showing.reward);
      }
    }
  }
  return restored;
}

}  // namespace vitrine
