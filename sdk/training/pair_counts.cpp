// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/pair_counts.h"

#include "sdk/training/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace vitrine::training {
namespace {

constexpr std::size_t kPiece = 32;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Gathers the counts of one product after another, with memory for all others kept between them.
class Counter {
 public:
  Counter(const SessionIndex& index, const PairOptions& options)
      : index_(index), options_(options), places_(index.product_count(), kNone) {
    for (std::size_t distance = 0; distance < options.longest_session; ++distance) {
      decays_.push_back(std::exp(-static_cast<double>(distance) / options.position_decay));
    }
  }

  std::vector<PairCount> Count(ProductIndex product) {
    for (const std::uint32_t session : index_.With(product)) {
      const std::span<const Session> sessions = index_.sessions();
      AddSession(product, sessions[session]);
    }
    for (const PairCount& count : counts_) {
      places_[count.other] = kNone;
    }
    std::vector<PairCount> counts;
    counts.swap(counts_);
    std::erase_if(counts, [&](const PairCount& count) {
      return count.other != product && count.visits < options_.least_visits;
    });
    if (counts.size() > options_.most_others) {
      const auto end = counts.begin() + static_cast<std::ptrdiff_t>(options_.most_others);
      std::ranges::nth_element(counts, end, [](const PairCount& a, const PairCount& b) {
        return a.together != b.together ? a.together > b.together : a.other < b.other;
      });
      counts.erase(end, counts.end());
    }
    std::ranges::sort(counts, {}, &PairCount::other);
    return counts;
  }

 private:
  PairCount& With(ProductIndex other) {
    std::uint32_t& place = places_[other];
    if (place == kNone) {
      place = static_cast<std::uint32_t>(counts_.size());
      counts_.push_back({.other = other});
    }
    return counts_[place];
  }

  void AddSession(ProductIndex product, std::span<const Visit> session) {
    session = session.last(std::min(session.size(), options_.longest_session));
    if (std::ranges::find(session, product, &Visit::product) == session.end()) {
      return;
    }
    const double age_days = index_.DaysBeforeNewest(session.back().time_ms);
    const double weight = std::exp(-age_days / options_.age_decay_days);
    AddNearby(product, session);
    AddTogether(product, session, weight);
    AddCuts(product, session, weight);
  }

  void AddNearby(ProductIndex product, std::span<const Visit> session) {
    for (std::size_t i = 0; i < session.size(); ++i) {
      if (session[i].product != product) {
        continue;
      }
      const std::size_t first = i - std::min(i, options_.window - 1);
      const std::size_t end = std::min(session.size(), i + options_.window);
      for (std::size_t k = first; k < i; ++k) {
        With(session[k].product).precede += 1.0F / static_cast<float>(i - k);
      }
      for (std::size_t k = i + 1; k < end; ++k) {
        With(session[k].product).follow += 1.0F / static_cast<float>(k - i);
      }
    }
  }

  void AddTogether(ProductIndex product, std::span<const Visit> session, double weight) {
    different_.clear();
    for (const Visit& visit : session) {
      different_.push_back(visit.product);
    }
    std::ranges::sort(different_);
    different_.erase(std::ranges::unique(different_).begin(), different_.end());
    const float share = 1.0F / std::sqrt(static_cast<float>(different_.size()));
    for (const ProductIndex other : different_) {
      PairCount& count = With(other);
      count.visits += 1;
      count.covisit += other == product ? 0.0F : share;
      count.together += static_cast<float>(weight);
    }
  }

  // Every cut of the session that has `product` before it or behind it.
  void AddCuts(ProductIndex product, std::span<const Visit> session, double weight) {
    for (std::size_t cut = 1; cut < session.size(); ++cut) {
      const auto before = session.first(cut);
      const double source = SourceWeight(product, before);
      const double target = TargetWeight(product, session.subspan(cut));
      if (source <= 0 && target <= 0) {
        continue;
      }
      for (std::size_t i = 0; i < cut; ++i) {
        const ProductIndex other = session[i].product;
        // An item that comes again before the cut counts where it is nearest to it.
        const auto rest = before.subspan(i + 1);
        if (std::ranges::find(rest, other, &Visit::product) != rest.end()) {
          continue;
        }
        PairCount& count = With(other);
        const double other_source = decays_[cut - 1 - i];
        count.source_source += static_cast<float>(weight * source * other_source);
        count.target_source += static_cast<float>(weight * target * other_source);
      }
    }
  }

  double SourceWeight(ProductIndex product, std::span<const Visit> before) const {
    for (std::size_t distance = 0; distance < before.size(); ++distance) {
      if (before[before.size() - 1 - distance].product == product) {
        return decays_[distance];
      }
    }
    return 0;
  }

  double TargetWeight(ProductIndex product, std::span<const Visit> behind) const {
    const auto found = std::ranges::find(behind, product, &Visit::product);
    return found == behind.end() ? 0.0 : decays_[static_cast<std::size_t>(found - behind.begin())];
  }

  const SessionIndex& index_;
  const PairOptions& options_;
  std::vector<double> decays_;
  std::vector<std::uint32_t> places_;  // Of another product in counts_, or kNone.
  std::vector<PairCount> counts_;
  std::vector<ProductIndex> different_;
};

}  // namespace

std::vector<std::vector<PairCount>> CountPairs(const SessionIndex& index,
                                               const PairOptions& options) {
  std::vector<std::vector<PairCount>> counts(index.product_count());
  // Fewer, larger pieces for large catalogues: every piece's counter has memory for all products.
  const std::size_t piece = std::max(kPiece, index.product_count() / 256);
  ForEachPiece(index.product_count(), piece, [&](std::size_t begin, std::size_t end) {
    Counter counter(index, options);
    for (std::size_t product = begin; product < end; ++product) {
      counts[product] = counter.Count(static_cast<ProductIndex>(product));
    }
  });
  return counts;
}

}  // namespace vitrine::training
