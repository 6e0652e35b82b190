// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

namespace vitrine {

/// Turns a picture about its middle, clockwise, with a Lanczos-3 filter in premultiplied sRGB; what
/// the filter reads beyond the picture is the nearest pixel inside. Before that its corners are
/// rounded as DrawImage rounds them. Edges are anti-aliased. Bit-equal on every platform.
///
/// @param source      The pixels to read, at the size at which they will be shown.
/// @param radius      Of the rounded corners, in pixels.
/// @param degrees     -360 .. 360.
/// @return A picture, transparent around the turned one and with its middle, that is by an even
///   number of pixels wider and higher than `source` (or less wide or high), so that it lies on
///   whole pixels where `source` did. After quarter turns the sides are those of `source`, and the
///   pixels too. Or
///   - kInvalidArgument for an empty picture or an angle outside its range;
///   - kImageTooLarge for more than kMaxPixels;
///   - kOutOfMemory.
///
/// Cost: 42 multiplications per channel for each pixel that shows.
/// Quality: at least 55 dB PSNR against the same filter in double precision.
/// Source: C. E. Duchon, "Lanczos Filtering in One and Two Dimensions", 1979.
Result<Image> Turn(const ImageView& source, float radius, double degrees);

}  // namespace vitrine
