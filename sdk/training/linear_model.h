// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/pair_counts.h"

#include <span>
#include <vector>

namespace vitrine::training {

struct LinearOptions {
  double full_share = 0.5;  ///< Of the whole sessions against the cut ones, 0 .. 1.
  double ridge = 10;
  std::size_t regressors = 96;  ///< Of each product: those most together with it, and itself.
};

/// How much of a product speaks for another one.
struct LinearWeight {
  ProductIndex target = 0;
  float weight = 0;
};

/// A linear model that foresees the items of a session from each other: for every product a ridge
/// regression on the products most together with it. The weights are SLIST's where all products
/// are regressors; with few, it costs O(regressors^3) a product and so suits large catalogues.
///
/// @param pairs CountPairs' result.
/// @return For every product, what it says of others and of itself, ascending by target.
///
/// Source: Choi et al., WWW 2021, equations 9 to 12; Ning and Karypis, "SLIM", ICDM 2011, for
/// regressors chosen by neighbourhood (fsSLIM).
std::vector<std::vector<LinearWeight>> FitLinearModel(std::span<const std::vector<PairCount>> pairs,
                                                      const LinearOptions& options);

}  // namespace vitrine::training
