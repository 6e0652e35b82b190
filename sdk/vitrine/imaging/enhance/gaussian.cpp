// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

constexpr std::size_t kLanes = 4;

// The weights from the middle outwards; all together sum to 1.
std::vector<float> HalfKernel(float sigma) {
  const auto radius = static_cast<std::size_t>(std::ceil(3.0F * sigma));
  std::vector<double> weights(radius + 1);
  double sum = 0;
  for (std::size_t i = 0; i <= radius; ++i) {
    const double distance = static_cast<double>(i) / sigma;
    weights[i] = Exp(-0.5 * distance * distance);
    sum += i == 0 ? weights[i] : 2 * weights[i];
  }
  std::vector<float> kernel(radius + 1);
  std::ranges::transform(weights, kernel.begin(),
                         [&](double weight) { return static_cast<float>(weight / sum); });
  return kernel;
}

// `count` samples from `from` on, whole vectors first. `Combine` takes and gives either a vector or
// a number: Load and Set make them.
template <typename Combine>
void ForEachVector(std::size_t count, const Combine& combine) {
  std::size_t x = 0;
  for (; x + kLanes <= count; x += kLanes) {
    combine(x, Floats());
  }
  for (; x < count; ++x) {
    combine(x, hn::CappedTag<float, 1>());
  }
}

// A row with its mirror images before and after.
void Extend(std::span<const float> row, std::size_t radius, std::vector<float>& extended) {
  extended.resize(row.size() + 2 * radius);
  std::ranges::copy(row, extended.begin() + static_cast<std::ptrdiff_t>(radius));
  for (std::size_t i = 1; i <= radius; ++i) {
    extended[radius - i] = row[Reflect(-static_cast<std::ptrdiff_t>(i), row.size())];
    extended[radius + row.size() - 1 + i] =
        row[Reflect(static_cast<std::ptrdiff_t>(row.size() - 1 + i), row.size())];
  }
}

// Applies `combine(first, second)` of the two samples at each distance, on both sides of the
// middle, to a row of pointers (down the columns) or to one extended row.
void BlurAlong(const std::vector<const float*>& before, const std::vector<const float*>& after,
               std::span<const float> kernel, std::span<float> to) {
  ForEachVector(to.size(), [&](std::size_t x, auto d) {
    auto sum = hn::Mul(hn::LoadU(d, before[0] + x), hn::Set(d, kernel[0]));
    for (std::size_t i = 1; i < kernel.size(); ++i) {
      const auto both = hn::Add(hn::LoadU(d, before[i] + x), hn::LoadU(d, after[i] + x));
      sum = hn::Add(sum, hn::Mul(both, hn::Set(d, kernel[i])));
    }
    hn::StoreU(sum, d, to.data() + x);
  });
}

void RangeAlong(const std::vector<const float*>& before, const std::vector<const float*>& after,
                bool most, std::span<float> to) {
  ForEachVector(to.size(), [&](std::size_t x, auto d) {
    auto value = hn::LoadU(d, before[0] + x);
    for (std::size_t i = 1; i < before.size(); ++i) {
      const auto first = hn::LoadU(d, before[i] + x);
      const auto second = hn::LoadU(d, after[i] + x);
      value =
          most ? hn::Max(value, hn::Max(first, second)) : hn::Min(value, hn::Min(first, second));
    }
    hn::StoreU(value, d, to.data() + x);
  });
}

// Runs `along(before, after, to)` down the columns and then along the rows; both give the samples
// at 0, 1 .. radius steps from the middle.
template <typename Along>
Plane Separable(const Plane& plane, std::size_t radius, const Along& along) {
  Plane result(plane.width, plane.height);
  std::vector<float> column_sums(plane.width);
  std::vector<float> extended;
  std::vector<const float*> before(radius + 1);
  std::vector<const float*> after(radius + 1);
  for (std::size_t y = 0; y < plane.height; ++y) {
    for (std::size_t i = 0; i <= radius; ++i) {
      const auto row = static_cast<std::ptrdiff_t>(y);
      const auto distance = static_cast<std::ptrdiff_t>(i);
      before[i] = plane.Row(Reflect(row - distance, plane.height)).data();
      after[i] = plane.Row(Reflect(row + distance, plane.height)).data();
    }
    along(before, after, std::span(column_sums));
    Extend(column_sums, radius, extended);
    for (std::size_t i = 0; i <= radius; ++i) {
      before[i] = extended.data() + radius - i;
      after[i] = extended.data() + radius + i;
    }
    along(before, after, result.Row(y));
  }
  return result;
}

}  // namespace

Plane GaussianBlur(const Plane& plane, float sigma) {
  const std::vector<float> kernel = HalfKernel(sigma);
  return Separable(plane, kernel.size() - 1,
                   [&](const auto& before, const auto& after, std::span<float> to) {
                     BlurAlong(before, after, kernel, to);
                   });
}

LocalRange RangeAround(const Plane& plane, std::size_t radius) {
  const auto range = [&](bool most) {
    return Separable(plane, radius,
                     [&](const auto& before, const auto& after, std::span<float> to) {
                       RangeAlong(before, after, most, to);
                     });
  };
  return {.least = range(false), .most = range(true)};
}

}  // namespace vitrine
