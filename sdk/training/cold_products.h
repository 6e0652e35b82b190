// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/session.h"

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine::training {

/// Gives products that few sessions have the vectors that their content suggests: a ridge
/// regression from content to learned vectors, fitted on the products with sessions enough, says
/// where a product would lie. A product with n sessions keeps n / (n + 5) of its own.
///
/// @param content [product_count, content_dimension], rows of length 1 or zero.
/// @param vectors [product_count, dimension], ImplicitAls' result; changed in place, rows of length
///   1 or, where there is neither content nor a session, zero.
///
/// Source: Gantner et al., "Learning Attribute-to-Feature Mappings for Cold-Start Recommendations",
/// ICDM 2010.
void PlaceColdProducts(const SessionIndex& index, std::span<const float> content,
                       std::size_t content_dimension, std::size_t dimension,
                       std::span<float> vectors);

}  // namespace vitrine::training
