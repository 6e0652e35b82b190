// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

/// Takes the subject out of a picture at its full size: a soft alpha along the outline, where each
/// pixel is read as a mixture of the colours that the subject and the background have near it, and
/// what the background adds to it taken away.
///
/// @param picture The pixels to read, opaque.
/// @param likelihood How likely each pixel of the picture at a smaller size belongs to the subject.
/// @return The subject on transparent black, of the picture's size, or
///   - kInvalidArgument for a picture or a likelihood without pixels;
///   - kOutOfMemory.
///
/// Cost: as two resizes of the picture, plus thirty blurs of the smaller size.
/// Source: as a Bayesian matte with one colour for each side, of Y.-Y. Chuang et al., "A Bayesian
/// Approach to Digital Matting", 2001; the colours as in local_colours.h.
Result<Image> Matte(const ImageView& picture, const Plane& likelihood);

}  // namespace vitrine
