// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/image.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace vitrine {

/// How strongly to do something: from 0, not at all, to 1. Without a value it is done as far as the
/// picture is found to need it, and where that is in doubt it is left.
using Strength = std::optional<float>;

/// Errors: kNonFinite for NaN and infinity, kInvalidArgument outside 0 .. 1.
Result<void> CheckStrength(Strength strength, std::string_view name);

/// Errors: kInvalidArgument for a picture without pixels or of another size than the report's.
Result<void> CheckReport(const ImageView& picture, const QualityReport& quality);

/// 0 up to `begin`, 1 from `end` on, straight between them.
inline float Ramp(float x, float begin, float end) {
  return std::clamp((x - begin) / (end - begin), 0.0F, 1.0F);
}

}  // namespace vitrine
