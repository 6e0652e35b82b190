// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace vitrine {

// Vectors of 128 bits everywhere: what wasm has. Arithmetic is of integers, or of floats by single
// additions and multiplications in a fixed order (never fused), so it is the same on every machine.
namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::Full128<std::uint8_t>;
using UnsignedShorts = hn::Full128<std::uint16_t>;
using Shorts = hn::Full128<std::int16_t>;
using Words = hn::Full128<std::int32_t>;
using UnsignedWords = hn::Full128<std::uint32_t>;
using Floats = hn::Full128<float>;

/// The first `count` lanes, 1 .. all, from where no more may be read; the others are 0.
template <typename D>
HWY_INLINE hn::Vec<D> LoadFirst(D d, const hn::TFromD<D>* from, std::size_t count) {
  HWY_ALIGN hn::TFromD<D> lanes[hn::MaxLanes(D())] = {};
  std::copy_n(from, count, lanes);
  return hn::Load(d, lanes);
}

/// Stores the first `count` lanes, 1 .. all, to where no more may be written.
template <typename D>
HWY_INLINE void StoreFirst(hn::Vec<D> v, D d, hn::TFromD<D>* to, std::size_t count) {
  HWY_ALIGN hn::TFromD<D> lanes[hn::MaxLanes(D())];
  hn::Store(v, d, lanes);
  std::copy_n(lanes, count, to);
}

/// In each lane the sum of the products of the two lanes of half the width.
HWY_INLINE hn::Vec<Words> MultiplyPairs(hn::Vec<Shorts> x, hn::Vec<Shorts> y) {
#if HWY_TARGET == HWY_WASM
  return hn::Vec<Words>{wasm_i32x4_dot_i16x8(x.raw, y.raw)};
#elif HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_SSE4
  return hn::Vec<Words>{_mm_madd_epi16(x.raw, y.raw)};
#else
  const auto even = [](auto v) {
    return hn::ShiftRight<16>(hn::ShiftLeft<16>(hn::BitCast(Words(), v)));
  };
  const auto odd = [](auto v) { return hn::ShiftRight<16>(hn::BitCast(Words(), v)); };
  return hn::Add(hn::Mul(even(x), even(y)), hn::Mul(odd(x), odd(y)));
#endif
}

/// The two numbers at `pair` in every lane of twice their width.
HWY_INLINE hn::Vec<Shorts> PairOfShorts(const std::int16_t* pair) {
  std::int32_t both = 0;
  std::memcpy(&both, pair, sizeof(both));
  return hn::BitCast(Shorts(), hn::Set(Words(), both));
}

/// Eight lanes, `low` first; what does not fit becomes the nearest number that does.
HWY_INLINE hn::Vec<Shorts> NarrowWords(hn::Vec<Words> low, hn::Vec<Words> high) {
  const hn::Half<Shorts> half;
  return hn::Combine(Shorts(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
}

/// The lower or upper eight bytes, each in twice its width.
HWY_INLINE hn::Vec<Shorts> WidenLower(hn::Vec<Bytes> bytes) {
#if HWY_TARGET == HWY_WASM
  return hn::Vec<Shorts>{wasm_u16x8_extend_low_u8x16(bytes.raw)};
#else
  return hn::BitCast(Shorts(), hn::InterleaveLower(bytes, hn::Zero(Bytes())));
#endif
}
HWY_INLINE hn::Vec<Shorts> WidenUpper(hn::Vec<Bytes> bytes) {
#if HWY_TARGET == HWY_WASM
  return hn::Vec<Shorts>{wasm_u16x8_extend_high_u8x16(bytes.raw)};
#else
  return hn::BitCast(Shorts(), hn::InterleaveUpper(Bytes(), bytes, hn::Zero(Bytes())));
#endif
}

/// Sixteen bytes of lanes in 0 .. 255, `low` first.
HWY_INLINE hn::Vec<Bytes> Narrow(hn::Vec<Shorts> low, hn::Vec<Shorts> high) {
#if HWY_TARGET == HWY_WASM
  return hn::Vec<Bytes>{wasm_u8x16_narrow_i16x8(low.raw, high.raw)};
#elif HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_SSE4
  return hn::Vec<Bytes>{_mm_packus_epi16(low.raw, high.raw)};
#else
  const hn::Half<Bytes> half;
  return hn::Combine(Bytes(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
#endif
}
HWY_INLINE hn::Vec<Bytes> Narrow(hn::Vec<UnsignedShorts> low, hn::Vec<UnsignedShorts> high) {
  return Narrow(hn::BitCast(Shorts(), low), hn::BitCast(Shorts(), high));
}

/// x / 255, rounded, for x up to 255 * 255.
HWY_INLINE hn::Vec<UnsignedShorts> DivideBy255(hn::Vec<UnsignedShorts> x) {
  const auto biased = hn::Add(x, hn::Set(UnsignedShorts(), 128));
  return hn::ShiftRight<8>(hn::Add(biased, hn::ShiftRight<8>(biased)));
}

/// x * y / 255, rounded, for bytes: y in every channel of its pixel.
HWY_INLINE hn::Vec<Bytes> MultiplyBytes(hn::Vec<Bytes> x, hn::Vec<Bytes> y) {
  const auto product = [](hn::Vec<Shorts> a, hn::Vec<Shorts> b) {
    return DivideBy255(hn::BitCast(UnsignedShorts(), hn::Mul(a, b)));
  };
  const auto low = product(WidenLower(x), WidenLower(y));
  const auto high = product(WidenUpper(x), WidenUpper(y));
  return Narrow(low, high);
}

/// The alpha of each of four pixels in all of its channels.
HWY_INLINE hn::Vec<Bytes> AlphaOfEach(hn::Vec<Bytes> pixels) {
  constexpr std::uint8_t kAlphas[16] = {3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15};
  return hn::TableLookupBytes(pixels, hn::LoadU(Bytes(), kAlphas));
}

/// Four bytes, one for each pixel, in all channels of theirs.
HWY_INLINE hn::Vec<Bytes> InEachChannel(const std::uint8_t* bytes) {
  constexpr std::uint8_t kSpread[16] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
  std::uint32_t four = 0;
  std::memcpy(&four, bytes, sizeof(four));
  return hn::TableLookupBytes(hn::BitCast(Bytes(), hn::Set(UnsignedWords(), four)),
                              hn::LoadU(Bytes(), kSpread));
}

}  // namespace vitrine
