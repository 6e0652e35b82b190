// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace vitrine {

/// A rectangle in continuous pixel coordinates: the pixel (0, 0) covers [0, 1) x [0, 1).
struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  bool operator==(const Rect&) const = default;
};

/// An sRGB colour with straight alpha.
struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;

  bool operator==(const Colour&) const = default;
};

/// The most pixels any picture may have: 100 megapixels, 400 MB decoded.
inline constexpr std::size_t kMaxPixels = 100'000'000;

/// Read-only pixels of somebody else: RGBA, 8 bits, sRGB, premultiplied alpha, rows top down.
struct ImageView {
  const std::uint8_t* pixels = nullptr;
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::size_t stride = 0;  ///< Bytes from one row to the next.
};

/// The bytes of a picture of this size. Errors: kInvalidArgument for a size below 1; kImageTooLarge
/// above kMaxPixels.
Result<std::size_t> ImageByteCount(std::int32_t width, std::int32_t height);

/// Owned pixels: RGBA, 8 bits, sRGB, premultiplied alpha, rows top down, no padding between rows,
/// the first pixel 64-byte aligned. Movable, not copyable by accident (use Clone).
class Image {
 public:
  Image() = default;

  /// A picture of transparent black. Errors: as ImageByteCount; kOutOfMemory.
  static Result<Image> Create(std::int32_t width, std::int32_t height);

  /// As Create, but the pixels are whatever was in memory: for whoever writes all of them.
  static Result<Image> CreateForOverwrite(std::int32_t width, std::int32_t height);

  std::int32_t width() const { return width_; }
  std::int32_t height() const { return height_; }
  std::size_t stride() const { return static_cast<std::size_t>(width_) * 4; }
  bool empty() const { return width_ == 0; }

  std::span<std::uint8_t> pixels();
  std::span<const std::uint8_t> pixels() const;
  ImageView view() const;

  Result<Image> Clone() const;

 private:
  struct AlignedFree {
    void operator()(std::uint8_t* pixels) const;
  };
  std::unique_ptr<std::uint8_t[], AlignedFree> pixels_;
  std::int32_t width_ = 0;
  std::int32_t height_ = 0;
};

}  // namespace vitrine
