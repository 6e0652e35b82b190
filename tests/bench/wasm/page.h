// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/image.h>
#include <vitrine/imaging/yuv.h>

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace vitrine::bench {

/// Pictures in the module's memory and what the engine makes of them: a page, or a smaller picture.
class Page {
 public:
  /// Adds a picture and gives its premultiplied RGBA, for the caller to fill; empty without memory.
  std::span<std::uint8_t> AddPicture(std::int32_t width, std::int32_t height);

  /// The same as JPEG keeps it, with half as many differences of colour in either direction.
  std::span<std::uint8_t> AddPlanes(std::int32_t width, std::int32_t height);

  /// A picture's bytes again, to be filled anew.
  std::span<std::uint8_t> bytes(std::size_t picture);

  /// Where the picture added last lies on the page.
  void PlaceLast(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height);

  void SetShadow(float offset_x, float offset_y, float sigma, Colour colour);

  /// Resizes every placed picture, draws its shadow and blends it onto a page of one colour.
  bool Compose(std::int32_t width, std::int32_t height, Colour background);

  /// Resizes one picture.
  bool Resize(std::size_t picture, std::int32_t width, std::int32_t height);

  /// What the last call made, until the next one.
  std::span<const std::uint8_t> result() const { return result_.pixels(); }

 private:
  struct Placed {
    std::variant<Image, YuvImage> picture;
    Rect slot;
  };

  std::vector<Placed> pictures_;
  Shadow shadow_;
  Image result_;
};

}  // namespace vitrine::bench
