// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <array>

namespace vitrine {

/// The colour of the light that a picture was taken in.
struct Illuminant {
  /// Linear red, green and blue of what would be white; their mean is 1.
  std::array<float, 3> light = {1, 1, 1};
  /// How sure it is that this is the light and not the colour of the things in it.
  float certainty_01 = 0;
};

/// Estimates the light from a small picture (some hundred pixels to a side). Four estimators
/// answer, each of which some scenes deceive: the brightest pixels, the pixels' sixth-power mean,
/// that of their slopes, and the pixels whose channels vary alike. The answer nearest to white is
/// taken: a real cast shows in all four. It is believed if they lie together, far enough from white
/// (more so if yellowish, as many things are) and where there are such lights.
///
/// Source: G. D. Finlayson and E. Trezzi, "Shades of Gray and Colour Constancy", 2004; J. van de
/// Weijer et al., "Edge-Based Color Constancy", 2007; K.-F. Yang et al., "Efficient Illuminant
/// Estimation for Color Constancy Using Grey Pixels", 2015.
Illuminant EstimateIlluminant(const ImageView& picture);

}  // namespace vitrine
