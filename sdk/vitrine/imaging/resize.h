// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstdint>

namespace vitrine {

/// The longest side that Resize reads or makes: that of a JPEG and of most canvases.
inline constexpr std::int32_t kMaxResizeSide = 65'535;

/// Resamples a part of a picture to `width` x `height` with a separable Lanczos-3 filter, widened
/// when the picture shrinks, in premultiplied sRGB. Rows are streamed: besides the output it takes
/// a few rows of memory. Bit-equal on every platform (integer arithmetic).
///
/// @param source The pixels to read.
/// @param crop   The part of `source` to show, inside its bounds; fractions of pixels count.
/// @param width  1 .. kMaxResizeSide, as `height`.
/// @return The new picture, or
///   - kInvalidArgument for a size below 1 or a crop that lies more than a hundredth of a pixel
///     outside the source;
///   - kImageTooLarge for a side above kMaxResizeSide or more than kMaxPixels;
///   - kOutOfMemory.
///
/// Cost when shrinking: 6 multiplications per channel for each pixel of the crop, and 6 more for
/// each of its columns in each row of the output.
///
/// Quality: at least 50 dB PSNR against the same filter in double precision.
/// Source: C. E. Duchon, "Lanczos Filtering in One and Two Dimensions", 1979.
Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height);

}  // namespace vitrine
