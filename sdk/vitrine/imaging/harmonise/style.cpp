// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/harmonise/style.h>

#include <array>
#include <cmath>
#include <string>

namespace vitrine {
namespace {

constexpr float kMaxSide = 8192;

struct Bound {
  std::string_view name;
  float value;
  float least;
  float most;
};

Result<void> CheckBound(const Bound& bound) {
  if (!std::isfinite(bound.value)) {
    return Fail(
        ErrorCode::kNonFinite,
        std::string(bound.name) + " of the style: a number was expected, it is NaN or infinite");
  }
  if (bound.value < bound.least || bound.value > bound.most) {
    return Fail(ErrorCode::kInvalidArgument,
                std::string(bound.name) + " of the style: " + NumberText(bound.least) + " to " +
                    NumberText(bound.most) + " was expected, it is " + NumberText(bound.value));
  }
  return {};
}

}  // namespace

Result<void> CheckStyle(const Style& style) {
  const std::array bounds = {
      Bound{"canvas.width", static_cast<float>(style.width), 16, kMaxSide},
      Bound{"canvas.height", static_cast<float>(style.height), 16, kMaxSide},
      Bound{"subject.scale", style.scale_01, 0.1F, 1},
      Bound{"subject.centre[0]", style.centre_x_01, 0, 1},
      Bound{"subject.centre[1]", style.centre_y_01, 0, 1},
      Bound{"light.white_balance", style.white_balance_01, 0, 1},
      Bound{"light.exposure", style.exposure_01, 0, 1},
      Bound{"light.contrast", style.contrast_01, 0, 1},
      Bound{"shadow.opacity", style.shadow.opacity_01, 0, 1},
      Bound{"shadow.blur", style.shadow.blur_01, 0, 0.1F},
      Bound{"shadow.offset[0]", style.shadow.offset_x, -0.5F, 0.5F},
      Bound{"shadow.offset[1]", style.shadow.offset_y, -0.5F, 0.5F},
      Bound{"uncut.radius", style.uncut_radius_01, 0, 0.5F},
  };
  for (const Bound& bound : bounds) {
    if (const auto valid = CheckBound(bound); !valid) {
      return valid;
    }
  }
  return {};
}

}  // namespace vitrine
