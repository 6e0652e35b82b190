// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/candidates.h"

#include <vitrine/ranking/diversity.h>

#include <algorithm>

namespace vitrine::bench {
namespace {

constexpr std::size_t kPicks = 20;

}  // namespace

Candidates::Candidates(std::size_t count, std::size_t dimension, unsigned seed)
    : dimension_(dimension),
      relevance_(count),
      vectors_(new(std::align_val_t(64)) float[count * dimension]) {
  const Scan shop(count, dimension, true, seed);
  std::ranges::copy(shop.rows(), vectors_.get());
  Random random(seed);
  std::ranges::generate(relevance_, [&] { return random.Uniform(); });
}

void Candidates::MaximalMarginalRelevance() {
  const FloatRows rows = {.dimension = dimension_, .values = vectors()};
  picks_ = vitrine::MaximalMarginalRelevance(relevance_, rows, kPicks, 0.5F).value();
}

}  // namespace vitrine::bench
