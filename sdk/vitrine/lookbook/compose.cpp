// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/lookbook/compose.h>

#include <cmath>
#include <string>

namespace vitrine {
namespace {

std::int32_t WholePixels(float css_px, float ratio) {
  return static_cast<std::int32_t>(std::floor(css_px * ratio + 0.5F));
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
    FillRect(page_, Scaled(layer.rect, ratio_), layer.radius_px * ratio_, layer.colour);
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
      FillRect(page_, Scaled(layer.frame, ratio_), layer.radius_px * ratio_, layer.placeholder);
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
    const DrawOptions options = {.x = WholePixels(layer.frame.x, ratio_),
                                 .y = WholePixels(layer.frame.y, ratio_),
                                 .radius = layer.radius_px * ratio_,
                                 .opacity_01 = layer.opacity_01};
    if (layer.shadow.sigma > 0) {
      Shadow shadow = layer.shadow;
      shadow.offset_x *= ratio_;
      shadow.offset_y *= ratio_;
      shadow.sigma *= ratio_;
      if (auto drawn = DrawShadow(page_, scaled->view(), options, shadow); !drawn) {
        return drawn;
      }
    }
    DrawImage(page_, scaled->view(), options);
    return {};
  }

  Image& page_;
  float ratio_;
  std::span<const PictureView> pictures_;
};

}  // namespace

Result<Image> Compose(const Scene& scene, std::span<const PictureView> pictures) {
  const float ratio = scene.device_pixel_ratio;
  Result<Image> page =
      Image::Create(WholePixels(scene.width_px, ratio), WholePixels(scene.height_px, ratio));
  if (!page) {
    return page;
  }
  const Painter painter(*page, ratio, pictures);
  for (const Layer& layer : scene.layers) {
    if (auto painted = std::visit(painter, layer); !painted) {
      return std::unexpected(std::move(painted).error());
    }
  }
  return page;
}

}  // namespace vitrine
