// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/enhance/strength.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

/// The treatments of Enhance, in the order in which they are done.
struct EnhanceOptions {
  Strength deblock = {};        ///< Traces of a JPEG. 1: as for one of quality 10.
  Strength denoise = {};        ///< Noise. 1: as for a standard deviation of 25 levels.
  Strength sharpen = {};        ///< Blur. 1: as for a Gaussian of 2.5 pixels.
  Strength white_balance = {};  ///< The colour of the light. 1: all of what is estimated.
  Strength exposure = {};       ///< A dark picture. 1: its lightest parts become almost white.
  Strength contrast = {};       ///< A flat picture. 1: its range becomes that of a usual one.
};

/// Mends a picture: what compression, a sensor, a lens and the light have done to it. What was not
/// measured to be wrong stays as it is, to the bit where nothing is. Alpha stays.
///
/// @param picture The pixels to read.
/// @param quality What MeasureQuality said about it.
/// @param options What to do.
/// @return The mended picture, of the same size, or
///   - kNonFinite for a strength that is NaN or infinite;
///   - kInvalidArgument for a strength outside 0 .. 1, a report of a picture of another size, or a
///     picture without pixels;
///   - kOutOfMemory.
///
/// Cost: about 50 ms a megapixel for deblocking and denoising together on a core of 2020, as much
/// for sharpening, little for the rest. It works through the picture in bands, so beside the result
/// it takes memory for some hundred rows.
/// Source: each treatment's own header names it.
Result<Image> Enhance(const ImageView& picture, const QualityReport& quality,
                      const EnhanceOptions& options = {});

}  // namespace vitrine
