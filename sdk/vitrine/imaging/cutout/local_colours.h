// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/image.h>

#include <array>

namespace vitrine {

/// Red, green and blue, 0 .. 255 on sRGB's curve.
using Rgb255 = std::array<float, 3>;

/// What the subject's colour and the background's would be at each place near the outline, from
/// where it is certain which of both a pixel is.
struct LocalColours {
  std::array<Plane, 3> subject;
  std::array<Plane, 3> behind;
  Plane variance;  ///< Of both together, mean of the channels: texture and noise.
};

/// @param picture The reduced picture, of the size of both planes, opaque.
/// @param certain_subject 1 where a pixel certainly is the subject, 0 elsewhere.
/// @param certain_behind 1 where it certainly is not.
///
/// Source of the weighted blurs: M. Forte, "Approximate Fast Foreground Colour Estimation", 2021.
LocalColours ColoursAround(const ImageView& picture, const Plane& certain_subject,
                           const Plane& certain_behind);

}  // namespace vitrine
