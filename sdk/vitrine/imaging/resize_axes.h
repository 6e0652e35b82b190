// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>
#include <vitrine/imaging/resize_taps.h>

#include <cstddef>
#include <cstdint>

namespace vitrine {

/// The part of a picture that is resampled.
struct Axes {
  Span x;
  Span y;
  std::size_t left = 0;  ///< First whole pixel of the source that shows.
  std::size_t top = 0;
};

/// The axes of a crop that was checked; what rounding put a little outside is cut off.
Axes AxesOf(std::int32_t width, std::int32_t height, const Rect& crop);

/// The filters of both axes.
struct BothTaps {
  Taps columns;
  Taps lines;
};

/// Makes them, and only one where both axes are the same.
BothTaps MakeBothTaps(TapsMaker make, const Axes& axes, std::int32_t width, std::int32_t height);

/// Checks what is to be resampled: sides up to kMaxResizeSide, a crop inside a picture that is
/// there. Errors: kInvalidArgument, kImageTooLarge.
Result<void> CheckResize(std::int32_t source_width, std::int32_t source_height, const Rect& crop,
                         std::int32_t width, std::int32_t height);

}  // namespace vitrine
