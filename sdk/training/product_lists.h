// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/linear_model.h"
#include "sdk/training/pair_counts.h"
#include "sdk/training/session.h"

#include <vitrine/catalog/behaviour.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::training {

/// The lists of a pack, as PackExtras takes them.
struct ProductLists {
  std::vector<std::uint32_t> ends;
  std::vector<Neighbour> neighbours;
};

/// For every product the others that it leads to: those with the largest sum of its linear weight,
/// what follows it and what is seen with it, each against the largest of its kind in the list.
///
/// @param most Neighbours in a list, at most pack::kMaxNeighbours.
ProductLists MakeLists(const SessionIndex& index, std::span<const std::vector<PairCount>> pairs,
                       std::span<const std::vector<LinearWeight>> weights, std::size_t most);

/// What the log says about each product alone, [product_count].
std::vector<Behaviour> MeasureBehaviour(const SessionIndex& index);

/// ln(1 + visits) / ln(1 + those of the most visited), [product_count].
std::vector<float> MeasurePopularity(const SessionIndex& index);

}  // namespace vitrine::training
