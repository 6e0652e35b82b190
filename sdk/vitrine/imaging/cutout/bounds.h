// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <vector>

namespace vitrine {

/// The rectangle around what lies in a grid of cells, by how much of it each column and each row
/// holds, in cells; the outermost share `tail` at each side left out, which is specks. Needs one
/// column and one row; the whole grid where there is nothing.
Rect BoundsOf(const std::vector<float>& columns, const std::vector<float>& rows, float tail);

/// The rectangle around what can be seen of a picture, in its pixels; a hundredth left out at each
/// side, which is straps and tags.
Rect VisibleBounds(const ImageView& picture);

}  // namespace vitrine
