// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/scene.h>

namespace vitrine {

/// Makes a page its mirror image, left for right: the boxes of its pictures, rectangles, lines of
/// text and regions, the line of its gradient, and the way that layers are turned. What is inside a
/// picture or a line of text stays as it is, and shadows fall as before, because the light in the
/// photographs does. Twice is the page that there was, but for rounding.
///
/// @param width_px Of the page, in whole device pixels, so that frames stay on those.
void Mirror(Scene& scene, float width_px);

}  // namespace vitrine
