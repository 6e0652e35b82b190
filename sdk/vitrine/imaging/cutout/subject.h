// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/backdrop.h>

#include <cstdint>

namespace vitrine {

/// Where the subject of a picture is.
struct Subject {
  BackgroundKind background = BackgroundKind::kBusy;
  /// How likely each pixel of the reduced picture belongs to it, 0 .. 1.
  Plane likelihood = {};
  /// What bounds it, in pixels of the picture itself; the whole where nothing stands out.
  Rect box = {};
  /// How sure its outline is: 1 where all of it is as sharp as an edge can be, 0 where it fades, or
  /// where the subject is but crumbs.
  float confidence_01 = 0;
};

/// Finds the subject, from coarse to fine. Before a plain or graded backdrop it is what differs
/// from that; before a busy one, what has other colours than the border, learnt again as it is
/// found; of a cut-out, what can be seen.
///
/// @param picture The pixels to read.
/// @param side The longer side of the reduced picture it works on, 32 or more.
/// @param model What a segmentation model says of each pixel, 0 .. 1, over the whole picture at any
///   size. Before a plain or graded backdrop it joins what differs from that, before a busy one it
///   takes the border's place, and of a cut-out it is not asked. Null without one.
/// @return The subject, or kInvalidArgument for a picture without pixels, kOutOfMemory.
///
/// Cost: about 80 ms for a side of 480 on a core of 2020.
/// Source: each step's own header names it.
Result<Subject> FindSubject(const ImageView& picture, std::int32_t side,
                            const Plane* model = nullptr);

}  // namespace vitrine
