// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/turn.h>
#include <vitrine/lookbook/compose.h>
#include <vitrine/lookbook/layer_check.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace vitrine {
namespace {

std::int32_t WholePixels(float css_px, float ratio) {
  constexpr float kFarthest = 0x1p30F;
  return static_cast<std::int32_t>(
      std::clamp(std::floor(css_px * ratio + 0.5F), -kFarthest, kFarthest));
}

Rect Scaled(const Rect& rect, float ratio) {
  return {rect.x * ratio, rect.y * ratio, rect.width * ratio, rect.height * ratio};
}

/// Paints one layer after the other onto the page.
class Painter {
 public:
  Painter(Image& page, float ratio, std::span<const PictureView> pictures)
      : page_(page), ratio_(ratio), pictures_(pictures) {}

  Result<void> operator()(const BackgroundLayer& layer) const {
    return FillGradient(page_, layer.x0 * ratio_, layer.y0 * ratio_, layer.x1 * ratio_,
                        layer.y1 * ratio_, layer.stops);
  }

  Result<void> operator()(const RectLayer& layer) const {
    FillRect(page_, Scaled(layer.rect, ratio_), layer.radius_px * ratio_, layer.colour,
             {.rotation_deg = layer.rotation_deg, .mode = layer.mode});
    return {};
  }

  Result<void> operator()(const PictureLayer& layer) const {
    if (layer.picture >= pictures_.size()) {
      return Fail(ErrorCode::kShapeMismatch,
                  "the page shows picture " + std::to_string(layer.picture) +
                      ", but pictures has " + std::to_string(pictures_.size()) + " elements");
    }
    const PictureView& picture = pictures_[layer.picture];
    if (WidthOf(picture) == 0 || layer.crop.width <= 0 || layer.crop.height <= 0) {
      FillRect(page_, Scaled(layer.frame, ratio_), layer.radius_px * ratio_, layer.placeholder,
               {.rotation_deg = layer.rotation_deg, .mode = layer.mode});
      return {};
    }
    return Draw(layer, picture);
  }

  // Text is painted by whoever has the fonts.
  Result<void> operator()(const TextLayer& /*layer*/) const { return {}; }

 private:
  Result<void> Draw(const PictureLayer& layer, const PictureView& picture) const {
    if (layer.crop.x + layer.crop.width > static_cast<float>(WidthOf(picture)) + 0.01F ||
        layer.crop.y + layer.crop.height > static_cast<float>(HeightOf(picture)) + 0.01F) {
      return Fail(ErrorCode::kShapeMismatch, "picture " + std::to_string(layer.picture) + " is " +
                                                 std::to_string(WidthOf(picture)) + " x " +
                                                 std::to_string(HeightOf(picture)) +
                                                 ", smaller than the page was laid out for");
    }
    const Result<Image> scaled =
        ResizePicture(picture, layer.crop, WholePixels(layer.frame.width, ratio_),
                      WholePixels(layer.frame.height, ratio_));
    if (!scaled) {
      return std::unexpected(scaled.error());
    }
    DrawOptions options = {.x = WholePixels(layer.frame.x, ratio_),
                           .y = WholePixels(layer.frame.y, ratio_),
                           .radius = layer.radius_px * ratio_,
                           .opacity_01 = layer.opacity_01,
                           .mode = layer.mode};
    if (layer.rotation_deg == 0) {
      return DrawWithShadow(scaled->view(), options, layer.shadow);
    }
    const Result<Image> turned = Turn(scaled->view(), options.radius, layer.rotation_deg);
    if (!turned) {
      return std::unexpected(turned.error());
    }
    options.x += (scaled->width() - turned->width()) / 2;
    options.y += (scaled->height() - turned->height()) / 2;
    options.radius = 0;
    return DrawWithShadow(turned->view(), options, layer.shadow);
  }

  Result<void> DrawWithShadow(const ImageView& picture, const DrawOptions& options,
                              Shadow shadow) const {
    if (shadow.sigma > 0) {
      shadow.offset_x *= ratio_;
      shadow.offset_y *= ratio_;
      shadow.sigma *= ratio_;
      if (auto drawn = DrawShadow(page_, picture, options, shadow); !drawn) {
        return drawn;
      }
    }
    DrawImage(page_, picture, options);
    return {};
  }

  Image& page_;
  float ratio_;
  std::span<const PictureView> pictures_;
};

Result<void> Paint(const Painter& painter, const Layer& layer) {
  if (auto checked = CheckLayer(layer); !checked) {
    return checked;
  }
  return std::visit(painter, layer);
}

}  // namespace

Result<Image> Compose(const Scene& scene, std::span<const PictureView> pictures) {
  if (auto checked = CheckSize(scene); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  const float ratio = scene.device_pixel_ratio;
  Result<Image> page =
      Image::Create(WholePixels(scene.width_px, ratio), WholePixels(scene.height_px, ratio));
  if (!page) {
    return page;
  }
  const Painter painter(*page, ratio, pictures);
  for (std::size_t i = 0; i < scene.layers.size(); ++i) {
    if (auto painted = Paint(painter, scene.layers[i]); !painted) {
      return Fail(painted.error().code,
                  "layer " + std::to_string(i) + ": " + painted.error().message);
    }
  }
  return page;
}

}  // namespace vitrine
