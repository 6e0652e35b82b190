// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>
#include <vitrine/imaging/picture_view.h>
#include <vitrine/lookbook/scene.h>

#include <vector>

namespace vitrine {

/// A page that uses everything a scene can: turned pictures and rectangles, cut-outs with shadows,
/// rounded corners, opacity, every blend mode, a picture that could not be had, things that run off
/// the page. 540 x 675 CSS pixels.
struct MoodBoard {
  std::vector<Image> pictures;
  Scene scene;

  explicit MoodBoard(float device_pixel_ratio);

  /// Of the pictures, for Compose; the last one has no pixels.
  std::vector<PictureView> views() const;
};

}  // namespace vitrine
