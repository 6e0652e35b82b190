// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/font_shaper.h"

#include <vitrine/imaging/image.h>
#include <vitrine/lookbook/scene.h>

namespace vitrine::cli {

/// Paints the scene's lines of text over its composed page: unhinted outlines at their exact place,
/// coverage in 256 steps.
/// @param page As `Compose` made it from `scene`; opaque.
/// @param shaper The one the scene was laid out with.
void DrawText(Image& page, const Scene& scene, const FontShaper& shaper);

}  // namespace vitrine::cli
