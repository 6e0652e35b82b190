// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/scan.h>

#include <vitrine/ranking/dot.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kMaxDimension = 1024;

// Scores that are looked at before the next are computed: they stay in the first cache.
constexpr std::size_t kBlock = 256;

// Scores that are compared in one step. The compiler makes vector instructions of it.
constexpr std::size_t kGroup = 16;

bool Better(const ScoredRow& a, const ScoredRow& b) {
  return a.score != b.score ? a.score > b.score : a.row < b.row;
}

bool AnyAbove(std::span<const float, kGroup> scores, float bound) {
  int above = 0;
  for (const float score : scores) {
    above |= score > bound ? 1 : 0;
  }
  return above != 0;
}

struct QuantisedQuery {
  explicit QuantisedQuery(std::span<const float> query) : size(query.size()) {
    assert(size <= kMaxDimension);
    float peak = 0;
    for (const float value : query) {
      assert(std::isfinite(value));
      peak = std::max(peak, std::abs(value));
    }
    scale = peak / kMostQueryLevel;
    for (std::size_t i = 0; i < size && scale > 0; ++i) {
      // The quotient may exceed the most by a rounding, or by more with a subnormal scale.
      const float level = std::clamp<float>(query[i] / scale, -kMostQueryLevel, kMostQueryLevel);
      levels[i] = static_cast<std::int16_t>(level + (level < 0 ? -0.5F : 0.5F));
    }
  }

  std::span<const std::int16_t> values() const { return std::span(levels).first(size); }

  std::size_t size;
  float scale = 0;
  std::array<std::int16_t, kMaxDimension> levels = {};
};

// Calls `visit` with a function that scores the rows from one on.
template <typename Visit>
void WithScorer(const VectorRows& rows, std::span<const float> query, const Visit& visit) {
  const std::size_t dimension = query.size();
  assert(dimension == DimensionOf(rows));
  if (const auto* floats = std::get_if<FloatRows>(&rows)) {
    visit([&](std::size_t first, std::span<float> scores) {
      DotRows(floats->values.subspan(first * dimension, scores.size() * dimension), query, scores);
    });
    return;
  }
  const QuantisedQuery levels(query);
  visit([&, &bytes = std::get<Int8Rows>(rows)](std::size_t first, std::span<float> scores) {
    DotRowsInt8(bytes.values.subspan(first * dimension, scores.size() * dimension),
                bytes.scales.subspan(first, scores.size()), levels.values(), levels.scale, scores);
  });
}

}  // namespace

TopList::TopList(std::size_t count) : count_(count) {}

void TopList::Offer(std::span<const float> scores, std::uint32_t first_row) {
  if (count_ == 0) {
    return;
  }
  const auto bound = [this] {
    return kept_.size() < count_ ? -std::numeric_limits<float>::infinity() : kept_.front().score;
  };
  std::size_t i = 0;
  while (i < scores.size()) {
    const std::size_t size = std::min(kGroup, scores.size() - i);
    if (size < kGroup || AnyAbove(scores.subspan(i).first<kGroup>(), bound())) {
      for (std::size_t j = i; j < i + size; ++j) {
        // Not those that equal the worst kept: they come later.
        if (scores[j] > bound()) {
          Insert({static_cast<std::uint32_t>(first_row + j), scores[j]});
        }
      }
    }
    i += size;
  }
}

void TopList::Insert(ScoredRow scored) {
  if (kept_.size() == count_) {
    std::ranges::pop_heap(kept_, Better);
    kept_.back() = scored;
    std::ranges::push_heap(kept_, Better);
    return;
  }
  kept_.push_back(scored);
  if (kept_.size() == count_) {
    std::ranges::make_heap(kept_, Better);
  }
}

std::vector<ScoredRow> TopList::Take() {
  std::ranges::make_heap(kept_, Better);
  std::ranges::sort_heap(kept_, Better);
  return std::exchange(kept_, {});
}

void ScoreRows(const VectorRows& rows, std::span<const float> query, std::span<float> scores) {
  assert(scores.size() == RowCount(rows));
  WithScorer(rows, query, [&](const auto& score) { score(0, scores); });
}

void ScoreSomeRows(const VectorRows& rows, std::span<const std::uint32_t> which,
                   std::span<const float> query, std::span<float> scores) {
  assert(scores.size() == which.size());
  WithScorer(rows, query, [&](const auto& score) {
    for (std::size_t i = 0; i < which.size(); ++i) {
      score(which[i], scores.subspan(i, 1));
    }
  });
}

std::vector<ScoredRow> TopRows(const VectorRows& rows, std::span<const float> query,
                               std::size_t count) {
  const std::size_t row_count = RowCount(rows);
  TopList top(std::min(count, row_count));
  WithScorer(rows, query, [&](const auto& score) {
    std::array<float, kBlock> buffer = {};
    for (std::size_t first = 0; first < row_count; first += kBlock) {
      const std::span scores = std::span(buffer).first(std::min(kBlock, row_count - first));
      score(first, scores);
      top.Offer(scores, static_cast<std::uint32_t>(first));
    }
  });
  return top.Take();
}

}  // namespace vitrine
