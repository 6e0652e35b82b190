// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/ranking/network.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::bench {

/// A re-ranker of 64-128-64-1 with random weights, and features for it.
class Rerank {
 public:
  Rerank(std::size_t count, unsigned seed);

  std::span<const float> features() const { return features_; }

  /// The same network as an ONNX model.
  std::string_view onnx() const { return onnx_; }

  /// Gives the last score; all are in scores().
  float Evaluate();
  std::span<const float> scores() const { return scores_; }

 private:
  std::string onnx_;
  Network network_;
  std::vector<float> features_;
  std::vector<float> scores_;
};

}  // namespace vitrine::bench
