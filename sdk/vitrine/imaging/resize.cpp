// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/resize_taps.h>
#include <vitrine/imaging/vectors.h>

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

  // Adds the weighted pixels of two rows.
  HWY_INLINE void Add(hn::Vec<Bytes> even, hn::Vec<Bytes> odd, hn::Vec<Shorts> taps) {
    const auto zero = hn::Zero(Bytes());
    const auto low = hn::InterleaveLower(even, odd);
    const auto high = hn::InterleaveUpper(Bytes(), even, odd);
    const auto weigh = [&](auto bytes) {
      return MultiplyPairs(hn::BitCast(Shorts(), bytes), taps);
    };
    pixel0 = hn::Add(pixel0, weigh(hn::InterleaveLower(low, zero)));
    pixel1 = hn::Add(pixel1, weigh(hn::InterleaveUpper(Bytes(), low, zero)));
    pixel2 = hn::Add(pixel2, weigh(hn::InterleaveLower(high, zero)));
    pixel3 = hn::Add(pixel3, weigh(hn::InterleaveUpper(Bytes(), high, zero)));
  }

  HWY_INLINE void Store(std::int16_t* to) const {
    hn::StoreU(RoundPair(pixel0, pixel1), Shorts(), to);
    hn::StoreU(RoundPair(pixel2, pixel3), Shorts(), to + 8);
  }
};

// First pass, down the columns: one row of `bytes` channels, in pairs of pixels, from the rows of a
// window.
void FilterColumns(const std::uint8_t* const* rows, const std::int16_t* coefficients,
                   std::uint32_t pairs, std::size_t bytes, std::int16_t* to) {
  std::size_t offset = 0;
  for (; offset + 32 <= bytes; offset += 32) {
    Sums left;
    Sums right;
    for (std::uint32_t i = 0; i < pairs; ++i) {
      const auto taps = PairOfShorts(coefficients + std::size_t{2} * i);
      const std::uint8_t* const even = rows[std::size_t{2} * i] + offset;
      const std::uint8_t* const odd = rows[std::size_t{2} * i + 1] + offset;
      left.Add(hn::LoadU(Bytes(), even), hn::LoadU(Bytes(), odd), taps);
      right.Add(hn::LoadU(Bytes(), even + 16), hn::LoadU(Bytes(), odd + 16), taps);
    }
    left.Store(to + offset);
    right.Store(to + offset + 16);
  }
  for (; offset < bytes; offset += 16) {
    const std::size_t count = std::min<std::size_t>(bytes - offset, 16);
    Sums sums;
    for (std::uint32_t i = 0; i < pairs; ++i) {
      const auto taps = PairOfShorts(coefficients + std::size_t{2} * i);
      sums.Add(LoadFirst(Bytes(), rows[std::size_t{2} * i] + offset, count),
               LoadFirst(Bytes(), rows[std::size_t{2} * i + 1] + offset, count), taps);
    }
    sums.Store(to + offset);
  }
}

// Second pass, along the row: one pixel, its channels in 0 .. 255 and none above alpha, as
// premultiplied colours must be.
HWY_INLINE hn::Vec<Words> FilterPixel(const std::int16_t* row, const TapWindow& window,
                                      const std::int16_t* coefficients) {
  auto sum = hn::Set(Words(), 1 << (kSecondShift - 1));
  const std::int16_t* from = row + static_cast<std::size_t>(window.first) * 4;
  coefficients += window.offset;
  for (std::uint32_t pair = 0; pair < window.pairs; ++pair, from += 8, coefficients += 2) {
    sum = hn::Add(sum, MultiplyPairs(hn::LoadU(Shorts(), from), PairOfShorts(coefficients)));
  }
  const auto value = hn::Max(hn::ShiftRight<kSecondShift>(sum), hn::Zero(Words()));
  const auto alpha = hn::Min(hn::Broadcast<3>(value), hn::Set(Words(), 255));
  return hn::Min(value, alpha);
}

void FilterRow(const std::int16_t* row, const Taps& taps, std::uint8_t* to) {
  const std::int16_t* const coefficients = taps.coefficients.data();
  for (const TapWindow& window : taps.windows) {
    const auto pixel = FilterPixel(row, window, coefficients);
    hn::StoreU(hn::DemoteTo(hn::Rebind<std::uint8_t, Words>(), pixel),
               hn::Rebind<std::uint8_t, Words>(), to);
    to += 4;
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

}  // namespace

Result<Image> Resize(const ImageView& source, const Rect& crop, std::int32_t width,
                     std::int32_t height) {
  const Result<Axes> axes = CheckedAxes(source, crop);
  if (!axes) {
    return std::unexpected(axes.error());
  }
  Result<Image> image = Image::CreateForOverwrite(width, height);
  if (!image) {
    return image;
  }
  const Taps columns = MakeLanczosTaps(axes->x, static_cast<std::uint32_t>(width));
  const Taps rows = MakeLanczosTaps(axes->y, static_cast<std::uint32_t>(height));
  // Whole steps, and the pixel after the last one that a window may touch.
  std::vector<std::int16_t> row((axes->x.size + 2 * kPixelsPerStep) * 4);
  std::vector<const std::uint8_t*> window_rows;
  std::uint8_t* to = image->pixels().data();
  for (const TapWindow& window : rows.windows) {
    window_rows.clear();
    for (std::uint32_t i = 0; i < window.pairs * 2; ++i) {
      const std::size_t y = axes->top + std::min(window.first + i, axes->y.size - 1);
      window_rows.push_back(source.pixels + y * source.stride + axes->left * 4);
    }
    FilterColumns(window_rows.data(), rows.coefficients.data() + window.offset, window.pairs,
                  std::size_t{axes->x.size} * 4, row.data());
    FilterRow(row.data(), columns, to);
    to += image->stride();
  }
  return image;
}

}  // namespace vitrine
