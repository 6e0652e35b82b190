// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/segmentation_model.h>
#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/image.h>

#include <cstdint>

namespace vitrine {

/// How a subject was told from what is behind it.
enum class CutoutMethod : std::uint8_t {
  kNone,      ///< Not surely enough: the picture stays as it is.
  kGiven,     ///< The picture came with its alpha.
  kBackdrop,  ///< By how it differs from a plain or graded backdrop.
  kColours,   ///< By its colours, which a busy background does not have.
  kModel      ///< By a segmentation model.
};

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

}  // namespace vitrine
