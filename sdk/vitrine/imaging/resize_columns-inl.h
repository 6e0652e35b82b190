// SPDX-License-Identifier: Apache-2.0
// The first pass of a resize: down the columns, two rows of the output at once. It takes samples of
// any kind; what is made of a row after that differs.
#pragma once

#include <vitrine/imaging/resize_taps.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine {

/// Between the two passes a row keeps 6 bits behind the point. Lanczos' overshoot of at most 30 %
/// at either end leaves it inside 16 bits.
inline constexpr int kRowBits = 6;

/// What the second pass of RGBA drops of its sums.
inline constexpr int kSecondShift = kTapBits + kRowBits;

/// A pixel's channels in 0 .. 255 and none above alpha, as premultiplied colours must be.
HWY_INLINE void StorePixel(hn::Vec<Words> sum, std::uint8_t* to) {
  const auto value = hn::Max(hn::ShiftRight<kSecondShift>(sum), hn::Zero(Words()));
  const auto alpha = hn::Min(hn::Broadcast<3>(value), hn::Set(Words(), 255));
  const hn::Rebind<std::uint8_t, Words> four;
  hn::StoreU(hn::DemoteTo(four, hn::Min(value, alpha)), four, to);
}

/// Rounds by `Shift` bits, and puts the low halves of two pixels' channels side by side: r0 r1 g0
/// g1 ...
template <int Shift>
HWY_INLINE hn::Vec<Shorts> RoundPair(hn::Vec<Words> even, hn::Vec<Words> odd) {
  const auto half = hn::Set(Words(), 1 << (Shift - 1));
  const auto low = hn::ShiftRight<Shift>(hn::Add(even, half));
  const auto high = hn::ShiftLeft<16 - Shift>(hn::Add(odd, half));
  return hn::OddEven(hn::BitCast(Shorts(), high), hn::BitCast(Shorts(), low));
}

/// Eight sums in their order, rounded by `Shift` bits.
template <int Shift>
HWY_INLINE hn::Vec<Shorts> RoundRow(hn::Vec<Words> low, hn::Vec<Words> high) {
  const auto half = hn::Set(Words(), 1 << (Shift - 1));
  return NarrowWords(hn::ShiftRight<Shift>(hn::Add(low, half)),
                     hn::ShiftRight<Shift>(hn::Add(high, half)));
}

/// How the sums lie between the passes.
enum class RowOrder {
  kPixelPairs,  ///< Of RGBA: two pixels' channels side by side.
  kPlain        ///< Of a plane: as in the source.
};

/// The sums of sixteen bytes: four pixels of RGBA.
struct Sums {
  hn::Vec<Words> pixel0 = hn::Zero(Words());
  hn::Vec<Words> pixel1 = hn::Zero(Words());
  hn::Vec<Words> pixel2 = hn::Zero(Words());
  hn::Vec<Words> pixel3 = hn::Zero(Words());

  /// Rounds to kRowBits the sums of samples that have `Bits` of them.
  template <RowOrder Order, int Bits>
  HWY_INLINE void Store(std::int16_t* to) const {
    constexpr int kShift = kTapBits + Bits - kRowBits;
    if constexpr (Order == RowOrder::kPixelPairs) {
      hn::StoreU(RoundPair<kShift>(pixel0, pixel1), Shorts(), to);
      hn::StoreU(RoundPair<kShift>(pixel2, pixel3), Shorts(), to + 8);
    } else {
      hn::StoreU(RoundRow<kShift>(pixel0, pixel1), Shorts(), to);
      hn::StoreU(RoundRow<kShift>(pixel2, pixel3), Shorts(), to + 8);
    }
  }
};

/// Two neighbouring rows of the output at once: their windows overlap, so most of what is loaded
/// serves both.
struct RowPair {
  const std::uint8_t* source = nullptr;   ///< The first of an even number of rows of the source.
  std::size_t stride = 0;                 ///< From one of them to the next, in bytes.
  std::size_t last_stride = 0;            ///< To the last one; 0 where the picture ends before it.
  std::vector<std::int16_t> taps[2];      ///< A coefficient of each, for either row of the output.
  std::size_t leading = 0;                ///< So many only the first row of the output needs,
  std::size_t trailing = 0;               ///< and from here on only the second does. Both even.
  std::vector<std::int16_t> filtered[2];  ///< The rows between the passes.
};

/// Sixteen samples that are no longer bytes, in two vectors.
struct WideSamples {
  hn::Vec<Shorts> low;
  hn::Vec<Shorts> high;
};

/// Sixteen samples of two rows of the source, those of both side by side.
struct PixelPairs {
  HWY_INLINE PixelPairs(hn::Vec<Bytes> even, hn::Vec<Bytes> odd) {
    const auto low = hn::InterleaveLower(even, odd);
    const auto high = hn::InterleaveUpper(Bytes(), even, odd);
    pixel0 = WidenLower(low);
    pixel1 = WidenUpper(low);
    pixel2 = WidenLower(high);
    pixel3 = WidenUpper(high);
  }

  HWY_INLINE PixelPairs(WideSamples even, WideSamples odd)
      : pixel0(hn::InterleaveLower(even.low, odd.low)),
        pixel1(hn::InterleaveUpper(Shorts(), even.low, odd.low)),
        pixel2(hn::InterleaveLower(even.high, odd.high)),
        pixel3(hn::InterleaveUpper(Shorts(), even.high, odd.high)) {}

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

/// Samples as they are stored.
struct StoredSamples {
  static constexpr int kBits = 0;  ///< Behind the point of what is loaded.

  HWY_INLINE hn::Vec<Bytes> Load(const std::uint8_t* from) const {
    return hn::LoadU(Bytes(), from);
  }
  HWY_INLINE hn::Vec<Bytes> LoadFirst(const std::uint8_t* from, std::size_t count) const {
    return vitrine::LoadFirst(Bytes(), from, count);
  }
};

/// Filters sixteen samples down the columns; `load` gives them from where they lie in a row.
template <RowOrder Order, int Bits, typename LoadSamples>
HWY_INLINE void FilterColumn(RowPair& rows, std::size_t offset, const LoadSamples& load) {
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
  first.Store<Order, Bits>(rows.filtered[0].data() + offset);
  second.Store<Order, Bits>(rows.filtered[1].data() + offset);
}

/// First pass, down the columns: from `bytes` of each source row, which `samples` reads.
template <RowOrder Order, typename Samples>
void FilterColumns(const Samples& samples, RowPair& rows, std::size_t bytes) {
  std::size_t offset = 0;
  for (; offset + 16 <= bytes; offset += 16) {
    FilterColumn<Order, Samples::kBits>(
        rows, offset, [&](const std::uint8_t* from) { return samples.Load(from); });
  }
  if (offset < bytes) {
    FilterColumn<Order, Samples::kBits>(rows, offset, [&](const std::uint8_t* from) {
      return samples.LoadFirst(from, bytes - offset);
    });
  }
}

/// Selects the source rows that either of two windows covers, with the taps of both. `source` is
/// where the part that shows begins, `size` its number of rows.
inline void SelectRows(const std::uint8_t* source, std::size_t stride, std::uint32_t size,
                       const Taps& taps, const TapWindow& first, const TapWindow& second,
                       RowPair& rows) {
  const std::uint32_t begin = std::min(first.first, second.first);
  const std::uint32_t end =
      std::max(first.first + 2 * first.pairs, second.first + 2 * second.pairs);
  rows.source = source + begin * stride;
  rows.stride = stride;
  rows.last_stride = end <= size ? stride : 0;
  // The last two rows are taken apart, for both.
  rows.leading = std::min(second.first, end - 2) - begin;
  rows.trailing = std::max(first.first + 2 * first.pairs, second.first) - begin;
  for (const auto& [window, to] : {std::pair(first, &rows.taps[0]), {second, &rows.taps[1]}}) {
    const auto from = taps.coefficients.begin() + static_cast<std::ptrdiff_t>(window.offset);
    to->assign(end - begin, 0);
    std::copy_n(from, 2 * window.pairs, to->data() + (window.first - begin));
  }
}

}  // namespace vitrine
