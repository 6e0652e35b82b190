// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/wasm/scan.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vitrine::bench {

/// Candidates for a slate, as similar as those of one taste are, to choose different ones from.
class Candidates {
 public:
  Candidates(std::size_t count, std::size_t dimension, unsigned seed);

  std::span<const float> relevance() const { return relevance_; }
  std::span<const float> vectors() const {
    return {vectors_.get(), relevance_.size() * dimension_};
  }

  /// Picks 20, which are in picks() then.
  void MaximalMarginalRelevance();
  std::span<const std::uint32_t> picks() const { return picks_; }

 private:
  std::size_t dimension_;
  std::vector<float> relevance_;
  std::unique_ptr<float[], FreeAligned> vectors_;
  std::vector<std::uint32_t> picks_;
};

}  // namespace vitrine::bench
