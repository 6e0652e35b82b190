// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstdint>

namespace vitrine {

/// A width and a height in CSS pixels.
struct Extent {
  float width = 0;
  float height = 0;
};

/// The size of a picture in its own pixels; 0 x 0 for one that could not be had.
struct PictureSize {
  std::int32_t width = 0;
  std::int32_t height = 0;

  bool Exists() const { return width > 0 && height > 0; }
};

/// How a picture is shown.
struct PictureFit {
  Extent frame;  ///< A whole number of device pixels.
  Rect crop;     ///< In the picture's pixels, of the frame's aspect; empty for a missing picture.
};

/// The most that is cut off one dimension of a picture.
inline constexpr float kMostCropped = 0.18F;
/// The most that a picture is enlarged, in device pixels for each of its own.
inline constexpr float kMostEnlarged = 1.25F;
/// The aspect (width by height) of a placeholder.
inline constexpr float kPlaceholderAspect = 0.75F;

/// Width by height of the picture, that of a placeholder when it is missing.
float AspectOf(const PictureSize& picture);

/// Fits a picture into a slot: cut to the slot's aspect as far as kMostCropped allows, then as
/// large as the slot and kMostEnlarged allow. The part shown lies a little above the middle.
PictureFit FitPicture(const PictureSize& picture, const Extent& slot, float device_pixel_ratio);

}  // namespace vitrine
