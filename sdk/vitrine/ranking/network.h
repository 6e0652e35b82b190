// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// What a Network is made of: a dense network that standardises its features, with ReLU behind
/// every layer but the last, which is linear.
struct NetworkWeights {
  struct Layer {
    std::vector<float> weights;  ///< [output_count, input_count], row-major.
    std::vector<float> biases;   ///< [output_count].
  };

  std::vector<float> means;   ///< [feature_count]: a feature x becomes (x - mean) * scale.
  std::vector<float> scales;  ///< [feature_count]: one over the standard deviation, as a rule.
  std::vector<Layer> layers;  ///< 1 .. kMaxNetworkLayers.
};

inline constexpr std::size_t kMaxNetworkLayers = 8;

/// Of features, and of a layer's outputs.
inline constexpr std::size_t kMaxNetworkWidth = 1024;

/// Whether the sizes fit each other and the limits, and all numbers are finite.
///
/// @return Nothing, or kShapeMismatch, kTooLarge or kNonFinite with the layer, counted from 0.
Result<void> CheckNetwork(const NetworkWeights& weights);

/// The bytes of a pack's `WGHT` section, little endian: version (4 bytes, now 1), number of
/// features (4), number of layers (4), zero (4); the number of outputs of each layer (4); then as
/// floats the means, the scales, and for each layer its weights and its biases, as in
/// NetworkWeights.
///
/// @return The bytes, or CheckNetwork's error.
Result<std::vector<std::byte>> WriteNetwork(const NetworkWeights& weights);

/// Reads what WriteNetwork wrote. Sizes are checked before memory is taken.
///
/// @return The weights; kPackVersion for another version; kPackCorrupt for bytes that are
/// truncated,
///   too many, or break a rule of CheckNetwork.
Result<NetworkWeights> ReadNetwork(std::span<const std::byte> bytes);

/// Evaluates a small dense network for many items at once.
class Network {
 public:
  /// @return The network, or CheckNetwork's error.
  static Result<Network> Create(NetworkWeights weights);

  std::size_t feature_count() const { return means_.size(); }
  std::size_t output_count() const { return layers_.back().output_count; }

  /// Writes what the last layer says about each row of `features`.
  ///
  /// Each sum begins with the bias and adds the products in the order of the inputs, none fused, so
  /// the results are equal to the bit on every instruction set.
  ///
  /// @param features Row-major [item_count, feature_count()], finite, not yet standardised.
  /// @param outputs  Row-major [item_count, output_count()], written; unspecified on kNonFinite.
  /// @return Nothing, or
  ///   - kShapeMismatch when the sizes do not agree, or
  ///   - kNonFinite with the first item that has a feature, or gets an output, that is NaN or
  ///     infinite.
  ///
  /// Cost: O(item_count * weights); takes memory for sixteen items.
  Result<void> Evaluate(std::span<const float> features, std::span<float> outputs) const;

 private:
  struct Layer {
    std::size_t input_count;
    std::size_t output_count;
    std::vector<float> tiles;   // [ceil(output_count / 4), input_count, 4], zero where none is.
    std::vector<float> biases;  // [ceil(output_count / 4) * 4]
  };

  explicit Network(NetworkWeights weights);

  std::vector<float> means_;
  std::vector<float> scales_;
  std::vector<Layer> layers_;
  std::size_t widest_ = 0;  // Of features and of outputs, rounded up to whole tiles.
};

}  // namespace vitrine
