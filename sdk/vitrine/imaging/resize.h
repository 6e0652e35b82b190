// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstdint>

namespace vitrine {

/// The longest side that Resize reads or makes: that of a JPEG and of most canvases.
inline constexpr std::int32_t kMaxResizeSide = 65'535;

/// How the pixels of the source make one of the output.
enum class ResizeFilter {
  /// The sharpest. Source: C. E. Duchon, "Lanczos Filtering in One and Two Dimensions", 1979.
  kLanczos3,
  /// The mean of what a pixel of the output covers, by exact areas: neither rings nor overshoots.
  /// When enlarging, the nearest pixel, mixed where two meet.
  kArea,
  /// Cubic convolution, a = -1/2 (Catmull-Rom): softer than Lanczos-3, with less of its rings, and
  /// two thirds of the work. Source: R. G. Keys, "Cubic Convolution Interpolation for Digital Image
  /// Processing", 1981.
  kBicubic
};

struct ResizeOptions {
  ResizeFilter filter = ResizeFilter::kLanczos3;

  /// Mixes light instead of sRGB's numbers, in 14 bits: when a picture shrinks, fine texture stays
  /// as bright as it was, and edges between colours do not darken.
  bool linear_light = false;
};

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
Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height);

/// The same with another filter, or in linear light: every channel is within a level of the same in
/// double precision. What only this needs is linked only where it is called.
///
/// Cost: bicubic takes 4 multiplications where Lanczos-3 takes 6, and area 1. Linear light takes
/// six to eight times as long, for turning each pixel into light as often as rows of the output
/// need it.
Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height, const ResizeOptions& options);

}  // namespace vitrine
