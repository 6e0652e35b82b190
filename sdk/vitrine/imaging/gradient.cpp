// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/dither.h>
#include <vitrine/imaging/srgb.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kMaxStops = 16;

// Colours along the line, premultiplied RGBA with 8 bits behind the point. Half an entry's step of
// the longest way from 0 to 255 is a sixteenth of an 8-bit step, below what the dither hides.
constexpr std::size_t kTableSize = 2049;
using Entry = std::array<std::uint16_t, 4>;

// Bits behind the point of a place on the line. A row of kMaxPixels on the shortest line stays
// inside 64 bits.
constexpr int kPlaceBits = 20;
constexpr double kShortestLine = 1.0 / 16;

std::uint16_t Fixed(double value_01) {
  return static_cast<std::uint16_t>(std::floor(value_01 * 255.0 * 256.0 + 0.5));
}

// Whole steps exactly, so that no dither can change a stop's own colour.
Entry EntryOf(Colour colour) {
  const auto premultiplied = [&](std::uint32_t channel) {
    const std::uint32_t product = channel * colour.a + 128;
    return static_cast<std::uint16_t>(((product + (product >> 8U)) >> 8U) << 8U);
  };
  return {premultiplied(colour.r), premultiplied(colour.g), premultiplied(colour.b),
          static_cast<std::uint16_t>(colour.a << 8U)};
}

// OKLab with alpha multiplied in, which is what may be mixed linearly.
struct Mixable {
  double l = 0;
  double a = 0;
  double b = 0;
  double alpha = 0;
};

Mixable ToMixable(Colour colour) {
  const Oklab lab = ToOklab(colour);
  const double alpha = colour.a / 255.0;
  return {lab.l * alpha, lab.a * alpha, lab.b * alpha, alpha};
}

Entry Mix(const Mixable& first, const Mixable& second, double share) {
  const auto mix = [share](double from, double to) { return from + (to - from) * share; };
  const double alpha = mix(first.alpha, second.alpha);
  if (alpha <= 0) {
    return {};
  }
  const Oklab lab = {.l = static_cast<float>(mix(first.l, second.l) / alpha),
                     .a = static_cast<float>(mix(first.a, second.a) / alpha),
                     .b = static_cast<float>(mix(first.b, second.b) / alpha)};
  const Rgb linear = LinearFromOklab(ClampToSrgb(lab));
  return {Fixed(SrgbFromLinear(linear[0]) * alpha), Fixed(SrgbFromLinear(linear[1]) * alpha),
          Fixed(SrgbFromLinear(linear[2]) * alpha), Fixed(alpha)};
}

std::vector<Entry> MakeTable(std::span<const GradientStop> stops) {
  std::vector<Entry> table(kTableSize);
  std::vector<Mixable> mixable;
  for (const GradientStop& stop : stops) {
    mixable.push_back(ToMixable(stop.colour));
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < kTableSize; ++i) {
    const auto offset = static_cast<float>(i) / (kTableSize - 1);
    while (next < stops.size() && stops[next].offset <= offset) {
      ++next;
    }
    if (next == 0 || next == stops.size()) {
      table[i] = EntryOf(next == 0 ? stops.front().colour : stops.back().colour);
      continue;
    }
    const GradientStop& before = stops[next - 1];
    const GradientStop& after = stops[next];
    const double share = (static_cast<double>(offset) - before.offset) /
                         (static_cast<double>(after.offset) - before.offset);
    table[i] = share == 0 ? EntryOf(before.colour) : Mix(mixable[next - 1], mixable[next], share);
  }
  return table;
}

// Where the pixels of a row lie on the line, in entries of the table.
struct RowPlaces {
  std::int64_t first = 0;
  std::int64_t step = 0;

  const Entry& Look(const std::vector<Entry>& table, std::int64_t x) const {
    constexpr std::int64_t kLast = std::int64_t{kTableSize - 1} << kPlaceBits;
    constexpr std::int64_t kHalf = std::int64_t{1} << (kPlaceBits - 1);
    const std::int64_t place = std::clamp<std::int64_t>(first + x * step, 0, kLast);
    return table[static_cast<std::size_t>((place + kHalf) >> kPlaceBits)];
  }
};

// Two pixels of the table.
HWY_INLINE hn::Vec<UnsignedShorts> Pair(const Entry& first, const Entry& second) {
  const hn::Half<UnsignedShorts> half;
  return hn::Combine(UnsignedShorts(), hn::LoadU(half, second.data()),
                     hn::LoadU(half, first.data()));
}

// Four pixels rounded down after the dither is added.
HWY_INLINE hn::Vec<Bytes> Dithered(hn::Vec<UnsignedShorts> first, hn::Vec<UnsignedShorts> second,
                                   hn::Vec<UnsignedWords> thresholds) {
  // The upper 8 bits of each threshold, in both halves of the lane.
  const auto dither = hn::ShiftRight<24>(thresholds);
  const auto twice = hn::Or(dither, hn::ShiftLeft<16>(dither));
  const auto low = hn::BitCast(UnsignedShorts(), hn::InterleaveLower(twice, twice));
  const auto high =
      hn::BitCast(UnsignedShorts(), hn::InterleaveUpper(UnsignedWords(), twice, twice));
  return Narrow(hn::ShiftRight<8>(hn::Add(first, low)), hn::ShiftRight<8>(hn::Add(second, high)));
}

// Fills a row, four pixels at a time; `pairs_at` gives two pairs of pixels from a place on.
template <typename PairsAt>
HWY_INLINE void FillRow(std::span<std::uint8_t> row, std::uint32_t y, const PairsAt& pairs_at) {
  auto thresholds =
      hn::Add(hn::Set(UnsignedWords(), DitherAt(0, y)),
              hn::Mul(hn::Iota(UnsignedWords(), 0), hn::Set(UnsignedWords(), kDitherStepX)));
  const auto step = hn::Set(UnsignedWords(), kDitherStepX * 4);
  std::int64_t x = 0;
  for (std::size_t i = 0; i < row.size(); i += 16, x += 4) {
    const auto [first, second] = pairs_at(x);
    const auto four = Dithered(first, second, thresholds);
    if (row.size() - i >= 16) {
      hn::StoreU(four, Bytes(), row.data() + i);
    } else {
      StoreFirst(four, Bytes(), row.data() + i, row.size() - i);
    }
    thresholds = hn::Add(thresholds, step);
  }
}

void FillRow(std::span<std::uint8_t> row, std::uint32_t y, const std::vector<Entry>& table,
             const RowPlaces& places) {
  if (places.step == 0) {
    const Entry& entry = places.Look(table, 0);
    const auto pair = Pair(entry, entry);
    FillRow(row, y, [&](std::int64_t) { return std::pair(pair, pair); });
    return;
  }
  FillRow(row, y, [&](std::int64_t x) {
    return std::pair(Pair(places.Look(table, x), places.Look(table, x + 1)),
                     Pair(places.Look(table, x + 2), places.Look(table, x + 3)));
  });
}

Result<void> CheckStops(std::span<const GradientStop> stops) {
  if (stops.empty() || stops.size() > kMaxStops) {
    return Fail(ErrorCode::kInvalidArgument,
                "a gradient has 1 .. 16 stops, not " + std::to_string(stops.size()));
  }
  float last = 0;
  for (const GradientStop& stop : stops) {
    if (!(stop.offset >= last && stop.offset <= 1)) {
      return Fail(ErrorCode::kInvalidArgument, "a gradient's offsets ascend from 0 to 1; " +
                                                   NumberText(stop.offset) + " comes after " +
                                                   NumberText(last));
    }
    last = stop.offset;
  }
  return {};
}

}  // namespace

Result<void> FillGradient(Image& target, float x0, float y0, float x1, float y1,
                          std::span<const GradientStop> stops) {
  if (auto checked = CheckStops(stops); !checked) {
    return checked;
  }
  constexpr double kFarthest = 1e6;
  const double dx = static_cast<double>(x1) - x0;
  const double dy = static_cast<double>(y1) - y0;
  const double square = dx * dx + dy * dy;
  if (!(std::abs(x0) <= kFarthest && std::abs(y0) <= kFarthest &&
        square <= kFarthest * kFarthest)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a gradient's line must lie within a million pixels of the picture");
  }
  const bool is_plain = square < kShortestLine * kShortestLine;
  const std::vector<Entry> table = MakeTable(is_plain ? stops.last(1) : stops);
  // Entries of the table per pixel, divided by the line's length.
  const double scale = is_plain ? 0 : (kTableSize - 1) / square;
  const auto fixed = [](double entries) {
    constexpr double kLimit = 1e9;  // Far outside the table, inside 64 bits.
    return static_cast<std::int64_t>(
        std::floor(std::clamp(entries, -kLimit, kLimit) * (1 << kPlaceBits) + 0.5));
  };
  for (std::int32_t y = 0; y < target.height(); ++y) {
    const double along = ((0.5 - x0) * dx + (y + 0.5 - y0) * dy) * scale;
    FillRow(target.pixels().subspan(static_cast<std::size_t>(y) * target.stride(), target.stride()),
            static_cast<std::uint32_t>(y), table,
            {.first = fixed(along), .step = fixed(dx * scale)});
  }
  return {};
}

}  // namespace vitrine
