// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/enhance/strength.h>

#include <cmath>
#include <string>

namespace vitrine {

Result<void> CheckStrength(Strength strength, std::string_view name) {
  if (!strength) {
    return {};
  }
  const std::string expected = "the strength of " + std::string(name) + " must be 0 .. 1, not ";
  if (!std::isfinite(*strength)) {
    return Fail(ErrorCode::kNonFinite, expected + (std::isnan(*strength) ? "NaN" : "infinite"));
  }
  if (*strength < 0 || *strength > 1) {
    return Fail(ErrorCode::kInvalidArgument, expected + NumberText(*strength));
  }
  return {};
}

Result<void> CheckReport(const ImageView& picture, const QualityReport& quality) {
  const bool has_pixels = picture.pixels != nullptr && picture.width > 0 && picture.height > 0;
  if (!has_pixels || picture.width != quality.width || picture.height != quality.height) {
    return Fail(ErrorCode::kInvalidArgument,
                "the report is of a picture of " + std::to_string(quality.width) + " x " +
                    std::to_string(quality.height) + " pixels, not of one of " +
                    std::to_string(picture.width) + " x " + std::to_string(picture.height));
  }
  return {};
}

}  // namespace vitrine
