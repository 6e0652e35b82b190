// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/dct8-inl.h>
#include <vitrine/imaging/enhance/dct_shrink.h>

#include <algorithm>
#include <cstddef>

namespace vitrine {
namespace {

constexpr std::size_t kLanes = 4;
constexpr std::size_t kStep = 2;
constexpr std::size_t kHalo = kBlockSide - 1;

using Block = std::array<Octet, kBlockSide>;

// A plane cut into four upright stripes, which lie in the four lanes of a vector, so that all a
// block needs comes in whole vectors. Neighbouring stripes share the columns that blocks of both
// touch.
struct Stripes {
  Stripes(std::size_t width, std::size_t height)
      : positions((width + kHalo + kLanes - 1) / kLanes / kStep * kStep + kStep),
        columns(positions + kHalo),
        rows(height) {
    values.resize(columns * rows * kLanes);
  }

  float* At(std::size_t column, std::size_t row) {
    return values.data() + (row * columns + column) * kLanes;
  }

  // The first column of a stripe, counted in those of the plane.
  std::ptrdiff_t Left(std::size_t lane) const {
    return static_cast<std::ptrdiff_t>(lane * positions) - static_cast<std::ptrdiff_t>(kHalo);
  }

  std::size_t positions;  // Blocks beside each other in a stripe, counted at every column.
  std::size_t columns;
  std::size_t rows;
  std::vector<float> values;
};

void Fill(const Plane& plane, Stripes& stripes) {
  for (std::size_t y = 0; y < stripes.rows; ++y) {
    const auto row_index = static_cast<std::ptrdiff_t>(y) - static_cast<std::ptrdiff_t>(kHalo);
    const std::span<const float> row = plane.Row(Reflect(row_index, plane.height));
    float* const to = stripes.At(0, y);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const std::ptrdiff_t left = stripes.Left(lane);
      for (std::size_t column = 0; column < stripes.columns; ++column) {
        const std::ptrdiff_t x = left + static_cast<std::ptrdiff_t>(column);
        to[column * kLanes + lane] = row[Reflect(x, plane.width)];
      }
    }
  }
}

// Sets what is below its threshold to 0. Returns how much the block is to count.
HWY_INLINE hn::Vec<Floats> Shrink(Block& block, const DctTable& thresholds) {
  const auto one = hn::Set(Floats(), 1.0F);
  auto kept = hn::Zero(Floats());
  for (std::size_t row = 0; row < kBlockSide; ++row) {
    for (std::size_t column = 0; column < kBlockSide; ++column) {
      auto& value = block[row][column];
      const auto threshold = hn::Set(Floats(), thresholds[row * kBlockSide + column]);
      const auto large = hn::Ge(hn::Abs(value), threshold);
      value = hn::IfThenElseZero(large, value);
      kept = hn::Add(kept, hn::IfThenElseZero(large, one));
    }
  }
  return hn::Div(one, hn::Max(kept, one));
}

// Along the columns of all stripes: eight rows of values to eight of coefficients, or back.
template <typename Transform>
void TransformColumns(const float* from, float* to, std::size_t row_length, Transform transform) {
  for (std::size_t i = 0; i < row_length; i += kLanes) {
    Octet column;
    for (std::size_t k = 0; k < kBlockSide; ++k) {
      column[k] = hn::LoadU(Floats(), from + k * row_length + i);
    }
    transform(column);
    for (std::size_t k = 0; k < kBlockSide; ++k) {
      hn::StoreU(column[k], Floats(), to + k * row_length + i);
    }
  }
}

void AddAt(hn::Vec<Floats> value, float* to) {
  hn::StoreU(hn::Add(hn::LoadU(Floats(), to), value), Floats(), to);
}

// Eight rows between the transforms: coefficients down the columns, what is left of them, and how
// much the blocks over a column count.
struct Strip {
  explicit Strip(std::size_t length)
      : row_length(length), before(kBlockSide * length), after(before.size()), weights(length) {}

  std::size_t row_length;
  std::vector<float> before;
  std::vector<float> after;
  std::vector<float> weights;
};

void ShrinkRow(Strip& strip, std::size_t positions, const DctTable& thresholds) {
  std::ranges::fill(strip.after, 0.0F);
  std::ranges::fill(strip.weights, 0.0F);
  for (std::size_t position = 0; position < positions; position += kStep) {
    const std::size_t offset = position * kLanes;
    Block block;
    for (std::size_t k = 0; k < kBlockSide; ++k) {
      const float* const from = strip.before.data() + k * strip.row_length + offset;
      for (std::size_t j = 0; j < kBlockSide; ++j) {
        block[k][j] = hn::LoadU(Floats(), from + j * kLanes);
      }
      ForwardDct(block[k]);
    }
    const auto weight = Shrink(block, thresholds);
    for (std::size_t k = 0; k < kBlockSide; ++k) {
      InverseDct(block[k]);
      float* const to = strip.after.data() + k * strip.row_length + offset;
      for (std::size_t j = 0; j < kBlockSide; ++j) {
        AddAt(hn::Mul(block[k][j], weight), to + j * kLanes);
      }
    }
    for (std::size_t j = 0; j < kBlockSide; ++j) {
      AddAt(weight, strip.weights.data() + offset + j * kLanes);
    }
  }
}

// Adds the eight rows of a strip, transformed back, to the sums.
void AddStrip(Strip& strip, float* sums, float* weights) {
  TransformColumns(strip.after.data(), strip.before.data(), strip.row_length,
                   [](Octet& column) { InverseDct(column); });
  for (std::size_t i = 0; i < strip.before.size(); i += kLanes) {
    AddAt(hn::LoadU(Floats(), strip.before.data() + i), sums + i);
  }
  for (std::size_t k = 0; k < kBlockSide; ++k) {
    for (std::size_t i = 0; i < strip.row_length; i += kLanes) {
      AddAt(hn::LoadU(Floats(), strip.weights.data() + i), weights + k * strip.row_length + i);
    }
  }
}

Plane Average(Stripes& sums, Stripes& weights, std::size_t width, std::size_t height) {
  Plane plane(width, height);
  for (std::size_t y = 0; y < height; ++y) {
    const float* const sum = sums.At(0, y + kHalo);
    const float* const weight = weights.At(0, y + kHalo);
    const std::span<float> row = plane.Row(y);
    for (std::size_t x = 0; x < width; ++x) {
      float total = 0;
      float share = 0;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::ptrdiff_t column = static_cast<std::ptrdiff_t>(x) - sums.Left(lane);
        if (column >= 0 && column < static_cast<std::ptrdiff_t>(sums.columns)) {
          const std::size_t i = static_cast<std::size_t>(column) * kLanes + lane;
          total += sum[i];
          share += weight[i];
        }
      }
      row[x] = total / share;
    }
  }
  return plane;
}

}  // namespace

Plane ShrinkDct(const Plane& plane, const DctTable& thresholds) {
  if (plane.values.empty()) {
    return plane;
  }
  // A halo above and below, and room for the last step.
  Stripes source(plane.width, plane.height + 2 * kHalo + kStep);
  Fill(plane, source);
  Stripes sums(plane.width, source.rows);
  Stripes weights(plane.width, source.rows);
  Strip strip(source.columns * kLanes);
  for (std::size_t y = 0; y < plane.height + kHalo; y += kStep) {
    TransformColumns(source.At(0, y), strip.before.data(), strip.row_length,
                     [](Octet& column) { ForwardDct(column); });
    ShrinkRow(strip, source.positions, thresholds);
    AddStrip(strip, sums.At(0, y), weights.At(0, y));
  }
  return Average(sums, weights, plane.width, plane.height);
}

}  // namespace vitrine
