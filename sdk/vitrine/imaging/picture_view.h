// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>
#include <vitrine/imaging/yuv.h>

#include <cstdint>
#include <variant>

namespace vitrine {

/// The pixels of a picture, however they are kept. Without any it stands for a picture that could
/// not be had.
using PictureView = std::variant<ImageView, YuvView>;

/// In pixels; 0 where there are none.
std::int32_t WidthOf(const PictureView& picture);
std::int32_t HeightOf(const PictureView& picture);

/// The colour of a pixel inside the picture, with straight alpha; that of the nearest sample.
Colour ColourAt(const PictureView& picture, std::int32_t x, std::int32_t y);

/// Resize or ResizeYuv.
Result<Image> ResizePicture(const PictureView& picture, const Rect& crop, std::int32_t width,
                            std::int32_t height);

}  // namespace vitrine
