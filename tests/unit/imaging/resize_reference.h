// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/resize.h>

#include <vector>

namespace vitrine {

/// The whole resize in double precision, clamped but not rounded; written apart from the engine.
std::vector<double> ReferenceResize(const Image& source, const Rect& crop, int width, int height,
                                    const ResizeOptions& options = {});

/// The largest difference of any channel.
double LargestError(const Image& image, const std::vector<double>& reference);

/// Over the three colours of all pixels.
double Psnr(const Image& image, const std::vector<double>& reference);

struct ResizeCase {
  int source_width = 0;
  int source_height = 0;
  Rect crop;
  int width = 0;
  int height = 0;
};

/// Shrinking, enlarging, both, odd sizes, cropped between pixels, down to one pixel.
inline constexpr ResizeCase kResizeCases[] = {
    {64, 48, {0, 0, 64, 48}, 32, 24},
    {61, 47, {0, 0, 61, 47}, 17, 23},
    {33, 20, {0, 0, 33, 20}, 100, 77},
    {50, 50, {10.25F, 3.5F, 31.5F, 40.75F}, 13, 90},
    {300, 200, {0, 0, 300, 200}, 7, 5},
    {9, 9, {0, 0, 9, 9}, 1, 1},
    {1, 1, {0, 0, 1, 1}, 5, 3},
    {200, 3, {20.5F, 0.5F, 100, 2}, 41, 2},
    {40, 40, {17.3F, 17.3F, 0.4F, 0.4F}, 6, 6},
    {2, 500, {0, 0, 2, 500}, 3, 11},
};

}  // namespace vitrine
