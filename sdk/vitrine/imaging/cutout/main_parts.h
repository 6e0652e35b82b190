// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <cstddef>

namespace vitrine {

/// 1 in the middle of a picture, falling to 0 towards its border.
float Centrality(std::size_t pixel, std::size_t width, std::size_t height);

/// Of the connected parts where `labels` is above a half, keeps the main one and those that come
/// near it in size, as a pair's second shoe does, with what lies around their edges; what lies in
/// the middle counts more. The rest becomes 0.
void KeepMainParts(Plane& labels);

/// Where `labels` is below a half and the subject is all around, makes it 1, if that is less than
/// this share of the subject's area: rather a print on it than an opening through it.
void FillHoles(Plane& labels, float largest_share);

}  // namespace vitrine
