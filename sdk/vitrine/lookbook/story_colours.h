// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>
#include <vitrine/lookbook/layout.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// The colours that tell what products look like: as they are in the pictures, clearly different
/// from each other, the strong before the grey ones and none that is white, at most `count`; from
/// dark to light.
std::vector<Colour> StoryColours(std::span<const PageProduct> products, std::size_t count);

}  // namespace vitrine
