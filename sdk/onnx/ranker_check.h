// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// How bad a finding is.
enum class Gravity : std::uint8_t {
  kError,    ///< It cannot be a shop's ranker.
  kWarning,  ///< It can, and probably should not.
};

/// Something that is wrong with a model.
struct Finding {
  Gravity gravity = Gravity::kError;
  std::string message;  ///< What was expected and what came, for people.
};

/// What was found about a model.
struct RankerCheck {
  std::string signature;          ///< What it takes and gives; empty where it does not load.
  std::vector<Finding> findings;  ///< All that is wrong, in the order of the tests.
  /// Whether a candidate's score depends on the others of its list, which is allowed.
  bool listwise = false;
  std::optional<double> list_ms;  ///< The median time of a list of Reranker::kCandidates, natively.
  /// From the pack's own network: the largest difference of a score, over real candidates.
  std::optional<double> difference;

  /// Whether it can be a shop's ranker.
  bool passed() const;
};

/// Tries whether an ONNX model can be a shop's ranker (docs/rankers.md): that it loads, takes and
/// gives what OnnxRanker says, for lists of 1, 7 and 200 candidates; that its scores are finite for
/// usual features, for zeros, and where each feature is at either end of its range; that the same
/// list gets the same scores again, and its candidates different ones.
///
/// @param model   The file's bytes.
/// @param catalog Gives usual features, and the network to compare with, where it has one. Without
///   a catalogue they are drawn from the features' ranges.
RankerCheck CheckRanker(std::string_view model, const Catalog* catalog);

}  // namespace vitrine
