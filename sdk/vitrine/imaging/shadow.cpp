// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/coverage.h>
#include <vitrine/imaging/dither.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

// Weights of the Gaussian are fractions of 2^14, which leaves a bit of 16 for their exact sum.
constexpr int kWeightBits = 14;
constexpr float kMaxSigma = 64;
constexpr float kMaxOffset = 1e6F;

// A Gaussian shifted by a part of a pixel, as its rounded distribution function. Its share of a run
// of pixels is a difference of two values, so all shares sum to 1 exactly, and those of a run of
// any length are right within rounding.
class Kernel {
 public:
  Kernel(double sigma, double shift)
      : reach_(static_cast<std::int32_t>(std::ceil(4 * sigma + shift)) + 1) {
    below_.reserve(2 * static_cast<std::size_t>(reach_) + 2);
    for (std::int32_t pixel = -reach_; pixel <= reach_ + 1; ++pixel) {
      below_.push_back(DistributionAt(pixel - 0.5 - shift, sigma));
    }
    below_.front() = 0;
    below_.back() = kOne;
  }

  static constexpr std::int32_t kOne = 1 << kWeightBits;

  // No pixel farther than this from the origin has a share.
  std::int32_t reach() const { return reach_; }

  // The shares of all pixels below -reach(), -reach() + 1, ... reach() + 1.
  std::span<const std::int32_t> below() const { return below_; }

  // The sum of the shares of the pixels first .. last - 1.
  std::int32_t Between(std::int32_t first, std::int32_t last) const {
    return Below(last) - Below(first);
  }

 private:
  static std::int32_t DistributionAt(double x, double sigma) {
    constexpr double kHalf = kOne / 2.0;
    constexpr double kSqrt2 = 0x1.6a09e667f3bcdp0;
    const double side = sigma > 0 ? Erf(x / (sigma * kSqrt2)) : (x < 0 ? -1.0 : 1.0);
    // Rounded away from zero at either side, so that mirrored shares are equal.
    const double rounded = std::floor(std::abs(side) * kHalf + 0.5);
    return static_cast<std::int32_t>(kHalf + std::copysign(rounded, side));
  }

  std::int32_t Below(std::int32_t pixel) const {
    const std::int32_t index = std::clamp(pixel, -reach_, reach_ + 1) + reach_;
    return below_[static_cast<std::size_t>(index)];
  }

  std::int32_t reach_;
  std::vector<std::int32_t> below_;
};

// Neighbouring pixels of a row, or rows.
struct Extent {
  std::int32_t begin = 0;
  std::int32_t end = 0;

  std::size_t size() const {
    return static_cast<std::size_t>(end) - static_cast<std::size_t>(begin);
  }
  bool Contains(std::int32_t place) const { return place >= begin && place < end; }
};

// The pixels of 0 .. limit that a kernel reaches from `length` of them.
Extent Reached(std::int64_t begin, std::int64_t length, std::int32_t reach, std::int32_t limit) {
  const auto clip = [limit](std::int64_t value) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, limit));
  };
  return {.begin = clip(begin - reach), .end = clip(begin + length + reach)};
}

constexpr std::int16_t kFullCoverage = 256;

// Equal rows of the shape that throws the shadow.
struct Run {
  Extent rows;
  Extent opaque;  ///< The longest stretch of full coverage.
};

Extent LongestOpaque(const std::vector<std::int16_t>& coverage) {
  const auto size = static_cast<std::int32_t>(coverage.size());
  Extent longest;
  for (std::int32_t begin = 0, end = 0; begin < size; begin = end + 1) {
    for (end = begin; end < size && coverage[static_cast<std::size_t>(end)] == kFullCoverage;) {
      ++end;
    }
    longest = end - begin > longest.end - longest.begin ? Extent{begin, end} : longest;
  }
  return longest;
}

// The coverage of a row by the shape, times the picture's alpha.
void MultiplyAlpha(const std::uint8_t* pixels, std::vector<std::uint8_t>& row) {
  for (std::size_t x = 0; x < row.size(); ++x) {
    const std::uint32_t product = static_cast<std::uint32_t>(row[x]) * pixels[x * 4 + 3] + 128;
    row[x] = static_cast<std::uint8_t>((product + (product >> 8U)) >> 8U);
  }
}

// Blurs one row of coverage, which begins at `left` of the target, for the pixels of `columns`.
// Each step between two pixels adds the distribution function around it, and all of itself behind
// that. The result has kWeightBits.
std::vector<std::int16_t> BlurRow(const std::vector<std::int16_t>& coverage, std::int32_t left,
                                  const Extent& columns, const Kernel& kernel) {
  std::vector<std::int32_t> sums(columns.size());
  std::vector<std::int32_t> whole(columns.size() + 1);
  const std::span<const std::int32_t> below = kernel.below();
  std::int32_t last = 0;
  for (std::size_t i = 0; i <= coverage.size(); ++i) {
    const std::int32_t value = i < coverage.size() ? coverage[i] : 0;
    const std::int32_t step = value - std::exchange(last, value);
    if (step == 0) {
      continue;
    }
    // The pixel x gets the share below x - edge + 1.
    const std::int32_t edge = left + static_cast<std::int32_t>(i);
    const std::int32_t first = edge - 1 - kernel.reach();
    const std::int32_t end = edge + 1 + kernel.reach();
    const std::int32_t x0 = std::clamp(first, columns.begin, columns.end);
    const std::int32_t x1 = std::clamp(end, columns.begin, columns.end);
    for (std::int32_t x = x0; x < x1; ++x) {
      sums[static_cast<std::size_t>(x - columns.begin)] +=
          step * below[static_cast<std::size_t>(x - first)];
    }
    whole[static_cast<std::size_t>(x1 - columns.begin)] += step * Kernel::kOne;
  }
  std::vector<std::int16_t> blurred(columns.size());
  std::int32_t behind = kFullCoverage / 2;
  for (std::size_t i = 0; i < blurred.size(); ++i) {
    behind += whole[i];
    blurred[i] = static_cast<std::int16_t>((sums[i] + behind) / kFullCoverage);
  }
  return blurred;
}

// The shape, its rows blurred along themselves. Equal rows are one: of a plain rectangle there is a
// single one, of a rounded one those of its corners and one between them.
class BlurredRows {
 public:
  // Takes the rows `rows` of the source into account, for the columns `columns` of the target.
  BlurredRows(const ImageView& source, float radius, const Extent& rows, std::int32_t left,
              const Extent& columns, const Kernel& kernel)
      // Whole vectors, so that the last one may be read to its end.
      : width_((columns.size() + kLanes - 1) / kLanes * kLanes) {
    const RoundedRect shape({.x0 = 0,
                             .y0 = 0,
                             .x1 = static_cast<double>(source.width),
                             .y1 = static_cast<double>(source.height)},
                            radius, source.width, source.height);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(source.width));
    std::vector<std::uint8_t> last;
    for (std::int32_t y = rows.begin; y < rows.end; ++y) {
      shape.Row(y, row);
      MultiplyAlpha(source.pixels + static_cast<std::size_t>(y) * source.stride, row);
      if (row != last) {
        const std::vector<std::int16_t> coverage = Widened(row);
        runs_.push_back({.rows = {.begin = y, .end = y}, .opaque = LongestOpaque(coverage)});
        Append(BlurRow(coverage, left, columns, kernel));
        last = row;
      }
      runs_.back().rows.end = y + 1;
    }
    Append({});  // The other half of an odd pair.
  }

  std::span<const Run> runs() const { return runs_; }
  std::size_t width() const { return width_; }

  // Sums the runs from `first` on by their weights, of which there is an even number, into
  // 0 .. 2^15 - 1 for at least the pixels begin .. end - 1.
  void Sum(std::size_t first, std::span<const std::int16_t> weights, std::size_t begin,
           std::size_t end, std::span<std::int16_t> alphas) const {
    for (std::size_t x = begin / kLanes * kLanes; x < end; x += kLanes) {
      auto low = hn::Zero(Words());
      auto high = hn::Zero(Words());
      const std::int16_t* row = values_.data() + first * width_ + x;
      for (std::size_t i = 0; i < weights.size(); i += 2, row += 2 * width_) {
        const auto even = hn::LoadU(Shorts(), row);
        const auto odd = hn::LoadU(Shorts(), row + width_);
        const auto pair = PairOfShorts(weights.data() + i);
        low = hn::Add(low, MultiplyPairs(hn::InterleaveLower(even, odd), pair));
        high = hn::Add(high, MultiplyPairs(hn::InterleaveUpper(Shorts(), even, odd), pair));
      }
      constexpr int kShift = 2 * kWeightBits - 15;
      hn::StoreU(NarrowWords(hn::ShiftRight<kShift>(low), hn::ShiftRight<kShift>(high)), Shorts(),
                 alphas.data() + x);
    }
  }

 private:
  static constexpr std::size_t kLanes = 8;

  static std::vector<std::int16_t> Widened(const std::vector<std::uint8_t>& row) {
    std::vector<std::int16_t> wide(row.size());
    std::ranges::transform(row, wide.begin(), [](std::uint8_t value) {
      return static_cast<std::int16_t>(value + (value >> 7U));
    });
    return wide;
  }

  void Append(const std::vector<std::int16_t>& row) {
    values_.insert(values_.end(), row.begin(), row.end());
    values_.resize(values_.size() + width_ - row.size());
  }

  std::size_t width_;
  std::vector<Run> runs_;
  std::vector<std::int16_t> values_;
};

// Two pixels; the alpha of each, as a fraction of 2^15, in all of its channels.
HWY_INLINE hn::Vec<Shorts> BlendHalf(hn::Vec<Shorts> below, hn::Vec<Shorts> colour,
                                     hn::Vec<Shorts> alpha, hn::Vec<Shorts> dither) {
  // below + (colour - below) * alpha with 7 bits behind the point, then dithered.
  const auto base = hn::ShiftLeft<7>(below);
  const auto change = hn::MulFixedPoint15(hn::Sub(colour, base), alpha);
  const auto sum = hn::Add(hn::Add(base, change), dither);
  return hn::BitCast(Shorts(), hn::ShiftRight<7>(hn::BitCast(UnsignedShorts(), sum)));
}

// Lays a colour over a row, each pixel with its own alpha.
class TintedRow {
 public:
  TintedRow(Colour colour, float opacity_01, std::int32_t left)
      : strength_(static_cast<std::int16_t>(
            std::floor(static_cast<double>(opacity_01) * colour.a / 255.0 * 32767 + 0.5))),
        left_(left) {
    const std::array<std::int16_t, 8> channels = {
        Shifted(colour.r), Shifted(colour.g), Shifted(colour.b), Shifted(255),
        Shifted(colour.r), Shifted(colour.g), Shifted(colour.b), Shifted(255)};
    std::ranges::copy(channels, channels_.begin());
  }

  // Blends the pixels begin .. end - 1 of the row; alphas are fractions of 2^15 and begin with the
  // pixel left().
  void Blend(std::uint8_t* row, std::span<const std::int16_t> alphas, std::int32_t y,
             const Extent& pixels) const {
    const hn::Half<Shorts> half;
    const std::int16_t* alpha = alphas.data() + (pixels.begin - left_);
    std::uint8_t* to = row + static_cast<std::size_t>(pixels.begin) * 4;
    std::int32_t x = pixels.begin;
    for (; x + 4 <= pixels.end; x += 4, to += 16, alpha += 4) {
      hn::StoreU(BlendFour(hn::LoadU(Bytes(), to), hn::LoadU(half, alpha), x, y), Bytes(), to);
    }
    if (x < pixels.end) {
      const auto count = static_cast<std::size_t>(pixels.end - x);
      const auto four =
          BlendFour(LoadFirst(Bytes(), to, count * 4), LoadFirst(half, alpha, count), x, y);
      StoreFirst(four, Bytes(), to, count * 4);
    }
  }

 private:
  static std::int16_t Shifted(std::uint32_t channel) {
    return static_cast<std::int16_t>(channel << 7U);
  }

  HWY_INLINE hn::Vec<Bytes> BlendFour(hn::Vec<Bytes> below, hn::Vec<hn::Half<Shorts>> alphas,
                                      std::int32_t x, std::int32_t y) const {
    const auto lowest = DitherAt(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y));
    const auto threshold =
        hn::Add(hn::Set(UnsignedWords(), lowest),
                hn::Mul(hn::Iota(UnsignedWords(), 0), hn::Set(UnsignedWords(), kDitherStepX)));
    const auto seven_bits = hn::ShiftRight<25>(threshold);
    const auto dither = hn::Or(seven_bits, hn::ShiftLeft<16>(seven_bits));
    const auto strong =
        hn::MulFixedPoint15(hn::Combine(Shorts(), alphas, alphas), hn::Set(Shorts(), strength_));
    const auto alpha = hn::BitCast(UnsignedWords(), hn::InterleaveLower(strong, strong));
    const auto low = [](auto words) {
      return hn::BitCast(Shorts(), hn::InterleaveLower(words, words));
    };
    const auto high = [](auto words) {
      return hn::BitCast(Shorts(), hn::InterleaveUpper(UnsignedWords(), words, words));
    };
    const auto colour = hn::LoadU(Shorts(), channels_.data());
    const auto first = BlendHalf(WidenLower(below), colour, low(alpha), low(dither));
    const auto second = BlendHalf(WidenUpper(below), colour, high(alpha), high(dither));
    return Narrow(first, second);
  }

  std::array<std::int16_t, 8> channels_{};
  std::int16_t strength_;
  std::int32_t left_;
};

Result<void> CheckShadow(const DrawOptions& options, const Shadow& shadow) {
  if (!(shadow.sigma >= 0 && shadow.sigma <= kMaxSigma)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a shadow's sigma is 0 .. 64 pixels, not " + NumberText(shadow.sigma));
  }
  if (!(std::abs(shadow.offset_x) <= kMaxOffset && std::abs(shadow.offset_y) <= kMaxOffset)) {
    return Fail(ErrorCode::kInvalidArgument, "a shadow's offset is at most a million pixels, not " +
                                                 NumberText(shadow.offset_x) + ", " +
                                                 NumberText(shadow.offset_y));
  }
  if (!(options.opacity_01 >= 0 && options.opacity_01 <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                "opacity_01 is 0 .. 1, not " + NumberText(options.opacity_01));
  }
  return {};
}

// One axis of the shadow: where the mask begins on the target, and the blur.
struct Axis {
  std::int64_t begin;
  Kernel kernel;

  Axis(std::int32_t position, float offset, float sigma)
      : begin(position + static_cast<std::int64_t>(std::floor(offset))),
        kernel(sigma, static_cast<double>(offset) - std::floor(offset)) {}
};

// Which pixels the picture itself will hide when it is drawn.
class HiddenPixels {
 public:
  HiddenPixels(std::span<const Run> runs, const DrawOptions& options)
      : runs_(runs), options_(options) {}

  // A part of `columns`, maybe of no length.
  Extent InRow(std::int32_t y, const Extent& columns) const {
    const std::int64_t row = std::int64_t{y} - options_.y;
    const auto run = std::ranges::partition_point(
        runs_, [row](const Run& candidate) { return candidate.rows.end <= row; });
    if (options_.opacity_01 < 1 || options_.mode != BlendMode::kNormal || run == runs_.end() ||
        row < run->rows.begin) {
      return {.begin = columns.begin, .end = columns.begin};
    }
    const auto clip = [&](std::int32_t pixel) {
      return static_cast<std::int32_t>(
          std::clamp<std::int64_t>(std::int64_t{pixel} + options_.x, columns.begin, columns.end));
    };
    return {.begin = clip(run->opaque.begin), .end = clip(run->opaque.end)};
  }

 private:
  std::span<const Run> runs_;
  const DrawOptions& options_;
};

// The weights of the runs that reach the row, which is counted from the mask's top. Returns the
// first of them.
std::size_t WeighRuns(std::span<const Run> runs, std::int32_t row, const Kernel& kernel,
                      std::vector<std::int16_t>& weights) {
  const auto begin = std::ranges::partition_point(
      runs, [&](const Run& run) { return run.rows.end <= row - kernel.reach(); });
  weights.clear();
  for (auto run = begin; run != runs.end() && run->rows.begin <= row + kernel.reach(); ++run) {
    weights.push_back(static_cast<std::int16_t>(
        kernel.Between(row - run->rows.end + 1, row - run->rows.begin + 1)));
  }
  if (weights.size() % 2 != 0) {
    weights.push_back(0);
  }
  return static_cast<std::size_t>(begin - runs.begin());
}

}  // namespace

Result<void> DrawShadow(Image& target, const ImageView& source, const DrawOptions& options,
                        const Shadow& shadow) {
  if (auto checked = CheckShadow(options, shadow); !checked) {
    return checked;
  }
  const Axis horizontal(options.x, shadow.offset_x, shadow.sigma);
  const Axis vertical(options.y, shadow.offset_y, shadow.sigma);
  const Extent columns =
      Reached(horizontal.begin, source.width, horizontal.kernel.reach(), target.width());
  const Extent rows =
      Reached(vertical.begin, source.height, vertical.kernel.reach(), target.height());
  if (source.pixels == nullptr || columns.size() == 0 || rows.size() == 0) {
    return {};
  }
  // The mask reaches the target, so it begins within its size of it.
  const auto left = static_cast<std::int32_t>(horizontal.begin);
  const auto top = static_cast<std::int32_t>(vertical.begin);
  // Rows of the mask that are too far from the target do not matter.
  const Extent reaching =
      Reached(std::int64_t{rows.begin} - top, static_cast<std::int64_t>(rows.size()),
              vertical.kernel.reach(), source.height);
  const BlurredRows blurred(source, options.radius, reaching, left, columns, horizontal.kernel);
  const TintedRow tint(shadow.colour, options.opacity_01, columns.begin);
  const HiddenPixels hidden(blurred.runs(), options);
  std::vector<std::int16_t> weights;
  std::vector<std::int16_t> alphas(blurred.width());
  for (std::int32_t y = rows.begin; y < rows.end; ++y) {
    const std::size_t first = WeighRuns(blurred.runs(), y - top, vertical.kernel, weights);
    std::uint8_t* const row =
        target.pixels().data() + static_cast<std::size_t>(y) * target.stride();
    const Extent skipped = hidden.InRow(y, columns);
    for (const Extent& part : {Extent{.begin = columns.begin, .end = skipped.begin},
                               Extent{.begin = skipped.end, .end = columns.end}}) {
      blurred.Sum(first, weights, Extent{.begin = columns.begin, .end = part.begin}.size(),
                  Extent{.begin = columns.begin, .end = part.end}.size(), alphas);
      tint.Blend(row, alphas, y, part);
    }
  }
  return {};
}

}  // namespace vitrine
