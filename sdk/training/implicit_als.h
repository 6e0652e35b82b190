// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/session.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine::training {

struct AlsOptions {
  std::size_t dimension = 32;
  std::size_t iterations = 8;
  double confidence = 8;  ///< Of a product that the session has, over 1 for one that it has not.
  double ridge = 1;       ///< Times 1 + the root of the confidence-weighted number of observations.
  std::uint64_t seed = 1;
};

/// Product vectors from the sessions by alternating least squares on implicit feedback: sessions
/// and products are factorised so that a session's vector times that of a product it has is near 1,
/// and near 0 for the others.
///
/// @return [product_count, dimension] row-major, each row of length 1; zero for products without
///   sessions. Equal on every number of cores.
///
/// Cost: O(iterations * (entries * dimension^2 + (sessions + products) * dimension^3)).
/// Source: Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM
/// 2008; the ridge's scale from Rendle et al., "Revisiting the Performance of iALS", RecSys 2022.
std::vector<float> ImplicitAls(const SessionIndex& index, const AlsOptions& options);

}  // namespace vitrine::training
