// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/contenders.h>

#include <vitrine/ranking/scan.h>
#include <vitrine/ranking/small_sort.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

// How many of `scores` beat that of a product; equals by their position.
std::uint32_t CountBefore(std::span<const float> scores, ProductIndex product, float score) {
  std::uint32_t count = 0;
  for (ProductIndex other = 0; other < product; ++other) {
    count += scores[other] >= score ? 1U : 0U;
  }
  for (ProductIndex other = product + 1; other < scores.size(); ++other) {
    count += scores[other] > score ? 1U : 0U;
  }
  return count;
}

}  // namespace

Contenders::Contenders(const Ranker& ranker, const Scored& scored, std::span<const Pick> picks)
    : ranker_(ranker), scored_(scored) {
  // Without something the network may raise others; what it has not raised is far from sure.
  TopList best(are_raised() ? std::min(kCount, scored.raised.size()) : kCount);
  best.Offer(scored.scores, 0);
  for (const ScoredRow& row : best.Take()) {
    products_.push_back(row.row);
  }
  SortAscending(products_);
  for (const Pick& pick : picks) {
    const auto found = std::ranges::lower_bound(products_, pick.product);
    const bool is_far = found == products_.end() || *found != pick.product;
    picks_.push_back(pick.product);
    places_.push_back(is_far ? products_.size()
                             : static_cast<std::size_t>(found - products_.begin()));
  }
  ranks_ = RanksAmongAll(scored.scores);
}

Result<std::vector<std::uint32_t>> Contenders::RanksFor(const Profile& profile,
                                                        std::int64_t now_ms) const {
  std::vector<float> scores(products_.size());
  if (auto done = ranker_.ScoreSome(profile, now_ms, products_, scored_.raised, scores); !done) {
    return std::unexpected(std::move(done.error()));
  }
  // The products are ascending, so their places break ties as they do.
  std::vector<std::uint32_t> ranks = ranks_;
  for (std::size_t pick = 0; pick < picks_.size(); ++pick) {
    if (!IsFar(pick)) {
      const std::size_t place = places_[pick];
      ranks[pick] = CountBefore(scores, static_cast<ProductIndex>(place), scores[place]);
    }
  }
  return ranks;
}

Result<std::vector<std::uint32_t>> Contenders::ExactRanksFor(const Profile& profile,
                                                             std::int64_t now_ms) const {
  std::vector<float> scores(scored_.scores.size());
  if (auto done = ranker_.ScoreFor(profile, now_ms, scores); !done) {
    return std::unexpected(std::move(done.error()));
  }
  return RanksAmongAll(scores);
}

std::uint32_t Contenders::RankAt(std::size_t pick, float score) const {
  return CountBefore(scored_.scores, picks_[pick], score);
}

std::vector<std::uint32_t> Contenders::RanksAmongAll(std::span<const float> scores) const {
  std::vector<std::uint32_t> ranks;
  for (const ProductIndex pick : picks_) {
    ranks.push_back(CountBefore(scores, pick, scores[pick]));
  }
  return ranks;
}

}  // namespace vitrine
