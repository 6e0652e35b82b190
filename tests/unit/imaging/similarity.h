// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

namespace vitrine {

/// The peak signal-to-noise ratio of red, green and blue together, in dB; 99 for equal pictures.
double Psnr(const Image& first, const Image& second);

/// The mean structural similarity of two pictures' red, green and blue, -1 .. 1, with a Gaussian
/// window of 1.5 pixels. Source: Z. Wang et al., "Image Quality Assessment: From Error Visibility
/// to Structural Similarity", 2004.
double Ssim(const Image& first, const Image& second);

}  // namespace vitrine
