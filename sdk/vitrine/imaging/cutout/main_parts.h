// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/lab_image.h>

namespace vitrine {

/// Of the connected parts where `labels` is above a half, keeps the main one and those that come
/// near it in size, as a pair's second shoe does, with what lies around their edges; what lies in
/// the middle counts more. The rest becomes 0.
void KeepMainParts(Plane& labels);

/// Where `labels` is below a half and the subject is all around, makes it 1, if that is less than
/// this share of the subject's area: rather a print on it than an opening through it.
void FillHoles(Plane& labels, float largest_share);

/// Cuts off what is a hundredth of the picture wide or less, long, of another colour than the
/// subject beside it, and hangs on that by one end, as the joints between tiles do and a hanger's
/// hook. What holds by both ends, as a lamp's arm does, and a strap of the subject's colour stay.
void CutTails(const LabImage& picture, Plane& labels);

}  // namespace vitrine
