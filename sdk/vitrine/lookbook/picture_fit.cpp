// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/picture_fit.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

// Where the part shown lies in what is cut off: nearer to the top, where most products have their
// face.
constexpr float kCropHeight = 0.42F;

float WholePixels(float css_px, float device_pixel_ratio) {
  // The tolerance keeps a size that is whole but for rounding from losing a pixel.
  return std::max(1.0F, std::floor(css_px * device_pixel_ratio + 0.01F));
}

// The largest part of the picture with the given aspect.
Rect CropTo(const PictureSize& picture, float aspect) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  Rect crop = {.x = 0, .y = 0, .width = width, .height = height};
  if (aspect * height < width) {
    crop.width = aspect * height;
  } else {
    crop.height = std::min(height, width / aspect);
  }
  crop.x = 0.5F * (width - crop.width);
  crop.y = kCropHeight * (height - crop.height);
  return crop;
}

}  // namespace

float AspectOf(const PictureSize& picture) {
  return picture.Exists() ? static_cast<float>(picture.width) / static_cast<float>(picture.height)
                          : kPlaceholderAspect;
}

PictureFit FitPicture(const PictureSize& picture, const Extent& slot, float device_pixel_ratio) {
  const float own = AspectOf(picture);
  // Slightly inside the limit, because whole pixels move the aspect a little.
  constexpr float kKept = 1.0F - kMostCropped + 0.005F;
  const float aspect = std::clamp(slot.width / slot.height, own * kKept, own / kKept);
  float width = WholePixels(std::min(slot.width, slot.height * aspect), device_pixel_ratio);
  float height = WholePixels(std::min(slot.height, slot.width / aspect), device_pixel_ratio);
  PictureFit fit;
  if (picture.Exists()) {
    fit.crop = CropTo(picture, aspect);
    const float enlarged = std::max(width / fit.crop.width, height / fit.crop.height);
    if (enlarged > kMostEnlarged) {
      const float shrink = kMostEnlarged / enlarged;
      width = std::max(1.0F, std::floor(width * shrink));
      height = std::max(1.0F, std::floor(height * shrink));
    }
    // The part shown takes the frame's exact aspect, so that nothing is distorted.
    fit.crop = CropTo(picture, width / height);
  }
  fit.frame = {.width = width / device_pixel_ratio, .height = height / device_pixel_ratio};
  return fit;
}

}  // namespace vitrine
