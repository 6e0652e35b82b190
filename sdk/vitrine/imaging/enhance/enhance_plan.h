// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/dct_shrink.h>
#include <vitrine/imaging/enhance/enhance.h>
#include <vitrine/imaging/enhance/tone.h>

#include <optional>

namespace vitrine {

/// What the cosine transforms of a picture's three channels must exceed to stay.
struct ShrinkPlan {
  DctTable brightness;
  DctTable blue_difference;
  DctTable red_difference;
};

/// What Enhance does to a picture, in numbers. Without a value or at 0 a step is left out.
struct EnhancePlan {
  std::optional<ShrinkPlan> shrink;
  float sharpen_sigma = 0;
  Tone tone;

  /// Whether all steps are left out.
  bool IsEmpty() const { return !shrink && sharpen_sigma == 0 && tone == Tone(); }
};

/// The plan for a picture with these measures. The options must be valid.
EnhancePlan PlanOf(const QualityReport& quality, const EnhanceOptions& options);

}  // namespace vitrine
