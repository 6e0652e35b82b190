// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <array>

namespace vitrine {

/// One number for each coefficient of an orthonormal 8 x 8 cosine transform, row by row; the first
/// one belongs to the mean.
using DctTable = std::array<float, 64>;

/// Removes from a plane what is small in its cosine transform: of 8 x 8 blocks at every second
/// column and row all coefficients below their threshold become 0 (the mean stays), and each pixel
/// is the average of the blocks over it, those of fewer coefficients counting more. Edges have
/// large coefficients, so they stay.
///
/// Cost: 16 transforms there and back for each 8 x 8 pixels; memory for three more planes.
/// Source: L. P. Yaroslavsky, "Local adaptive image restoration and enhancement with the use of DFT
/// and DCT in a running window", 1996; the weights: K. Dabov et al., "Image Denoising by Sparse 3-D
/// Transform-Domain Collaborative Filtering", 2007, equation 10.
Plane ShrinkDct(const Plane& plane, const DctTable& thresholds);

}  // namespace vitrine
