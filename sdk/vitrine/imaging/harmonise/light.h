// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/harmonise/colour_table.h>
#include <vitrine/imaging/harmonise/style.h>

namespace vitrine {

/// What makes the light of a picture that of the style: a bright and nearly neutral backdrop tells
/// what white was; else the picture's estimated illuminant and its lightest parts do, as far as
/// they are sure. What it cannot know it leaves: a subject's own colour is not light.
///
/// @param picture The picture, opaque.
/// @param subject What FindSubject said of it.
/// @param quality What MeasureQuality said of it.
Result<Relight> PlanLight(const ImageView& picture, const Subject& subject,
                          const QualityReport& quality, const Style& style);

}  // namespace vitrine
