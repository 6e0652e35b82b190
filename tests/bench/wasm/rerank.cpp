// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/rerank.h"

#include "sdk/onnx/network_model.h"

#include <vitrine/base/random.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace vitrine::bench {
namespace {

constexpr std::size_t kFeatures = 64;

// As large as those of a network before its training, so that the sums stay near 1.
NetworkWeights RandomWeights(Random& random) {
  const auto fill = [&](std::vector<float>& values, std::size_t count, float most) {
    values.resize(count);
    std::ranges::generate(values, [&] { return most * (2 * random.Uniform() - 1); });
  };
  NetworkWeights weights;
  fill(weights.means, kFeatures, 0.5F);
  fill(weights.scales, kFeatures, 2);
  std::size_t input_count = kFeatures;
  for (const std::size_t output_count : {128U, 64U, 1U}) {
    NetworkWeights::Layer& layer = weights.layers.emplace_back();
    const float most = std::sqrt(3.0F / static_cast<float>(input_count));
    fill(layer.weights, output_count * input_count, most);
    fill(layer.biases, output_count, 0.1F);
    input_count = output_count;
  }
  return weights;
}

Network MakeNetwork(unsigned seed, std::string& onnx) {
  Random random(seed);
  NetworkWeights weights = RandomWeights(random);
  onnx = NetworkToOnnx(weights).value();
  return Network::Create(std::move(weights)).value();
}

}  // namespace

Rerank::Rerank(std::size_t count, unsigned seed)
    : network_(MakeNetwork(seed, onnx_)), features_(count * kFeatures), scores_(count) {
  Random random(seed + 1);
  std::ranges::generate(features_, [&] { return 2 * random.Uniform() - 1; });
}

float Rerank::Evaluate() {
  return network_.Evaluate(features_, scores_) ? scores_.back() : std::nanf("");
}

}  // namespace vitrine::bench
