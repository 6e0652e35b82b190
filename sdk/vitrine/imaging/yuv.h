// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace vitrine {

/// One component of a picture, rows top down.
struct PlaneView {
  const std::uint8_t* samples = nullptr;
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::size_t stride = 0;  ///< Bytes from one row to the next.
};

/// An opaque picture as JPEG keeps it: brightness and two differences of colour, full range, with
/// the matrix of BT.601; the differences perhaps at half the resolution, their samples in the
/// middle of those of the brightness that they stand for. Source: ITU-T T.871 (JFIF), sections 6.2
/// and 7.
struct YuvView {
  PlaneView y;
  PlaneView u;  ///< Cb, and v is Cr, of the same size.
  PlaneView v;
  std::int32_t step_x = 1;  ///< Pixels of the picture to a sample of u and v: 1 or 2.
  std::int32_t step_y = 1;
};

/// How the planes of a picture lie in one piece of memory: y, then u, then v, each without gaps.
class YuvLayout {
 public:
  /// Errors: kInvalidArgument for a size below 1 or a step that is not 1 or 2; kImageTooLarge above
  /// kMaxPixels.
  static Result<YuvLayout> Of(std::int32_t width, std::int32_t height, std::int32_t step_x,
                              std::int32_t step_y);

  std::size_t byte_count() const { return luma_ + 2 * chroma_; }

  /// The planes that begin there.
  YuvView In(const std::uint8_t* samples) const;

 private:
  YuvLayout() = default;

  YuvView shape_;  // Without samples.
  std::size_t luma_ = 0;
  std::size_t chroma_ = 0;
};

/// The planes of a picture, laid out so, in memory of their own.
class YuvImage {
 public:
  /// The samples are not defined until they are written. Errors: as YuvLayout; kOutOfMemory.
  static Result<YuvImage> CreateForOverwrite(std::int32_t width, std::int32_t height,
                                             std::int32_t step_x, std::int32_t step_y);

  std::span<std::uint8_t> samples() { return {samples_.get(), layout_.byte_count()}; }

  /// Valid as long as the image, also once it was moved.
  YuvView view() const { return layout_.In(samples_.get()); }

 private:
  explicit YuvImage(const YuvLayout& layout) : layout_(layout) {}

  YuvLayout layout_;
  std::unique_ptr<std::uint8_t[]> samples_;
};

/// Resamples a part of the picture to `width` x `height` as Resize does, and only then turns it
/// into colours: less than half the work, as there are up to 2.7 times fewer numbers to filter.
///
/// @return Opaque RGBA, or what Resize says; kInvalidArgument also for steps or planes that do not
///   fit each other.
Result<Image> ResizeYuv(const YuvView& source, const Rect& crop, std::int32_t width,
                        std::int32_t height);

}  // namespace vitrine
