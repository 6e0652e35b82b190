// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/history.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace vitrine {

/// What the re-ranker knows of a candidate. The order is that of a network's inputs.
inline constexpr std::size_t kFeatureCount = 40;

/// A feature as docs/rankers.md tells of it.
struct FeatureInfo {
  std::string_view name;     ///< "linear_newest"
  std::string_view meaning;  ///< One line.
  float lowest;              ///< The range, to a rounding.
  float highest;
};

/// @param feature 0 .. kFeatureCount - 1.
const FeatureInfo& FeatureInfoOf(std::size_t feature);

/// The name alone, for messages.
std::string_view FeatureName(std::size_t feature);

/// Writes what is known of each candidate after some visits.
///
/// @param visits   Oldest first, at least one.
/// @param features Row-major [candidates.size(), kFeatureCount], written; all finite.
void ComputeFeatures(const Catalog& catalog, std::span<const Visit> visits,
                     std::span<const Candidate> candidates, std::span<float> features);

}  // namespace vitrine
