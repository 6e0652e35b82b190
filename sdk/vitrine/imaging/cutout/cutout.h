// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/found_subject.h>
#include <vitrine/imaging/cutout/segmentation_model.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

struct CutoutOptions {
  /// Below this confidence a picture stays uncut, 0 .. 1.
  float least_confidence_01 = 0.6F;
  /// Asked unless a backdrop makes the subject clear. Null without one.
  SegmentationModel* model = nullptr;
};

struct Cutout {
  /// The subject on transparent black, of the picture's size; empty where it stays uncut.
  Image image = {};
  CutoutMethod method = CutoutMethod::kNone;
  Subject subject = {};
};

/// Takes the subject out of a picture.
///
/// @param picture The pixels to read.
/// @param options When to do it, and what to ask.
/// @return The cut-out, or
///   - kNonFinite or kInvalidArgument for a confidence outside 0 .. 1;
///   - kInvalidArgument for a picture without pixels;
///   - kOutOfMemory; the model's errors.
///
/// Cost: FindSubject at a side of 480, once or twice, plus Matte.
Result<Cutout> CutOut(const ImageView& picture, const CutoutOptions& options = {});

/// The last step alone: takes what was found out of the picture.
///
/// @param picture The pixels to read.
/// @param found   What FindByColour or WeighModel said of them.
/// @param least_confidence_01 As in CutoutOptions.
/// Errors: kNonFinite or kInvalidArgument for a confidence outside 0 .. 1; those of Matte.
Result<Cutout> CutOutFound(const ImageView& picture, FoundSubject found,
                           float least_confidence_01 = CutoutOptions().least_confidence_01);

}  // namespace vitrine
