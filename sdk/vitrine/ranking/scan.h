// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/vector_rows.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// A row and how well it scored.
struct ScoredRow {
  std::uint32_t row = 0;
  float score = 0;

  friend bool operator==(const ScoredRow&, const ScoredRow&) = default;
};

/// Keeps the best rows of a scan: the higher score, of equal scores the smaller row. Takes no row
/// whose score is NaN or -infinity.
class TopList {
 public:
  explicit TopList(std::size_t count);

  /// Looks at the scores of the rows from `first_row` on. Rows must come in ascending order.
  ///
  /// Cost: O(scores.size()), and O(log count) for each row that is better than the worst one kept.
  void Offer(std::span<const float> scores, std::uint32_t first_row);

  /// What was kept, best first. The list is empty afterwards.
  std::vector<ScoredRow> Take();

 private:
  void Insert(ScoredRow scored);

  std::size_t count_;
  std::vector<ScoredRow> kept_;  // A heap with the worst at its front, once it is full.
};

/// The dot product of `query` with every row. Equal to the bit on every platform.
///
/// @param query  [dimension], finite. For Int8Rows it is rounded to 32,767 levels, so that it loses
///   next to nothing beside what the rows have lost.
/// @param scores [row count], written.
///
/// Cost: O(rows * dimension); reading the rows is what takes the time, so 8 bits are three to four
/// times as fast as 32 where the rows fill no cache.
void ScoreRows(const VectorRows& rows, std::span<const float> query, std::span<float> scores);

/// The same for some rows, in any order: `scores[i]` is that of row `which[i]`, equal to the bit to
/// what ScoreRows says of it.
void ScoreSomeRows(const VectorRows& rows, std::span<const std::uint32_t> which,
                   std::span<const float> query, std::span<float> scores);

/// The `count` rows with the highest dot product, best first; of equal ones the smaller row first.
/// The scores of all are never written to memory.
///
/// @param query [dimension], finite.
///
/// Cost: as ScoreRows.
std::vector<ScoredRow> TopRows(const VectorRows& rows, std::span<const float> query,
                               std::size_t count);

}  // namespace vitrine
