// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/backdrop.h>

namespace vitrine {

/// Where the subject of a picture is, found by colour alone.
struct Subject {
  /// How likely each pixel belongs to it, 0 .. 1.
  Plane likelihood;
  /// What bounds it, in pixels of the picture measured; the whole where nothing stands out.
  Rect box;
};

/// Finds the subject. Before a plain or graded backdrop it is what differs from that, except for
/// shadows, which are darker and else of the same colour; before a busy one, the colours that are
/// more frequent within the picture than along its border; of a cut-out, what can be seen.
///
/// Source of the busy case: M.-M. Cheng et al., "Global Contrast based Salient Region Detection",
/// 2015, with the border in place of all the picture.
Subject FindSubject(const LabImage& picture, const Backdrop& backdrop, BackgroundKind kind);

}  // namespace vitrine
