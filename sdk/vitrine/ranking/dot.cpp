// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/dot.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vitrine/ranking/dot.cpp"  // NOLINT(bugprone-macro-parentheses)
#include <hwy/foreach_target.h>                       // IWYU pragma: keep
#include <hwy/highway.h>

#include <cassert>

// One row after the other: the scan waits for memory, which is read ahead only for a reader who
// goes straight on. Two rows at a time were six times slower. The lanes of four rows are folded
// together.

HWY_BEFORE_NAMESPACE();
namespace vitrine::HWY_NAMESPACE {  // NOLINT(modernize-concat-nested-namespaces)
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kLanes = 16;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
float Dot(const float* HWY_RESTRICT row, const float* HWY_RESTRICT query, std::size_t dimension) {
  float sums[kLanes] = {};
  for (std::size_t i = 0; i < dimension; ++i) {
    sums[i % kLanes] += row[i] * query[i];
  }
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) {
      sums[i] += sums[i + half];
    }
  }
  return sums[0];
}

void DotRowsOnTarget(const float* HWY_RESTRICT rows, const float* HWY_RESTRICT query,
                     std::size_t dimension, float* HWY_RESTRICT scores, std::size_t row_count) {
  for (std::size_t row = 0; row < row_count; ++row) {
    scores[row] = Dot(rows + row * dimension, query, dimension);
  }
}

void DotRowsInt8OnTarget(const std::int8_t* HWY_RESTRICT rows, const float* HWY_RESTRICT scales,
                         const std::int16_t* HWY_RESTRICT query, std::size_t dimension,
                         float query_scale, float* HWY_RESTRICT scores, std::size_t row_count) {
  for (std::size_t row = 0; row < row_count; ++row) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < dimension; ++i) {
      sum += std::int32_t{rows[row * dimension + i]} * query[i];
    }
    scores[row] = static_cast<float>(sum) * scales[row] * query_scale;
  }
}
#else
using Floats4 = hn::Full128<float>;
using Ints4 = hn::Full128<std::int32_t>;

// The sums of the lanes of four vectors, each folded 4 -> 2 -> 1.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Fold(D d, V a, V b, V c, V e) {
  const V ab = hn::Add(hn::ConcatLowerLower(d, b, a), hn::ConcatUpperUpper(d, b, a));
  const V ce = hn::Add(hn::ConcatLowerLower(d, e, c), hn::ConcatUpperUpper(d, e, c));
  return hn::Add(hn::ConcatEven(d, ce, ab), hn::ConcatOdd(d, ce, ab));
}

// One logical accumulator of 16 lanes is 4, 2 or 1 vectors, by the width of the machine; returned
// when folded 16 -> 8 -> 4.
HWY_INLINE hn::Vec<Floats4> Dot(const float* HWY_RESTRICT row, const float* HWY_RESTRICT query,
                                std::size_t dimension) {
  const Floats4 d4;
#if HWY_TARGET <= HWY_AVX3
  const hn::CappedTag<float, kLanes> d16;
  auto sum = hn::Zero(d16);
  for (std::size_t i = 0; i < dimension; i += kLanes) {
    sum = hn::Add(sum, hn::Mul(hn::Load(d16, row + i), hn::LoadU(d16, query + i)));
  }
  const hn::Half<decltype(d16)> d8;
  const auto sum8 = hn::Add(hn::LowerHalf(d8, sum), hn::UpperHalf(d8, sum));
  return hn::Add(hn::LowerHalf(d4, sum8), hn::UpperHalf(d4, sum8));
#elif HWY_TARGET <= HWY_AVX2
  const hn::CappedTag<float, 8> d8;
  auto low = hn::Zero(d8);
  auto high = hn::Zero(d8);
  for (std::size_t i = 0; i < dimension; i += kLanes) {
    low = hn::Add(low, hn::Mul(hn::Load(d8, row + i), hn::LoadU(d8, query + i)));
    high = hn::Add(high, hn::Mul(hn::Load(d8, row + i + 8), hn::LoadU(d8, query + i + 8)));
  }
  const auto sum8 = hn::Add(low, high);
  return hn::Add(hn::LowerHalf(d4, sum8), hn::UpperHalf(d4, sum8));
#else
  auto a = hn::Zero(d4);
  auto b = hn::Zero(d4);
  auto c = hn::Zero(d4);
  auto d = hn::Zero(d4);
  for (std::size_t i = 0; i < dimension; i += kLanes) {
    a = hn::Add(a, hn::Mul(hn::Load(d4, row + i), hn::LoadU(d4, query + i)));
    b = hn::Add(b, hn::Mul(hn::Load(d4, row + i + 4), hn::LoadU(d4, query + i + 4)));
    c = hn::Add(c, hn::Mul(hn::Load(d4, row + i + 8), hn::LoadU(d4, query + i + 8)));
    d = hn::Add(d, hn::Mul(hn::Load(d4, row + i + 12), hn::LoadU(d4, query + i + 12)));
  }
  return hn::Add(hn::Add(a, c), hn::Add(b, d));
#endif
}

HWY_INLINE hn::Vec<Ints4> Dot(const std::int8_t* HWY_RESTRICT row,
                              const std::int16_t* HWY_RESTRICT query, std::size_t dimension) {
  const hn::CappedTag<std::int16_t, kLanes> d16;
  const hn::Rebind<std::int8_t, decltype(d16)> d8;
  const hn::RepartitionToWide<decltype(d16)> d32;
  auto rest = hn::Zero(d32);  // Some instruction sets put a part of the sums here.
  const auto add = [&](auto sum, const std::int8_t* values, const std::int16_t* factors) HWY_ATTR {
    const auto wide = hn::PromoteTo(d16, hn::LoadU(d8, values));
    return hn::ReorderWidenMulAccumulate(d32, wide, hn::LoadU(d16, factors), sum, rest);
  };
  auto sum = hn::Zero(d32);
  auto more = hn::Zero(d32);
  for (std::size_t i = 0; i < dimension; i += kLanes) {
    sum = add(sum, row + i, query + i);
    if (hn::Lanes(d16) < kLanes) {
      more = add(more, row + i + hn::Lanes(d16), query + i + hn::Lanes(d16));
    }
  }
  sum = hn::Add(hn::Add(sum, more), rest);
#if HWY_TARGET <= HWY_AVX2
  const Ints4 d4;
  return hn::Add(hn::LowerHalf(d4, sum), hn::UpperHalf(d4, sum));
#else
  return sum;
#endif
}

void DotRowsOnTarget(const float* HWY_RESTRICT rows, const float* HWY_RESTRICT query,
                     std::size_t dimension, float* HWY_RESTRICT scores, std::size_t row_count) {
  const Floats4 d4;
  const auto dot = [&](std::size_t row)
                       HWY_ATTR { return Dot(rows + row * dimension, query, dimension); };
  std::size_t row = 0;
  for (; row + 4 <= row_count; row += 4) {
    const auto a = dot(row);
    const auto b = dot(row + 1);
    const auto c = dot(row + 2);
    const auto d = dot(row + 3);
    hn::StoreU(Fold(d4, a, b, c, d), d4, scores + row);
  }
  for (; row < row_count; ++row) {
    const auto a = dot(row);
    scores[row] = hn::GetLane(Fold(d4, a, a, a, a));
  }
}

void DotRowsInt8OnTarget(const std::int8_t* HWY_RESTRICT rows, const float* HWY_RESTRICT scales,
                         const std::int16_t* HWY_RESTRICT query, std::size_t dimension,
                         float query_scale, float* HWY_RESTRICT scores, std::size_t row_count) {
  const Ints4 d4;
  const Floats4 f4;
  const auto dot = [&](std::size_t row)
                       HWY_ATTR { return Dot(rows + row * dimension, query, dimension); };
  std::size_t row = 0;
  for (; row + 4 <= row_count; row += 4) {
    const auto a = dot(row);
    const auto b = dot(row + 1);
    const auto c = dot(row + 2);
    const auto d = dot(row + 3);
    const auto sums = hn::ConvertTo(f4, Fold(d4, a, b, c, d));
    const auto scaled = hn::Mul(sums, hn::LoadU(f4, scales + row));
    hn::StoreU(hn::Mul(scaled, hn::Set(f4, query_scale)), f4, scores + row);
  }
  for (; row < row_count; ++row) {
    const auto a = dot(row);
    const auto sum = static_cast<float>(hn::GetLane(Fold(d4, a, a, a, a)));
    scores[row] = sum * scales[row] * query_scale;
  }
}
#endif

}  // namespace
}  // namespace vitrine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitrine {

HWY_EXPORT(DotRowsOnTarget);
HWY_EXPORT(DotRowsInt8OnTarget);

void DotRows(std::span<const float> rows, std::span<const float> query, std::span<float> scores) {
  assert(query.size() % 16 == 0 && rows.size() == query.size() * scores.size());
  HWY_DYNAMIC_DISPATCH(DotRowsOnTarget)
  (rows.data(), query.data(), query.size(), scores.data(), scores.size());
}

void DotRowsInt8(std::span<const std::int8_t> rows, std::span<const float> scales,
                 std::span<const std::int16_t> query, float query_scale, std::span<float> scores) {
  assert(query.size() % 16 == 0 && query.size() <= 1024 &&
         rows.size() == query.size() * scores.size() && scales.size() == scores.size());
  HWY_DYNAMIC_DISPATCH(DotRowsInt8OnTarget)
  (rows.data(), scales.data(), query.data(), query.size(), query_scale, scores.data(),
   scores.size());
}

}  // namespace vitrine
#endif
