// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/pack.h>

#include <cstddef>

namespace vitrine {

/// Whether what goes into a pack besides `count` products fits them and the format's limits.
///
/// @return Nothing, or kInvalidArgument, kShapeMismatch, kNonFinite or kTooLarge.
Result<void> CheckExtras(std::size_t count, const PackExtras& extras);

}  // namespace vitrine
