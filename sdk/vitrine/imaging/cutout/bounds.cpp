// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/bounds.h>

#include <cstddef>
#include <cstdint>

namespace vitrine {
namespace {

// From the first to the last line that counts.
struct Extent {
  std::size_t first = 0;
  std::size_t last = 0;
};

Extent ExtentOf(const std::vector<float>& sums, float tail) {
  float all = 0;
  for (const float sum : sums) {
    all += sum;
  }
  Extent extent = {.first = 0, .last = sums.size() - 1};
  if (all == 0) {
    return extent;
  }
  const float left_out = tail * all;
  for (float sum = sums[extent.first]; sum <= left_out && extent.first < extent.last;) {
    sum += sums[++extent.first];
  }
  for (float sum = sums[extent.last]; sum <= left_out && extent.first < extent.last;) {
    sum += sums[--extent.last];
  }
  return extent;
}

}  // namespace

Rect BoundsOf(const std::vector<float>& columns, const std::vector<float>& rows, float tail) {
  const Extent x = ExtentOf(columns, tail);
  const Extent y = ExtentOf(rows, tail);
  return {.x = static_cast<float>(x.first),
          .y = static_cast<float>(y.first),
          .width = static_cast<float>(x.last - x.first + 1),
          .height = static_cast<float>(y.last - y.first + 1)};
}

Rect VisibleBounds(const ImageView& picture) {
  constexpr std::uint8_t kSeen = 128;
  // What a strap's end or a tag adds is no part of how large a subject looks.
  constexpr float kTail = 0.01F;
  std::vector<float> columns(static_cast<std::size_t>(picture.width));
  std::vector<float> rows(static_cast<std::size_t>(picture.height));
  for (std::size_t y = 0; y < rows.size(); ++y) {
    const std::uint8_t* alpha = picture.pixels + y * picture.stride + 3;
    for (std::size_t x = 0; x < columns.size(); ++x, alpha += 4) {
      if (*alpha >= kSeen) {
        columns[x] += 1;
        rows[y] += 1;
      }
    }
  }
  return BoundsOf(columns, rows, kTail);
}

}  // namespace vitrine
