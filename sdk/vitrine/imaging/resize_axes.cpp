// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/resize_axes.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

namespace vitrine {
namespace {

// The part of 0 .. size that begins at `begin`; rounding in the caller may put it a little outside.
std::pair<Span, std::size_t> SpanOf(double begin, double length, std::int32_t size) {
  const double first = std::clamp(begin, 0.0, size - 1.0);
  const double last = std::clamp(begin + length, first, static_cast<double>(size));
  const double whole = std::floor(first);
  const double end = std::max(std::ceil(last), whole + 1);
  return {{.size = static_cast<std::uint32_t>(end - whole),
           .begin = first - whole,
           .length = last - first},
          static_cast<std::size_t>(whole)};
}

}  // namespace

Axes AxesOf(std::int32_t width, std::int32_t height, const Rect& crop) {
  Axes axes;
  std::tie(axes.x, axes.left) = SpanOf(crop.x, crop.width, width);
  std::tie(axes.y, axes.top) = SpanOf(crop.y, crop.height, height);
  return axes;
}

BothTaps MakeBothTaps(TapsMaker make, const Axes& axes, std::int32_t width, std::int32_t height) {
  BothTaps taps = {.columns = make(axes.x, static_cast<std::uint32_t>(width)), .lines = {}};
  taps.lines = axes.x == axes.y && width == height
                   ? taps.columns
                   : make(axes.y, static_cast<std::uint32_t>(height));
  return taps;
}

Result<void> CheckResize(std::int32_t source_width, std::int32_t source_height, const Rect& crop,
                         std::int32_t width, std::int32_t height) {
  // The filters take memory by the sides, not by the pixels.
  const std::int32_t longest = std::max({source_width, source_height, width, height});
  if (longest > kMaxResizeSide) {
    return Fail(ErrorCode::kImageTooLarge, "a side of " + std::to_string(longest) +
                                               " pixels exceeds the limit of " +
                                               std::to_string(kMaxResizeSide));
  }
  if (source_width < 1 || source_height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "the picture to resize is empty");
  }
  constexpr float kSlack = 0.01F;
  // Written so that NaN fails.
  const bool inside = crop.x >= -kSlack && crop.y >= -kSlack && crop.width > 0 && crop.height > 0 &&
                      crop.x + crop.width <= static_cast<float>(source_width) + kSlack &&
                      crop.y + crop.height <= static_cast<float>(source_height) + kSlack;
  if (!inside) {
    return Fail(ErrorCode::kInvalidArgument,
                "the crop of " + NumberText(crop.width) + " x " + NumberText(crop.height) + " at " +
                    NumberText(crop.x) + ", " + NumberText(crop.y) +
                    " is not inside the picture of " + std::to_string(source_width) + " x " +
                    std::to_string(source_height) + " pixels");
  }
  return {};
}

}  // namespace vitrine
