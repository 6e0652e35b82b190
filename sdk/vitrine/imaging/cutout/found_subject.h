// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/image.h>

#include <cstdint>
#include <string_view>

namespace vitrine {

/// How a subject was told from what is behind it.
enum class CutoutMethod : std::uint8_t {
  kNone,      ///< Not surely enough: the picture stays as it is.
  kGiven,     ///< The picture came with its alpha.
  kBackdrop,  ///< By how it differs from a plain or graded backdrop.
  kColours,   ///< By its colours, which a busy background does not have.
  kModel      ///< By a segmentation model.
};

/// "none", "given", "backdrop", "colours" or "model".
std::string_view NameOf(CutoutMethod method);

/// Where a picture's subject is, and what says so.
struct FoundSubject {
  Subject subject = {};
  CutoutMethod method = CutoutMethod::kNone;
};

/// Finds the subject by its backdrop or by its colours: the first of CutOut's steps, which are
/// separate for those who cannot wait for a model inside of a call.
///
/// Errors and cost: those of FindSubject at a side of 480.
Result<FoundSubject> FindByColour(const ImageView& picture);

/// Whether a segmentation model could know better: unless the picture came with its alpha, or a
/// plain backdrop makes the subject clear.
bool WantsModel(const FoundSubject& by_colour);

/// The second step, where a model was asked. If the colours are sure and the model sees nearly the
/// same thing, they draw the outline; else the model's answer is the prior from which they are
/// learnt anew, and the confidence is the lower the more the model wavers, by half at the most.
///
/// @param picture    The pixels to read.
/// @param by_colour  What FindByColour said of them.
/// @param likelihood What the model said of them, as SegmentationModel::LikelihoodOf gives it.
/// Errors: kInvalidArgument for a likelihood without pixels; those of FindSubject.
/// Cost: that of FindByColour where the model decides, else next to nothing.
Result<FoundSubject> WeighModel(const ImageView& picture, FoundSubject by_colour,
                                const Plane& likelihood);

}  // namespace vitrine
