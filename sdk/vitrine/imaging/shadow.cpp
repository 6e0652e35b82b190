// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/coverage.h>
#include <vitrine/imaging/dither.h>
#include <vitrine/imaging/vectors.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace vitrine {
namespace {

// Weights of the Gaussian are fractions of 2^14, which leaves a bit of 16 for their exact sum.
constexpr int kWeightBits = 14;
constexpr float kMaxSigma = 64;
constexpr float kMaxOffset = 1e6F;

// A Gaussian shifted by a part of a pixel: its share of every pixel around the origin.
//
// The shares are differences of its rounded distribution function, so they sum to 1 exactly, and so
// does every run of them within rounding, however long.
class Kernel {
 public:
  Kernel(double sigma, double shift)
      : reach_(static_cast<std::int32_t>(std::ceil(4 * sigma + shift)) + 1) {
    below_.reserve(static_cast<std::size_t>(2 * reach_ + 2));
    for (std::int32_t edge = -reach_; edge <= reach_ + 1; ++edge) {
      below_.push_back(DistributionAt(edge - 0.5 - shift, sigma));
    }
    below_.front() = 0;
    below_.back() = 1 << kWeightBits;
  }

  // No pixel farther than this from the origin has a share.
  std::int32_t reach() const { return reach_; }

  // The sum of the shares of the pixels first .. last - 1.
  std::int32_t Between(std::int32_t first, std::int32_t last) const {
    return Below(last) - Below(first);
  }

 private:
  static std::int32_t DistributionAt(double x, double sigma) {
    constexpr double kHalf = 1 << (kWeightBits - 1);
    constexpr double kSqrt2 = 0x1.6a09e667f3bcdp0;
    const double side = sigma > 0 ? Erf(x / (sigma * kSqrt2)) : (x < 0 ? -1.0 : 1.0);
    // Rounded away from zero at either side, so that mirrored shares are equal.
    const double rounded = std::floor(std::abs(side) * kHalf + 0.5);
    return static_cast<std::int32_t>(kHalf + std::copysign(rounded, side));
  }

  // The share of all pixels below `pixel`.
  std::int32_t Below(std::int32_t pixel) const {
    return below_[static_cast<std::size_t>(std::clamp(pixel, -reach_, reach_ + 1) + reach_)];
  }

  std::int32_t reach_;
  std::vector<std::int32_t> below_;
};

// The shape that throws the shadow, as runs of equal rows: a plain rectangle is one, a rounded one
// has one for each row of its corners and one between them. Coverage is 0 .. 256.
class Mask {
 public:
  struct Run {
    std::int32_t top = 0;
    std::int32_t bottom = 0;
    std::vector<std::int16_t> row;
  };

  Mask(const ImageView& source, float radius)
      : shape_({0, 0, static_cast<float>(source.width), static_cast<float>(source.height)}, radius,
               source.width, source.height) {
    std::vector<std::uint8_t> row(static_cast<std::size_t>(source.width));
    std::vector<std::uint8_t> last;
    for (std::int32_t y = 0; y < source.height; ++y) {
      shape_.Row(y, row);
      MultiplyAlpha(source.pixels + static_cast<std::size_t>(y) * source.stride, row);
      if (row != last) {
        runs_.push_back({.top = y, .bottom = y, .row = Widened(row)});
        last = row;
      }
      runs_.back().bottom = y + 1;
    }
  }

  const std::vector<Run>& runs() const { return runs_; }

 private:
  static void MultiplyAlpha(const std::uint8_t* pixels, std::vector<std::uint8_t>& row) {
    for (std::size_t x = 0; x < row.size(); ++x) {
      const std::uint32_t product = static_cast<std::uint32_t>(row[x]) * pixels[x * 4 + 3] + 128;
      row[x] = static_cast<std::uint8_t>((product + (product >> 8U)) >> 8U);
    }
  }

  static std::vector<std::int16_t> Widened(const std::vector<std::uint8_t>& row) {
    std::vector<std::int16_t> wide(row.size());
    std::ranges::transform(row, wide.begin(), [](std::uint8_t value) {
      return static_cast<std::int16_t>(value + (value >> 7U));
    });
    return wide;
  }

  RoundedRect shape_;
  std::vector<Run> runs_;
};

// The pixels of the target from `begin` to `end`.
struct Extent {
  std::int32_t begin = 0;
  std::int32_t end = 0;
  std::size_t size() const { return static_cast<std::size_t>(end - begin); }
};

Extent Reached(std::int64_t begin, std::int64_t length, std::int32_t reach, std::int32_t limit) {
  const auto clip = [limit](std::int64_t value) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, limit));
  };
  return {.begin = clip(begin - reach), .end = clip(begin + length + reach)};
}

// Blurs one row of the mask, which begins at `left` of the target, for the pixels of `extent`. Runs of
// equal coverage take one product each. The result has kWeightBits.
std::vector<std::int16_t> BlurRow(const std::vector<std::int16_t>& row, std::int32_t left,
                                  const Extent& extent, const Kernel& kernel) {
  std::vector<std::int32_t> sums(extent.size(), 128);
  const auto size = static_cast<std::int32_t>(row.size());
  for (std::int32_t begin = 0, end = 0; begin < size; begin = end) {
    const std::int32_t coverage = row[static_cast<std::size_t>(begin)];
    for (end = begin; end < size && row[static_cast<std::size_t>(end)] == coverage;) {
      ++end;
    }
    if (coverage == 0) {
      continue;
    }
    const std::int32_t first = std::max(extent.begin, left + begin - kernel.reach());
    const std::int32_t last = std::min(extent.end, left + end + kernel.reach());
    for (std::int32_t x = first; x < last; ++x) {
      // The pixel gathers what lies at x - p for the p of the run.
      const std::int32_t from = x - left;
      sums[static_cast<std::size_t>(x - extent.begin)] +=
          coverage * kernel.Between(from - end + 1, from - begin + 1);
    }
  }
  std::vector<std::int16_t> blurred(sums.size());
  std::ranges::transform(sums, blurred.begin(),
                         [](std::int32_t sum) { return static_cast<std::int16_t>(sum >> 8); });
  return blurred;
}

// Adds `weight` times a blurred row to the sums, which have twice kWeightBits.
void AddRow(const std::vector<std::int16_t>& row, std::int32_t weight,
            std::vector<std::int32_t>& sums) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    sums[i] += row[i] * weight;
  }
}

// The shadow's alpha, as a fraction of 2^15, in all channels of eight bytes for each of two pixels.
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
  TintedRow(Colour colour, std::uint32_t left) : left_(left) {
    const std::array<std::int16_t, 8> channels = {
        Shifted(colour.r), Shifted(colour.g), Shifted(colour.b), Shifted(255),
        Shifted(colour.r), Shifted(colour.g), Shifted(colour.b), Shifted(255)};
    std::ranges::copy(channels, channels_.begin());
  }

  // Blends the pixels to[0 .. alphas.size()); alphas are fractions of 2^15.
  void Blend(std::uint8_t* to, std::span<const std::int32_t> alphas, std::uint32_t y) const {
    std::size_t x = 0;
    for (; x + 4 <= alphas.size(); x += 4, to += 16) {
      const auto four =
          BlendFour(hn::LoadU(Bytes(), to), hn::LoadU(Words(), alphas.data() + x), x, y);
      hn::StoreU(four, Bytes(), to);
    }
    if (const std::size_t left = alphas.size() - x; left > 0) {
      const auto four = BlendFour(LoadFirst(Bytes(), to, left * 4),
                                  LoadFirst(Words(), alphas.data() + x, left), x, y);
      StoreFirst(four, Bytes(), to, left * 4);
    }
  }

 private:
  static std::int16_t Shifted(std::uint32_t channel) {
    return static_cast<std::int16_t>(channel << 7U);
  }

  HWY_INLINE hn::Vec<Bytes> BlendFour(hn::Vec<Bytes> below, hn::Vec<Words> alphas, std::size_t x,
                                      std::uint32_t y) const {
    const auto twice = [](auto words) { return hn::Or(words, hn::ShiftLeft<16>(words)); };
    const auto low = [](auto words) {
      return hn::BitCast(Shorts(), hn::InterleaveLower(words, words));
    };
    const auto high = [](auto words) {
      return hn::BitCast(Shorts(), hn::InterleaveUpper(hn::DFromV<decltype(words)>(), words, words));
    };
    const auto alpha = twice(alphas);
    const auto threshold =
        hn::Add(hn::Set(UnsignedWords(), DitherAt(left_ + static_cast<std::uint32_t>(x), y)),
                hn::Mul(hn::Iota(UnsignedWords(), 0), hn::Set(UnsignedWords(), kDitherStepX)));
    const auto dither = twice(hn::ShiftRight<25>(threshold));
    const auto colour = hn::LoadU(Shorts(), channels_.data());
    const auto zero = hn::Zero(Bytes());
    const auto first = BlendHalf(hn::BitCast(Shorts(), hn::InterleaveLower(below, zero)), colour,
                                 low(alpha), low(dither));
    const auto second =
        BlendHalf(hn::BitCast(Shorts(), hn::InterleaveUpper(Bytes(), below, zero)), colour,
                  high(alpha), high(dither));
    return Narrow(first, second);
  }

  std::array<std::int16_t, 8> channels_{};
  std::uint32_t left_;
};

Result<void> CheckShadow(const DrawOptions& options, const Shadow& shadow) {
  if (!(shadow.sigma >= 0 && shadow.sigma <= kMaxSigma)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a shadow's sigma is 0 .. 64 pixels, not " + std::to_string(shadow.sigma));
  }
  if (!(std::abs(shadow.offset_x) <= kMaxOffset && std::abs(shadow.offset_y) <= kMaxOffset)) {
    return Fail(ErrorCode::kInvalidArgument, "a shadow's offset is at most a million pixels, not " +
                                                 std::to_string(shadow.offset_x) + ", " +
                                                 std::to_string(shadow.offset_y));
  }
  if (!(options.opacity_01 >= 0 && options.opacity_01 <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                "opacity_01 is 0 .. 1, not " + std::to_string(options.opacity_01));
  }
  return {};
}

// One axis of the shadow: where the mask begins on the target, and the blur.
struct Axis {
  std::int32_t begin;
  Kernel kernel;

  Axis(std::int32_t position, float offset, float sigma)
      : begin(position + static_cast<std::int32_t>(std::floor(offset))),
        kernel(sigma, static_cast<double>(offset) - std::floor(offset)) {}
};

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
  const Mask mask(source, options.radius);
  std::vector<std::vector<std::int16_t>> blurred;
  for (const Mask::Run& run : mask.runs()) {
    blurred.push_back(BlurRow(run.row, horizontal.begin, columns, horizontal.kernel));
  }
  const double strength = static_cast<double>(options.opacity_01) * shadow.colour.a / 255.0;
  const auto strength_15 = static_cast<std::int32_t>(std::floor(strength * 32767 + 0.5));
  const TintedRow tint(shadow.colour, static_cast<std::uint32_t>(columns.begin));
  std::vector<std::int32_t> sums(columns.size());
  for (std::int32_t y = rows.begin; y < rows.end; ++y) {
    std::ranges::fill(sums, 0);
    const std::int32_t from = y - vertical.begin;
    for (std::size_t i = 0; i < blurred.size(); ++i) {
      const Mask::Run& run = mask.runs()[i];
      const std::int32_t weight =
          vertical.kernel.Between(from - run.bottom + 1, from - run.top + 1);
      if (weight != 0) {
        AddRow(blurred[i], weight, sums);
      }
    }
    for (std::int32_t& sum : sums) {
      // Twice kWeightBits to 15, and the strength upon it.
      sum = (std::min(sum >> (2 * kWeightBits - 15), 32767) * strength_15) >> 15;
    }
    tint.Blend(target.pixels().data() + static_cast<std::size_t>(y) * target.stride() +
                   static_cast<std::size_t>(columns.begin) * 4,
               sums, static_cast<std::uint32_t>(y));
  }
  return {};
}

}  // namespace vitrine
