// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/random.h>
#include <vitrine/ranking/network.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace vitrine::testing {

/// Uniform in -1 .. 1.
inline std::vector<float> RandomValues(std::size_t count, unsigned seed) {
  Random random(seed);
  std::vector<float> values(count);
  std::ranges::generate(values, [&] { return 2 * random.Uniform() - 1; });
  return values;
}

/// @param widths Of the features, then of each layer's outputs.
inline NetworkWeights RandomNetwork(std::span<const std::size_t> widths, unsigned seed) {
  NetworkWeights weights = {.means = RandomValues(widths.front(), seed),
                            .scales = RandomValues(widths.front(), seed + 1),
                            .layers = {}};
  for (std::size_t i = 1; i < widths.size(); ++i) {
    NetworkWeights::Layer& layer = weights.layers.emplace_back();
    layer.weights = RandomValues(widths[i] * widths[i - 1], seed + 2 * static_cast<unsigned>(i));
    layer.biases = RandomValues(widths[i], seed + 2 * static_cast<unsigned>(i) + 1);
    // As large as before a training, so that the sums stay near 1.
    const float scale = std::sqrt(3.0F / static_cast<float>(widths[i - 1]));
    for (float& weight : layer.weights) {
      weight *= scale;
    }
  }
  return weights;
}

inline NetworkWeights RandomNetwork(std::initializer_list<std::size_t> widths, unsigned seed) {
  return RandomNetwork(std::span(widths.begin(), widths.size()), seed);
}

}  // namespace vitrine::testing
