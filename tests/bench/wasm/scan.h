// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace vitrine::bench {

/// The dot products of one query with many rows, by several hands on the same memory. Each returns
/// something that depends on the whole work, so that none of it can be left out.
class Scan {
 public:
  /// Uniform values in -1 .. 1. `dimension` must be a multiple of 16.
  Scan(std::size_t count, std::size_t dimension, unsigned seed);

  std::span<const float> rows() const { return {rows_.get(), scores_.size() * query_.size()}; }
  std::span<const float> query() const { return query_; }

  /// Each gives the last row's score.
  float Vitrine();
  float Eigen();

  /// Reads the rows once with four accumulators and gives their sum: no scan can be faster.
  float BareRead() const;

 private:
  struct Free {
    void operator()(float* rows) const { ::operator delete[](rows, std::align_val_t(64)); }
  };
  std::unique_ptr<float[], Free> rows_;
  std::vector<float> query_;
  std::vector<float> scores_;
};

}  // namespace vitrine::bench
