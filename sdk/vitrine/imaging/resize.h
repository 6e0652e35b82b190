// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

namespace vitrine {

/// Resamples a part of a picture to `width` x `height` with a separable Lanczos-3 filter, widened
/// when the picture shrinks, in premultiplied sRGB. Rows are streamed: besides the output it takes
/// a few rows of memory. Bit-equal on every platform (integer arithmetic).
///
/// @param source The pixels to read.
/// @param crop   The part of `source` to show, inside its bounds; fractions of pixels count.
/// @return The new picture, or kInvalidArgument / kImageTooLarge.
///
/// Quality: at least 50 dB PSNR against the same filter in double precision.
/// Source: C. E. Duchon, "Lanczos Filtering in One and Two Dimensions", 1979.
Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height);

}  // namespace vitrine
