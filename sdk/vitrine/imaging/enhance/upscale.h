// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/enhance.h>
#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

/// Doubles a picture's width and height. On top of Lanczos-3 its brightness is corrected until the
/// new picture, reduced again, is the old one; so edges are as steep as what was reduced to them.
///
/// @param picture  The pixels to read.
/// @param quality  What MeasureQuality said about it.
/// @param strength Of the correction; 0 is Lanczos-3 alone. By itself it is 1, and less in a noisy
///                 picture.
/// @return The new picture, or
///   - kNonFinite for a strength that is NaN or infinite;
///   - kInvalidArgument for one outside 0 .. 1, or a report of a picture of another size;
///   - kImageTooLarge when the result would exceed kMaxPixels or kMaxResizeSide;
///   - kOutOfMemory.
///
/// Cost: a resize, and some ten additions for each new pixel in each of four rounds.
/// Source: M. Irani and S. Peleg, "Improving Resolution by Image Registration", 1991.
Result<Image> Upscale(const ImageView& picture, const QualityReport& quality,
                      Strength strength = {});

}  // namespace vitrine
