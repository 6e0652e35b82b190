// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/lab_image.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

/// A picture's subject in the middle of a square, as large as fits, with what of it is the subject.
struct SubjectPatch {
  LabImage picture;
  Plane mask;  ///< How likely each pixel belongs to the subject, 0 .. 1; 0 beside the picture.
  float width_over_height = 1;
};

/// The longer side of a patch.
inline constexpr std::int32_t kPatchSide = 96;

/// Finds the subject and makes its patch. Where no subject is surely found, it is the whole
/// picture, of which the middle counts most.
///
/// Errors: kInvalidArgument for a picture without pixels; kOutOfMemory.
/// Cost: that of FindSubject at a side of 128, and one resize of the picture.
Result<SubjectPatch> PatchOf(const ImageView& picture);

}  // namespace vitrine
