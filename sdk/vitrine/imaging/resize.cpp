// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/resize_taps.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kPixelsPerStep = 4;

// Between the two passes a row keeps 6 bits behind the point. Lanczos' overshoot of at most 30 % at
// either end leaves it inside 16 bits.
constexpr int kRowBits = 6;
constexpr int kFirstShift = kTapBits - kRowBits;
constexpr int kSecondShift = kTapBits + kRowBits;

// Rounds to kRowBits, and puts the low halves of two pixels' channels side by side: r0 r1 g0 g1 ...
HWY_INLINE hn::Vec<Shorts> RoundPair(hn::Vec<Words> even, hn::Vec<Words> odd) {
  const auto half = hn::Set(Words(), 1 << (kFirstShift - 1));
  const auto low = hn::ShiftRight<kFirstShift>(hn::Add(even, half));
  const auto high = hn::ShiftLeft<16 - kFirstShift>(hn::Add(odd, half));
  return hn::OddEven(hn::BitCast(Shorts(), high), hn::BitCast(Shorts(), low));
}

// The sums of four pixels.
struct Sums {
  hn::Vec<Words> pixel0 = hn::Zero(Words());
  hn::Vec<Words> pixel1 = hn::Zero(Words());
  hn::Vec<Words> pixel2 = hn::Zero(Words());
  hn::Vec<Words> pixel3 = hn::Zero(Words());

  HWY_INLINE void Store(std::int16_t* to) const {
    hn::StoreU(RoundPair(pixel0, pixel1), Shorts(), to);
    hn::StoreU(RoundPair(pixel2, pixel3), Shorts(), to + 8);
  }
};

// Two neighbouring rows of the output at once: their windows overlap, so most of what is loaded
// serves both.
struct RowPair {
  const std::uint8_t* source = nullptr;   ///< The first of an even number of rows of the source.
  std::size_t stride = 0;                 ///< From one of them to the next, in bytes.
  std::size_t last_stride = 0;            ///< To the last one; 0 where the picture ends before it.
  std::vector<std::int16_t> taps[2];      ///< A coefficient of each, for either row of the output.
  std::size_t leading = 0;                ///< So many only the first row of the output needs,
  std::size_t trailing = 0;               ///< and from here on only the second does. Both even.
  std::vector<std::int16_t> filtered[2];  ///< The rows between the passes.
};

// Four pixels of two rows of the source, the channels of both side by side.
struct PixelPairs {
  HWY_INLINE PixelPairs(hn::Vec<Bytes> even, hn::Vec<Bytes> odd) {
    const auto low = hn::InterleaveLower(even, odd);
    const auto high = hn::InterleaveUpper(Bytes(), even, odd);
    pixel0 = WidenLower(low);
    pixel1 = WidenUpper(low);
    pixel2 = WidenLower(high);
    pixel3 = WidenUpper(high);
  }

  HWY_INLINE void AddTo(Sums& sums, const std::int16_t* pair) const {
    const auto taps = PairOfShorts(pair);
    sums.pixel0 = hn::Add(sums.pixel0, MultiplyPairs(pixel0, taps));
    sums.pixel1 = hn::Add(sums.pixel1, MultiplyPairs(pixel1, taps));
    sums.pixel2 = hn::Add(sums.pixel2, MultiplyPairs(pixel2, taps));
    sums.pixel3 = hn::Add(sums.pixel3, MultiplyPairs(pixel3, taps));
  }

  hn::Vec<Shorts> pixel0;
  hn::Vec<Shorts> pixel1;
  hn::Vec<Shorts> pixel2;
  hn::Vec<Shorts> pixel3;
};

// Filters four pixels down the columns; `load` gives them from the start of a source row.
template <typename LoadBytes>
HWY_INLINE void FilterColumn(RowPair& rows, std::size_t offset, const LoadBytes& load) {
  const std::uint8_t* source = rows.source + offset;
  const std::size_t stride = rows.stride;
  const std::size_t last = rows.taps[0].size() - 2;
  const std::int16_t* const taps0 = rows.taps[0].data();
  const std::int16_t* const taps1 = rows.taps[1].data();
  Sums first;
  Sums second;
  std::size_t row = 0;
  for (; row < rows.leading; row += 2, source += 2 * stride) {
    PixelPairs(load(source), load(source + stride)).AddTo(first, taps0 + row);
  }
  for (; row < std::min(rows.trailing, last); row += 2, source += 2 * stride) {
    const PixelPairs pixels(load(source), load(source + stride));
    pixels.AddTo(first, taps0 + row);
    pixels.AddTo(second, taps1 + row);
  }
  for (; row < last; row += 2, source += 2 * stride) {
    PixelPairs(load(source), load(source + stride)).AddTo(second, taps1 + row);
  }
  const PixelPairs pixels(load(source), load(source + rows.last_stride));
  pixels.AddTo(first, taps0 + row);
  pixels.AddTo(second, taps1 + row);
  first.Store(rows.filtered[0].data() + offset);
  second.Store(rows.filtered[1].data() + offset);
}

// First pass, down the columns: from `bytes` channels of each source row.
void FilterColumns(RowPair& rows, std::size_t bytes) {
  std::size_t offset = 0;
  for (; offset + 16 <= bytes; offset += 16) {
    FilterColumn(rows, offset, [](const std::uint8_t* from) { return hn::LoadU(Bytes(), from); });
  }
  if (offset < bytes) {
    FilterColumn(rows, offset, [&](const std::uint8_t* from) {
      return LoadFirst(Bytes(), from, bytes - offset);
    });
  }
}

// A pixel's channels in 0 .. 255 and none above alpha, as premultiplied colours must be.
HWY_INLINE void StorePixel(hn::Vec<Words> sum, std::uint8_t* to) {
  const auto value = hn::Max(hn::ShiftRight<kSecondShift>(sum), hn::Zero(Words()));
  const auto alpha = hn::Min(hn::Broadcast<3>(value), hn::Set(Words(), 255));
  const hn::Rebind<std::uint8_t, Words> four;
  hn::StoreU(hn::DemoteTo(four, hn::Min(value, alpha)), four, to);
}

// Second pass, along both rows.
void FilterRows(const RowPair& rows, const Taps& taps, std::uint8_t* first, std::uint8_t* second) {
  const auto half = hn::Set(Words(), 1 << (kSecondShift - 1));
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
    StorePixel(sum0, first);
    StorePixel(sum1, second);
    first += 4;
    second += 4;
  }
}

struct Axes {
  Span x;
  Span y;
  std::size_t left = 0;  ///< First whole pixel of the source that shows.
  std::size_t top = 0;
};

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

// The filters take memory by the sides, not by the pixels.
Result<void> CheckSides(const ImageView& source, std::int32_t width, std::int32_t height) {
  const std::int32_t longest = std::max({source.width, source.height, width, height});
  if (longest > kMaxResizeSide) {
    return Fail(ErrorCode::kImageTooLarge, "a side of " + std::to_string(longest) +
                                               " pixels exceeds the limit of " +
                                               std::to_string(kMaxResizeSide));
  }
  return {};
}

Result<Axes> CheckedAxes(const ImageView& source, const Rect& crop) {
  constexpr float kSlack = 0.01F;
  if (source.pixels == nullptr || source.width < 1 || source.height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "the picture to resize is empty");
  }
  // Written so that NaN fails.
  const bool inside = crop.x >= -kSlack && crop.y >= -kSlack && crop.width > 0 && crop.height > 0 &&
                      crop.x + crop.width <= static_cast<float>(source.width) + kSlack &&
                      crop.y + crop.height <= static_cast<float>(source.height) + kSlack;
  if (!inside) {
    return Fail(ErrorCode::kInvalidArgument,
                "the crop of " + std::to_string(crop.width) + " x " + std::to_string(crop.height) +
                    " at " + std::to_string(crop.x) + ", " + std::to_string(crop.y) +
                    " is not inside the picture of " + std::to_string(source.width) + " x " +
                    std::to_string(source.height) + " pixels");
  }
  Axes axes;
  std::tie(axes.x, axes.left) = SpanOf(crop.x, crop.width, source.width);
  std::tie(axes.y, axes.top) = SpanOf(crop.y, crop.height, source.height);
  return axes;
}

// Selects the source rows that either of two windows covers, with the taps of both.
void SelectRows(const ImageView& source, const Axes& axes, const Taps& taps, const TapWindow& first,
                const TapWindow& second, RowPair& rows) {
  const std::uint32_t begin = std::min(first.first, second.first);
  const std::uint32_t end =
      std::max(first.first + 2 * first.pairs, second.first + 2 * second.pairs);
  rows.source = source.pixels + (axes.top + begin) * source.stride + axes.left * 4;
  rows.stride = source.stride;
  rows.last_stride = end <= axes.y.size ? source.stride : 0;
  // The last two rows are taken apart, for both.
  rows.leading = std::min(second.first, end - 2) - begin;
  rows.trailing = std::max(first.first + 2 * first.pairs, second.first) - begin;
  for (const auto& [window, to] : {std::pair(first, &rows.taps[0]), {second, &rows.taps[1]}}) {
    const auto from = taps.coefficients.begin() + static_cast<std::ptrdiff_t>(window.offset);
    to->assign(end - begin, 0);
    std::copy_n(from, 2 * window.pairs, to->data() + (window.first - begin));
  }
}

}  // namespace

Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height) {
  if (auto checked = CheckSides(source, width, height); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  const Result<Axes> axes = CheckedAxes(source, crop);
  if (!axes) {
    return std::unexpected(axes.error());
  }
  Result<Image> image = Image::CreateForOverwrite(width, height);
  if (!image) {
    return image;
  }
  const Taps columns = MakeLanczosTaps(axes->x, static_cast<std::uint32_t>(width));
  const Taps lines = MakeLanczosTaps(axes->y, static_cast<std::uint32_t>(height));
  RowPair rows;
  for (std::vector<std::int16_t>& row : rows.filtered) {
    // Whole steps, and the pixel after the last one that a window may touch.
    row.resize((axes->x.size + 2 * kPixelsPerStep) * 4);
  }
  const std::size_t last = lines.windows.size() - 1;
  for (std::size_t y = 0; y <= last; y += 2) {
    // Of an odd number of rows the last is made twice.
    const std::size_t next = std::min(y + 1, last);
    SelectRows(source, *axes, lines, lines.windows[y], lines.windows[next], rows);
    FilterColumns(rows, std::size_t{axes->x.size} * 4);
    FilterRows(rows, columns, image->pixels().data() + y * image->stride(),
               image->pixels().data() + next * image->stride());
  }
  return image;
}

}  // namespace vitrine
