// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/backdrop.h>
#include <vitrine/imaging/cutout/lab_image.h>

namespace vitrine {

/// What each pixel by itself says of whether it belongs to the subject.
struct Evidence {
  Plane likelihood;  ///< 0 .. 1.
  Plane weight;      ///< How much that counts against what its neighbours say; above 0.
};

/// Before a plain or graded backdrop the subject is what differs from it. What is darker and else
/// of the same colour can be a shadow as well as the subject, and counts for little; unless that
/// would leave too little of the subject, which then is of the backdrop's hue itself.
Evidence AgainstBackdrop(const LabImage& picture, const Backdrop& backdrop);

/// The same with what was known before, `prior`, 0 .. 1: what clearly differs from an even backdrop
/// stays the subject against all advice; where nothing differs, and where the difference can be a
/// shadow, the prior decides.
Evidence AgainstBackdrop(const LabImage& picture, const Backdrop& backdrop, const Plane& prior);

/// By how frequent colours are in the subject and behind it, as `labels`, 0 .. 1, divide them; and
/// by what was known before, `prior`, 0 .. 1, where a half knows nothing.
/// Source: C. Rother, V. Kolmogorov, A. Blake, "GrabCut", 2004, with histograms for its mixtures.
Evidence ByColour(const LabImage& picture, const Plane& labels, const Plane& prior);

}  // namespace vitrine
