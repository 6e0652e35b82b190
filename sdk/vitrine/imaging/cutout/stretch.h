// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <cstddef>

namespace vitrine {

/// The plane over other numbers of columns and rows, straight between the samples and constant
/// beyond the outermost. To fewer it does not average.
Plane Stretched(const Plane& plane, std::size_t width, std::size_t height);

}  // namespace vitrine
