// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/harmonise/framing.h>
#include <vitrine/imaging/harmonise/style.h>
#include <vitrine/imaging/image.h>

namespace vitrine {

/// A picture in the shop's style.
struct Harmonised {
  Image image = {};      ///< Opaque, of the style's size.
  Rect subject = {};     ///< What bounds the subject there, in pixels; or the whole picture.
  Framing framing = {};  ///< Where the picture came to lie.
};

/// Makes one of a slate of pictures look like all of them: the subject in the same place and size,
/// before the same backdrop, in the same light, with the same shadow. A subject that could not be
/// cut out is framed alike, but shows itself with what surrounds it. Its own colours change by one
/// smooth curve for all of it.
///
/// @param picture The pixels to read.
/// @param quality What MeasureQuality said of it.
/// @param cutout  What CutOut said of it.
/// @param style   What it is to look like.
/// @return The picture, or
///   - CheckStyle's errors;
///   - kInvalidArgument for a picture without pixels, or a report or a cut-out of another size;
///   - kImageTooLarge where the style wants more than Resize can make; kOutOfMemory.
///
/// Cost: about two resizes, a shadow and 10 ns a pixel of the subject.
Result<Harmonised> Harmonise(const ImageView& picture, const QualityReport& quality,
                             const Cutout& cutout, const Style& style);

}  // namespace vitrine
