// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/random.h>
#include <vitrine/ranking/scan.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace vitrine::bench {

struct FreeAligned {
  void operator()(float* values) const { ::operator delete[](values, std::align_val_t(64)); }
};

/// Product vectors of length 1, and tastes to scan them with: by several hands on the same memory.
class Scan {
 public:
  /// @param dimension A multiple of 16.
  /// @param clustered Vectors as they are learned: departments, categories in them, products near
  ///   their category, and the first directions telling more than the last. Else uniform.
  Scan(std::size_t count, std::size_t dimension, bool clustered, unsigned seed);

  std::span<const float> rows() const { return {rows_.get(), scores_.size() * query_.size()}; }
  std::span<const float> query() const { return query_; }

  /// Another taste: the mean of five products, of length 1.
  void NextQuery();

  /// Each finds the 20 best rows; those of the last call are in top(), best first.
  void Float32();
  void Int8();
  void Eigen();
  std::span<const std::uint32_t> top() const { return top_; }

  /// Reads the rows once with four accumulators and gives their sum: no scan can be faster.
  float BareRead() const;

 private:
  void Keep(std::span<const ScoredRow> best);

  std::unique_ptr<float[], FreeAligned> rows_;
  std::vector<std::int8_t> int8_rows_;
  std::vector<float> int8_scales_;
  std::vector<float> query_;
  std::vector<float> scores_;
  std::vector<std::uint32_t> top_;
  Random random_;
};

}  // namespace vitrine::bench
