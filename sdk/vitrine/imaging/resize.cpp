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

// Two coefficients, for a pair of pixels, in every lane.
HWY_INLINE hn::Vec<Shorts> PairOfTaps(const std::int16_t* coefficients) {
  std::int32_t both = 0;
  std::memcpy(&both, coefficients, sizeof(both));
  return hn::BitCast(Shorts(), hn::Set(Words(), both));
}

// Rounds to kRowBits, and puts the low halves of two pixels' channels side by side: r0 r1 g0 g1 ...
HWY_INLINE hn::Vec<Shorts> RoundPair(hn::Vec<Words> even, hn::Vec<Words> odd) {
  const auto half = hn::Set(Words(), 1 << (kFirstShift - 1));
  const auto low = hn::ShiftRight<kFirstShift>(hn::Add(even, half));
  const auto high = hn::ShiftLeft<16 - kFirstShift>(hn::Add(odd, half));
  return hn::OddEven(hn::BitCast(Shorts(), high), hn::BitCast(Shorts(), low));
}

// Four pixels of the row between the passes, from rows[0], rows[1] ... at `offset` bytes.
template <typename LoadBytes>
HWY_INLINE void FilterColumn(const std::uint8_t* const* rows, const std::int16_t* coefficients,
                             std::uint32_t pairs, const LoadBytes& load, std::int16_t* to) {
  const auto zero = hn::Zero(Bytes());
  auto sum0 = hn::Zero(Words());
  auto sum1 = sum0;
  auto sum2 = sum0;
  auto sum3 = sum0;
  for (std::uint32_t pair = 0; pair < pairs; ++pair, rows += 2, coefficients += 2) {
    const auto taps = PairOfTaps(coefficients);
    const auto even = load(rows[0]);
    const auto odd = load(rows[1]);
    const auto low = hn::InterleaveLower(even, odd);
    const auto high = hn::InterleaveUpper(Bytes(), even, odd);
    const auto weigh = [&](auto bytes) {
      return MultiplyPairs(hn::BitCast(Shorts(), bytes), taps);
    };
    sum0 = hn::Add(sum0, weigh(hn::InterleaveLower(low, zero)));
    sum1 = hn::Add(sum1, weigh(hn::InterleaveUpper(Bytes(), low, zero)));
    sum2 = hn::Add(sum2, weigh(hn::InterleaveLower(high, zero)));
    sum3 = hn::Add(sum3, weigh(hn::InterleaveUpper(Bytes(), high, zero)));
  }
  hn::StoreU(RoundPair(sum0, sum1), Shorts(), to);
  hn::StoreU(RoundPair(sum2, sum3), Shorts(), to + 8);
}

// First pass, down the columns: one row of `width` pixels, in pairs, from the rows of a window.
void FilterColumns(const std::uint8_t* const* rows, const std::int16_t* coefficients,
                   std::uint32_t pairs, std::size_t width, std::int16_t* to) {
  const std::size_t bytes = width * 4;
  std::size_t offset = 0;
  for (; offset + 16 <= bytes; offset += 16) {
    const auto load = [offset](const std::uint8_t* row) {
      return hn::LoadU(Bytes(), row + offset);
    };
    FilterColumn(rows, coefficients, pairs, load, to + offset);
  }
  if (offset < bytes) {
    const auto load = [offset, bytes](const std::uint8_t* row) {
      return LoadFirst(Bytes(), row + offset, bytes - offset);
    };
    FilterColumn(rows, coefficients, pairs, load, to + offset);
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
    sum = hn::Add(sum, MultiplyPairs(hn::LoadU(Shorts(), from), PairOfTaps(coefficients)));
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
  Result<Image> image = Image::Create(width, height);
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
                  axes->x.size, row.data());
    FilterRow(row.data(), columns, to);
    to += image->stride();
  }
  return image;
}

}  // namespace vitrine
