// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/network.h>

#include <vitrine/ranking/network_layer.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace vitrine {
namespace {

std::size_t TileCount(std::size_t outputs) { return (outputs + kNetworkTile - 1) / kNetworkTile; }

// Zero for finite values, NaN for others: a sum of these says in one comparison, and in vector
// instructions, whether all are finite.
bool AllFinite(std::span<const float> values) {
  int broken = 0;
  for (const float value : values) {
    broken |= value - value == 0 ? 0 : 1;
  }
  return broken == 0;
}

std::unexpected<Error> NotFinite(std::span<const float> values, std::size_t width,
                                 const std::string& what) {
  const auto found = std::ranges::find_if_not(values, [](float v) { return std::isfinite(v); });
  const auto item = static_cast<std::size_t>(found - values.begin()) / width;
  return Fail(ErrorCode::kNonFinite,
              "item " + std::to_string(item) + " " + what + " that is not finite");
}

}  // namespace

Result<Network> Network::Create(NetworkWeights weights) {
  if (auto checked = CheckNetwork(weights); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  return Network(std::move(weights));
}

Network::Network(NetworkWeights weights)
    : means_(std::move(weights.means)), scales_(std::move(weights.scales)), widest_(means_.size()) {
  std::size_t input_count = means_.size();
  for (NetworkWeights::Layer& source : weights.layers) {
    const std::size_t output_count = source.biases.size();
    const std::size_t padded = TileCount(output_count) * kNetworkTile;
    Layer layer = {.input_count = input_count,
                   .output_count = output_count,
                   .tiles = std::vector<float>(padded * input_count),
                   .biases = std::move(source.biases)};
    layer.biases.resize(padded);
    for (std::size_t output = 0; output < output_count; ++output) {
      float* tile = layer.tiles.data() + (output / kNetworkTile) * input_count * kNetworkTile;
      for (std::size_t input = 0; input < input_count; ++input) {
        tile[input * kNetworkTile + output % kNetworkTile] =
            source.weights[output * input_count + input];
      }
    }
    layers_.push_back(std::move(layer));
    widest_ = std::max(widest_, padded);
    input_count = output_count;
  }
}

Result<void> Network::Evaluate(std::span<const float> features, std::span<float> outputs) const {
  const std::size_t width = output_count();
  const std::size_t item_count = outputs.size() / width;
  if (outputs.size() % width != 0 || features.size() % feature_count() != 0 ||
      features.size() / feature_count() != item_count) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(features.size()) + " features and " +
                                               std::to_string(outputs.size()) +
                                               " outputs; for each item " +
                                               std::to_string(feature_count()) + " and " +
                                               std::to_string(width) + " were expected");
  }
  if (!AllFinite(features)) {
    return NotFinite(features, feature_count(), "has a feature");
  }
  std::vector<float> inputs(widest_ * kNetworkBlock);
  std::vector<float> next(widest_ * kNetworkBlock);
  for (std::size_t first = 0; first < item_count; first += kNetworkBlock) {
    const std::size_t count = std::min(kNetworkBlock, item_count - first);
    StandardiseBlock(features.data() + first * feature_count(), count, feature_count(),
                     means_.data(), scales_.data(), inputs.data());
    for (const Layer& layer : layers_) {
      EvaluateLayer({.input_count = layer.input_count,
                     .tile_count = TileCount(layer.output_count),
                     .tiles = layer.tiles.data(),
                     .biases = layer.biases.data(),
                     .rectify = &layer != &layers_.back()},
                    inputs.data(), next.data());
      std::swap(inputs, next);
    }
    for (std::size_t item = 0; item < count; ++item) {
      for (std::size_t output = 0; output < width; ++output) {
        outputs[(first + item) * width + output] = inputs[output * kNetworkBlock + item];
      }
    }
  }
  if (!AllFinite(outputs)) {
    return NotFinite(outputs, width, "gets an output");
  }
  return {};
}

}  // namespace vitrine
