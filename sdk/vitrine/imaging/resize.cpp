// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/linear_pixels-inl.h>
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/resize_axes.h>
#include <vitrine/imaging/resize_columns-inl.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kPixelsPerStep = 4;

// Pixels whose channels are filtered as they are.
struct StoredPixels : StoredSamples {
  static constexpr int kSecondShift = vitrine::kSecondShift;

  HWY_INLINE void Store(hn::Vec<Words> sum, std::uint8_t* to) const { StorePixel(sum, to); }
};

// Second pass, along both rows.
template <typename Pixels>
void FilterRows(const Pixels& pixels, const RowPair& rows, const Taps& taps, std::uint8_t* first,
                std::uint8_t* second) {
  const auto half = hn::Set(Words(), 1 << (Pixels::kSecondShift - 1));
  for (const TapWindow& window : taps.windows) {
    auto sum0 = half;
    auto sum1 = half;
    const std::int16_t* coefficients = taps.coefficients.data() + window.offset;
    const std::int16_t* from0 = rows.filtered[0].data() + std::size_t{window.first} * 4;
    const std::int16_t* from1 = rows.filtered[1].data() + std::size_t{window.first} * 4;
    for (std::uint32_t pair = 0; pair < window.pairs; ++pair) {
      const auto weights = PairOfShorts(coefficients);
      sum0 = hn::Add(sum0, MultiplyPairs(hn::LoadU(Shorts(), from0), weights));
      sum1 = hn::Add(sum1, MultiplyPairs(hn::LoadU(Shorts(), from1), weights));
      coefficients += 2;
      from0 += 8;
      from1 += 8;
    }
    pixels.Store(sum0, first);
    pixels.Store(sum1, second);
    first += 4;
    second += 4;
  }
}

template <typename Pixels>
Result<Image> ResizeBy(const Pixels& pixels, TapsMaker make_taps, const ImageView& source,
                       const Rect& crop, std::int32_t width, std::int32_t height) {
  const bool is_there = source.pixels != nullptr;
  if (auto checked = CheckResize(is_there ? source.width : 0, source.height, crop, width, height);
      !checked) {
    return std::unexpected(std::move(checked).error());
  }
  Result<Image> image = Image::CreateForOverwrite(width, height);
  if (!image) {
    return image;
  }
  const Axes axes = AxesOf(source.width, source.height, crop);
  const auto [columns, lines] = MakeBothTaps(make_taps, axes, width, height);
  RowPair rows;
  for (std::vector<std::int16_t>& row : rows.filtered) {
    // Whole steps, and the pixel after the last one that a window may touch.
    row.resize((axes.x.size + 2 * kPixelsPerStep) * 4);
  }
  const std::uint8_t* const shown = source.pixels + axes.top * source.stride + axes.left * 4;
  const std::size_t last = lines.windows.size() - 1;
  for (std::size_t y = 0; y <= last; y += 2) {
    // Of an odd number of rows the last is made twice.
    const std::size_t next = std::min(y + 1, last);
    SelectRows(shown, source.stride, axes.y.size, lines, lines.windows[y], lines.windows[next],
               rows);
    FilterColumns<RowOrder::kPixelPairs>(pixels, rows, std::size_t{axes.x.size} * 4);
    FilterRows(pixels, rows, columns, image->pixels().data() + y * image->stride(),
               image->pixels().data() + next * image->stride());
  }
  return image;
}

TapsMaker TapsMakerOf(ResizeFilter filter) {
  switch (filter) {
    case ResizeFilter::kArea:
      return MakeAreaTaps;
    case ResizeFilter::kBicubic:
      return MakeBicubicTaps;
    case ResizeFilter::kLanczos3:
      break;
  }
  return MakeLanczosTaps;
}

}  // namespace

Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height) {
  return ResizeBy(StoredPixels(), MakeLanczosTaps, source, crop, width, height);
}

Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height, const ResizeOptions& options) {
  const TapsMaker make_taps = TapsMakerOf(options.filter);
  return options.linear_light ? ResizeBy(LinearPixels(), make_taps, source, crop, width, height)
                              : ResizeBy(StoredPixels(), make_taps, source, crop, width, height);
}

}  // namespace vitrine
