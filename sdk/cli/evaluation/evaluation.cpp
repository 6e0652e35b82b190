// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/evaluation.h"

#include "sdk/training/parallel.h"

#include <vitrine/ranking/facets.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::size_t kPiece = 16;

// A contender at work on some sessions.
class Examiner {
 public:
  Examiner(const Catalog& catalog, Protocol protocol, const Contender& contender)
      : catalog_(catalog),
        protocol_(protocol),
        contender_(contender),
        scores_(catalog.size()),
        shown_(catalog.size()) {}

  Result<SessionSums> Examine(const Session& session) {
    SessionSums sums;
    std::vector<Visit> visits;
    for (std::size_t next = 1; next < session.items.size(); ++next) {
      if (const auto known = catalog_.Find(session.items[next - 1])) {
        visits.push_back({*known, session.times_ms[next - 1]});
      }
      const auto revealed = std::span(session.items).first(next);
      const bool seen = std::ranges::find(revealed, session.items[next]) != revealed.end();
      if (protocol_ == Protocol::kOnlyNew && seen) {
        continue;
      }
      sums.predictions += 1;
      if (auto scored = contender_.score(visits, scores_); !scored) {
        return std::unexpected(std::move(scored.error()));
      }
      if (protocol_ == Protocol::kOnlyNew) {
        for (const Visit& visit : visits) {
          scores_[visit.product] = -std::numeric_limits<float>::infinity();
        }
      }
      if (const auto target = catalog_.Find(session.items[next])) {
        AddRank(RankOf(*target), sums);
      }
      AddList(sums);
    }
    return sums;
  }

  const std::vector<bool>& shown() const { return shown_; }

 private:
  bool Better(ProductIndex a, ProductIndex b) const {
    return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
  }

  std::size_t RankOf(ProductIndex target) const {
    std::size_t rank = 1;
    for (ProductIndex other = 0; other < scores_.size(); ++other) {
      rank += other != target && Better(other, target) ? 1 : 0;
    }
    return rank;
  }

  static void AddRank(std::size_t rank, SessionSums& sums) {
    if (rank <= kCutoff) {
      sums.hits += 1;
      sums.reciprocal_ranks += 1.0 / static_cast<double>(rank);
      sums.gains += 1.0 / std::log2(1.0 + static_cast<double>(rank));
    }
  }

  void AddList(SessionSums& sums) {
    std::vector<ProductIndex> list(catalog_.size());
    for (ProductIndex product = 0; product < list.size(); ++product) {
      list[product] = product;
    }
    const std::size_t size = std::min(kCutoff, list.size());
    std::ranges::partial_sort(list, list.begin() + static_cast<std::ptrdiff_t>(size),
                              [this](ProductIndex a, ProductIndex b) { return Better(a, b); });
    list.resize(size);
    double cosines = 0;
    for (std::size_t i = 0; i < size; ++i) {
      shown_[list[i]] = true;
      for (std::size_t k = 0; k < i; ++k) {
        cosines += static_cast<double>(Cosine(catalog_, list[i], list[k]));
      }
    }
    const double pairs = static_cast<double>(size * (size - std::min<std::size_t>(size, 1))) / 2;
    sums.spread += pairs > 0 ? 1 - cosines / pairs : 0.0;
  }

  const Catalog& catalog_;
  Protocol protocol_;
  const Contender& contender_;
  std::vector<float> scores_;
  std::vector<bool> shown_;
};

}  // namespace

Result<Evaluation> Evaluate(const Catalog& catalog, std::span<const Session> sessions,
                            Protocol protocol, const Contender& contender) {
  Evaluation evaluation;
  evaluation.sessions.resize(sessions.size());
  std::vector<bool> shown(catalog.size());
  std::optional<Error> error;
  std::mutex mutex;
  training::ForEachPiece(sessions.size(), kPiece, [&](std::size_t begin, std::size_t end) {
    Examiner examiner(catalog, protocol, contender);
    for (std::size_t i = begin; i < end; ++i) {
      auto sums = examiner.Examine(sessions[i]);
      if (!sums) {
        const std::scoped_lock lock(mutex);
        error = std::move(sums.error());
        return;
      }
      evaluation.sessions[i] = *sums;
    }
    const std::scoped_lock lock(mutex);
    for (std::size_t product = 0; product < shown.size(); ++product) {
      shown[product] = shown[product] || examiner.shown()[product];
    }
  });
  if (error) {
    return std::unexpected(std::move(*error));
  }
  evaluation.coverage = catalog.size() == 0 ? 0.0
                                            : static_cast<double>(std::ranges::count(shown, true)) /
                                                  static_cast<double>(catalog.size());
  return evaluation;
}

}  // namespace vitrine::cli
