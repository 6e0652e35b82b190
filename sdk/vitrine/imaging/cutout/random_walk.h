// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/evidence.h>

namespace vitrine {

/// Spreads what pixels say of themselves over their neighbours, the more so the more alike they are
/// in colour: minimises
///     sum of weight_i (label_i - likelihood_i)^2 + sum over neighbours of w_ij (label_i -
///     label_j)^2
/// by successive over-relaxation from the labels given.
///
/// @param picture The pixels whose likeness counts.
/// @param evidence What they say, of the picture's size.
/// @param rounds How often to go over the picture.
/// @param labels In: a first guess, 0 .. 1. Out: the probability to belong to the subject.
///
/// Source: L. Grady, "Multilabel Random Walker Image Segmentation Using Prior Models", 2005.
void WalkRandomly(const LabImage& picture, const Evidence& evidence, int rounds, Plane& labels);

}  // namespace vitrine
