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

/// The rows of the source that make two neighbouring rows of the output. Their windows overlap, so
/// most of what is loaded serves both.
struct SourceRows {
  const std::uint8_t* first = nullptr;
  std::size_t stride = 0;       ///< From one of them to the next, in bytes.
  std::size_t last_stride = 0;  ///< To the last one; 0 where the picture ends before it.
  // They are taken in pairs:
  std::size_t leading = 0;   ///< so many that only the first row of the output needs,
  std::size_t shared = 0;    ///< so many for both,
  std::size_t trailing = 0;  ///< so many for the second, and one more for both.
  // Of the rows,
  std::size_t new_from = 0;   ///< those before were read for the pair of the output before,
  std::size_t new_count = 0;  ///< so many from there on were not.
};

/// Two neighbouring rows of the output at once.
struct RowPair {
  SourceRows source;
  std::vector<std::int16_t> taps;  ///< For each pair of the source two of the first row of the
                                   ///< output, and two of the second.
  std::uint32_t end = 0;           ///< Of the rows of the source that were read so far.
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

/// Filters sixteen samples down the columns; `load` gives them from where they lie in a row. Takes
/// by value what the stores might seem to change.
template <RowOrder Order, int Bits, typename LoadSamples>
HWY_INLINE void FilterColumn(SourceRows rows, const std::int16_t* taps, std::int16_t* to_first,
                             std::int16_t* to_second, const LoadSamples& load) {
  Sums first;
  Sums second;
  const std::uint8_t* source = rows.first;
  const auto next = [&](std::size_t stride) HWY_ATTR {
    const PixelPairs pixels(load(source), load(source + stride));
    source += 2 * stride;
    return pixels;
  };
  for (const std::int16_t* end = taps + 4 * rows.leading; taps != end; taps += 4) {
    next(rows.stride).AddTo(first, taps);
  }
  for (const std::int16_t* end = taps + 4 * rows.shared; taps != end; taps += 4) {
    const PixelPairs pixels = next(rows.stride);
    pixels.AddTo(first, taps);
    pixels.AddTo(second, taps + 2);
  }
  for (const std::int16_t* end = taps + 4 * rows.trailing; taps != end; taps += 4) {
    next(rows.stride).AddTo(second, taps + 2);
  }
  const PixelPairs pixels = next(rows.last_stride);
  pixels.AddTo(first, taps);
  pixels.AddTo(second, taps + 2);
  first.Store<Order, Bits>(to_first);
  second.Store<Order, Bits>(to_second);
}

/// Reads rows one after the other, as memory is quickest; what is read stays near. The filter goes
/// down the columns, a row at each step, where no processor foresees what it will need.
inline void ReadAhead(const std::uint8_t* from, std::size_t stride, std::size_t rows,
                      std::size_t bytes) {
  constexpr std::size_t kCacheLine = 64;
  std::uint8_t any = 0;
  for (std::size_t row = 0; row < rows; ++row, from += stride) {
    for (std::size_t x = 0; x < bytes; x += kCacheLine) {
      any |= from[x];
    }
  }
  // To the compiler someone needs them.
  asm volatile("" : : "r"(any));
}

/// First pass, down the columns: from `bytes` of each source row, which `samples` reads.
template <RowOrder Order, typename Samples>
void FilterColumns(const Samples& samples, RowPair& pair, std::size_t bytes) {
  SourceRows rows = pair.source;
  ReadAhead(rows.first + rows.new_from * rows.stride, rows.stride, rows.new_count, bytes);
  const std::int16_t* const taps = pair.taps.data();
  std::int16_t* first = pair.filtered[0].data();
  std::int16_t* second = pair.filtered[1].data();
  for (; bytes >= 16; bytes -= 16, rows.first += 16, first += 16, second += 16) {
    FilterColumn<Order, Samples::kBits>(
        rows, taps, first, second, [&](const std::uint8_t* from) { return samples.Load(from); });
  }
  if (bytes > 0) {
    FilterColumn<Order, Samples::kBits>(rows, taps, first, second, [&](const std::uint8_t* from) {
      return samples.LoadFirst(from, bytes);
    });
  }
}

/// Selects the source rows that either of two windows covers, with the taps of both. `source` is
/// where the part that shows begins, `size` its number of rows.
inline void SelectRows(const std::uint8_t* source, std::size_t stride, std::uint32_t size,
                       const Taps& taps, const TapWindow& first, const TapWindow& second,
                       RowPair& rows) {
  const std::uint32_t begin = std::min(first.first, second.first);
  const std::uint32_t first_end = first.first + 2 * first.pairs;
  const std::uint32_t end = std::max(first_end, second.first + 2 * second.pairs);
  // The last two rows are taken apart, for both.
  const std::uint32_t last = end - 2;
  const std::uint32_t leading_end = std::min(second.first, last);
  const std::uint32_t shared_end = std::clamp(first_end, leading_end, last);
  const std::uint32_t there = std::min(end, size);
  const std::uint32_t new_from = std::clamp(rows.end, begin, there);
  rows.source = {.first = source + begin * stride,
                 .stride = stride,
                 .last_stride = end <= size ? stride : 0,
                 .leading = (leading_end - begin) / 2,
                 .shared = (shared_end - leading_end) / 2,
                 .trailing = (last - shared_end) / 2,
                 .new_from = new_from - begin,
                 .new_count = there - new_from};
  rows.end = there;
  rows.taps.assign(2 * std::size_t{end - begin}, 0);
  std::int16_t* to = rows.taps.data();
  for (const TapWindow& window : {first, second}) {
    const std::int16_t* from = taps.coefficients.data() + window.offset;
    std::int16_t* pair = to + 2 * std::size_t{window.first - begin};
    for (std::uint32_t i = 0; i < window.pairs; ++i, from += 2, pair += 4) {
      std::copy_n(from, 2, pair);
    }
    to += 2;
  }
}

}  // namespace vitrine
