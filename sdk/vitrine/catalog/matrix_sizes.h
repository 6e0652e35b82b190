// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>

namespace vitrine {

/// Whether each matrix that ContentVectors takes for this many products and different terms stays
/// within `max_bytes`.
///
/// @return Nothing, or kTooLarge, also for more products than a pack holds.
Result<void> CheckMatrixSizes(std::size_t products, std::size_t terms, std::size_t dimension,
                              std::uint64_t max_bytes);

}  // namespace vitrine
