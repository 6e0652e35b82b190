// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>
#include <vitrine/imaging/picture_view.h>
#include <vitrine/lookbook/scene.h>

#include <span>

namespace vitrine {

/// Paints every layer but text. Text lies above the pictures and is painted by whoever has the
/// fonts.
///
/// @param pictures [number of products on the page]; a view without pixels leaves its frame
///   as a quiet placeholder panel.
/// @return The page at device resolution, opaque where its background is, or an error that names
/// the layer:
///   - kShapeMismatch when a layer's picture is missing from `pictures` or smaller than its crop;
///   - kNonFinite for a number that is NaN or infinite;
///   - kInvalidArgument for one outside its range, or a million pixels away;
///   - kImageTooLarge, kOutOfMemory.
Result<Image> Compose(const Scene& scene, std::span<const PictureView> pictures);

}  // namespace vitrine
