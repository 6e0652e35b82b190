// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/dot.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vitrine/ranking/dot.cpp"  // NOLINT(bugprone-macro-parentheses)
#include <hwy/foreach_target.h>                       // IWYU pragma: keep
#include <hwy/highway.h>

#include <cassert>

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
#else
using Lanes4 = hn::Full128<float>;

// Folds the four lanes 4 -> 2 -> 1.
HWY_INLINE float Fold4(hn::Vec<Lanes4> sum) {
  sum = hn::Add(sum, hn::Shuffle1032(sum));
  sum = hn::Add(sum, hn::Shuffle2301(sum));
  return hn::GetLane(sum);
}

// One logical accumulator of 16 lanes is 4, 2 or 1 vectors, by the width of the machine.
float Dot(const float* HWY_RESTRICT row, const float* HWY_RESTRICT query, std::size_t dimension) {
  const Lanes4 d4;
#if HWY_TARGET <= HWY_AVX3
  const hn::CappedTag<float, kLanes> d16;
  auto sum = hn::Zero(d16);
  for (std::size_t i = 0; i < dimension; i += kLanes) {
    sum = hn::Add(sum, hn::Mul(hn::Load(d16, row + i), hn::LoadU(d16, query + i)));
  }
  const hn::Half<decltype(d16)> d8;
  const auto sum8 = hn::Add(hn::LowerHalf(d8, sum), hn::UpperHalf(d8, sum));
  return Fold4(hn::Add(hn::LowerHalf(d4, sum8), hn::UpperHalf(d4, sum8)));
#elif HWY_TARGET <= HWY_AVX2
  const hn::CappedTag<float, 8> d8;
  auto low = hn::Zero(d8);
  auto high = hn::Zero(d8);
  for (std::size_t i = 0; i < dimension; i += kLanes) {
    low = hn::Add(low, hn::Mul(hn::Load(d8, row + i), hn::LoadU(d8, query + i)));
    high = hn::Add(high, hn::Mul(hn::Load(d8, row + i + 8), hn::LoadU(d8, query + i + 8)));
  }
  const auto sum8 = hn::Add(low, high);
  return Fold4(hn::Add(hn::LowerHalf(d4, sum8), hn::UpperHalf(d4, sum8)));
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
  return Fold4(hn::Add(hn::Add(a, c), hn::Add(b, d)));
#endif
}
#endif

void DotRowsOnTarget(const float* HWY_RESTRICT rows, const float* HWY_RESTRICT query,
                     std::size_t dimension, float* HWY_RESTRICT scores, std::size_t row_count) {
  for (std::size_t row = 0; row < row_count; ++row) {
    scores[row] = Dot(rows + row * dimension, query, dimension);
  }
}

}  // namespace
}  // namespace vitrine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitrine {

HWY_EXPORT(DotRowsOnTarget);

void DotRows(std::span<const float> rows, std::span<const float> query, std::span<float> scores) {
  assert(query.size() % 16 == 0 && rows.size() == query.size() * scores.size());
  HWY_DYNAMIC_DISPATCH(DotRowsOnTarget)
  (rows.data(), query.data(), query.size(), scores.data(), scores.size());
}

}  // namespace vitrine
#endif
