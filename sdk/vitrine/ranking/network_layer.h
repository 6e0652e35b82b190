// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace vitrine {

/// Items that go through a layer together, and outputs that are computed together.
inline constexpr std::size_t kNetworkBlock = 16;
inline constexpr std::size_t kNetworkTile = 4;

/// One layer for a block of items. A value of the block stands beside that of the next item.
struct NetworkLayer {
  std::size_t input_count;
  std::size_t tile_count;
  const float* tiles;   ///< [tile_count, input_count, kNetworkTile]
  const float* biases;  ///< [tile_count, kNetworkTile]
  bool rectify;         ///< Outputs below 0 become 0.
};

/// @param inputs  [input_count, kNetworkBlock]
/// @param outputs [tile_count * kNetworkTile, kNetworkBlock], written.
void EvaluateLayer(const NetworkLayer& layer, const float* inputs, float* outputs);

/// Standardises the features of up to a block of items: (x - mean) * scale.
///
/// @param features Row-major [item_count, feature_count].
/// @param inputs   [feature_count, kNetworkBlock], written; 0 for items that are not there.
void StandardiseBlock(const float* features, std::size_t item_count, std::size_t feature_count,
                      const float* means, const float* scales, float* inputs);

}  // namespace vitrine
