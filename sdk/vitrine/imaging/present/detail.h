// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/image.h>

#include <cstdint>

namespace vitrine {

/// Finds what is worth a close look: the window of the wanted shape, all of it on the subject where
/// that is large enough, in which most differs from the subject's mean colour and from its
/// surroundings: a print, buttons, a clasp, a weave.
///
/// @param picture The pixels to read.
/// @param subject What FindSubject said of it.
/// @param aspect  Width by height of the window, 0.2 .. 5.
/// @param share_01 The window's longer side as a share of that of the subject's box, 0.1 .. 1.
/// @return The window, inside the picture, in its pixels; or
///   - kNonFinite or kInvalidArgument for an aspect or a share outside its range;
///   - kInvalidArgument for a picture without pixels; kOutOfMemory.
///
/// Source: R. Achanta et al., "Frequency-tuned Salient Region Detection", 2009, within the subject.
Result<Rect> FindDetail(const ImageView& picture, const Subject& subject, float aspect,
                        float share_01 = 0.4F);

}  // namespace vitrine
