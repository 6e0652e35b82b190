// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/scene.h>

namespace vitrine {

/// Checks that a page's size and ratio are finite, and not beyond a million.
/// Errors: kNonFinite, kInvalidArgument.
Result<void> CheckSize(const Scene& scene);

/// Checks the numbers of a layer that will be painted: finite, within a million pixels, opacity and
/// rotation in their ranges. Errors: kNonFinite, kInvalidArgument.
Result<void> CheckLayer(const Layer& layer);

}  // namespace vitrine
