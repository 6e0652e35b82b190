// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/lookbook/layer_check.h>

#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace vitrine {
namespace {

constexpr float kFarthest = 1e6F;

struct Number {
  std::string_view name;
  float value = 0;
  float least = -kFarthest;
  float most = kFarthest;
};

Number Opacity(float value) {
  return {.name = "opacity_01", .value = value, .least = 0, .most = 1};
}

Number Rotation(float value) {
  return {.name = "rotation_deg", .value = value, .least = -360, .most = 360};
}

Result<void> Check(std::initializer_list<Number> numbers) {
  for (const Number& number : numbers) {
    const std::string found = std::string(number.name) + " is " + NumberText(number.value);
    if (!std::isfinite(number.value)) {
      return Fail(ErrorCode::kNonFinite, found + ", expected a finite number");
    }
    if (number.value < number.least || number.value > number.most) {
      return Fail(ErrorCode::kInvalidArgument, found + ", expected " + NumberText(number.least) +
                                                   " .. " + NumberText(number.most));
    }
  }
  return {};
}

struct Checker {
  Result<void> operator()(const BackgroundLayer& layer) const {
    return Check({{"x0", layer.x0}, {"y0", layer.y0}, {"x1", layer.x1}, {"y1", layer.y1}});
  }

  Result<void> operator()(const RectLayer& layer) const {
    return Check({{"rect.x", layer.rect.x},
                  {"rect.y", layer.rect.y},
                  {"rect.width", layer.rect.width},
                  {"rect.height", layer.rect.height},
                  {"radius_px", layer.radius_px},
                  Rotation(layer.rotation_deg)});
  }

  Result<void> operator()(const PictureLayer& layer) const {
    return Check({{"crop.x", layer.crop.x},
                  {"crop.y", layer.crop.y},
                  {"crop.width", layer.crop.width},
                  {"crop.height", layer.crop.height},
                  {"frame.x", layer.frame.x},
                  {"frame.y", layer.frame.y},
                  {"frame.width", layer.frame.width},
                  {"frame.height", layer.frame.height},
                  {"radius_px", layer.radius_px},
                  {"shadow.offset_x", layer.shadow.offset_x},
                  {"shadow.offset_y", layer.shadow.offset_y},
                  {"shadow.sigma", layer.shadow.sigma},
                  Opacity(layer.opacity_01),
                  Rotation(layer.rotation_deg)});
  }

  // Not painted here.
  Result<void> operator()(const TextLayer& /*layer*/) const { return {}; }
};

}  // namespace

Result<void> CheckSize(const Scene& scene) {
  return Check({{"width_px", scene.width_px},
                {"height_px", scene.height_px},
                {"device_pixel_ratio", scene.device_pixel_ratio}});
}

Result<void> CheckLayer(const Layer& layer) { return std::visit(Checker(), layer); }

}  // namespace vitrine
