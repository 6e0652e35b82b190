// SPDX-License-Identifier: Apache-2.0
// Any bytes as a ranker's weights: an error, or a network that is written as it was read and
// answers.
#include "tests/fuzz/require.h"

#include <vitrine/ranking/network.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  auto weights = vitrine::ReadNetwork(bytes);
  if (!weights) {
    Require(weights.error().code == vitrine::ErrorCode::kPackCorrupt ||
            weights.error().code == vitrine::ErrorCode::kPackVersion);
    return 0;
  }
  Require(std::ranges::equal(vitrine::WriteNetwork(*weights).value(), bytes));
  const vitrine::Network network = vitrine::Network::Create(std::move(*weights)).value();
  const std::vector<float> features(3 * network.feature_count(), 0.5F);
  std::vector<float> outputs(3 * network.output_count());
  if (const auto evaluated = network.Evaluate(features, outputs)) {
    Require(std::ranges::all_of(outputs, [](float output) { return std::isfinite(output); }));
  } else {
    Require(evaluated.error().code == vitrine::ErrorCode::kNonFinite);
  }
  return 0;
}
