// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/resize_columns-inl.h>
#include <vitrine/imaging/resize_taps.h>
#include <vitrine/imaging/turn.h>
#include <vitrine/imaging/turned_rect.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine {
namespace {

constexpr double kMostDegrees = 360;

// Lanczos-3 reads six pixels in either direction, the third of them at or before the place.
constexpr std::int32_t kTaps = 6;
constexpr std::int32_t kTapsBefore = 2;
constexpr std::size_t kWindowStride = std::size_t{kTaps} * 4;

// Places between two pixels for which there are coefficients.
constexpr int kPhaseBits = 8;
constexpr std::uint32_t kPhases = 1U << kPhaseBits;

// The filter at each place between the third pixel and the fourth.
class PhaseTaps {
 public:
  PhaseTaps() {
    constexpr double kStep = 1.0 / kPhases;
    const Taps taps = MakeLanczosTaps(
        {.size = kTaps, .begin = kTapsBefore + 0.5 - kStep / 2, .length = 1}, kPhases);
    for (std::size_t phase = 0; phase < kPhases; ++phase) {
      const TapWindow& window = taps.windows[phase];
      std::copy_n(taps.coefficients.begin() + static_cast<std::ptrdiff_t>(window.offset),
                  2 * window.pairs, coefficients_.begin() + phase * kTaps + window.first);
    }
  }

  const std::int16_t* At(std::uint32_t phase) const {
    return coefficients_.data() + std::size_t{phase} * kTaps;
  }

 private:
  std::array<std::int16_t, std::size_t{kPhases} * kTaps> coefficients_{};
};

// A place in the source along one axis: 0 is the middle of the first pixel. With 32 bits behind the
// point, what steps of it are off adds up to nothing over a picture's width.
class FixedPlace {
 public:
  explicit FixedPlace(double pixels)
      : bits_(static_cast<std::int64_t>(std::floor(pixels * 0x1p32 + 0.5))) {}

  FixedPlace After(std::int64_t steps, FixedPlace step) const {
    FixedPlace after = *this;
    after.bits_ += steps * step.bits_;
    return after;
  }

  // Of the nearest place that has coefficients: the pixel at or before it, and how far behind that.
  std::int32_t pixel() const { return static_cast<std::int32_t>(Rounded() >> kPhaseBits); }
  std::uint32_t phase() const { return static_cast<std::uint32_t>(Rounded()) & (kPhases - 1); }

 private:
  std::int64_t Rounded() const {
    constexpr int kDropped = 32 - kPhaseBits;
    return (bits_ + (std::int64_t{1} << (kDropped - 1))) >> kDropped;
  }

  std::int64_t bits_;
};

// Where the pixels of a row of the turned picture lie in the source.
struct SourceLine {
  FixedPlace x;
  FixedPlace y;
  FixedPlace step_x;
  FixedPlace step_y;

  // The first pixel's middle is that far from the turned picture's.
  SourceLine(const ImageView& source, const Direction& direction, double dx, double dy)
      : x(direction.cosine * dx + direction.sine * dy + (source.width - 1) / 2.0),
        y(direction.cosine * dy - direction.sine * dx + (source.height - 1) / 2.0),
        step_x(direction.cosine),
        step_y(-direction.sine) {}
};

// Reads the source between its pixels.
class Sampler {
 public:
  explicit Sampler(const ImageView& source) : source_(source) {}

  // Makes a row's pixels where they are covered.
  void SampleRow(const SourceLine& line, std::span<const std::uint8_t> coverage, std::uint8_t* to) {
    for (std::size_t i = 0; i < coverage.size(); ++i) {
      if (coverage[i] != 0) {
        const auto steps = static_cast<std::int64_t>(i);
        Sample(line.x.After(steps, line.step_x), line.y.After(steps, line.step_y), to + i * 4);
      }
    }
  }

 private:
  void Sample(FixedPlace x, FixedPlace y, std::uint8_t* to) {
    const std::int32_t left = x.pixel() - kTapsBefore;
    const std::int32_t top = y.pixel() - kTapsBefore;
    const bool inside =
        left >= 0 && top >= 0 && left + kTaps <= source_.width && top + kTaps <= source_.height;
    Filter(inside ? PixelAt(left, top) : Gather(left, top), inside ? source_.stride : kWindowStride,
           taps_.At(x.phase()), taps_.At(y.phase()), to);
  }

  const std::uint8_t* PixelAt(std::int32_t x, std::int32_t y) const {
    return source_.pixels + static_cast<std::size_t>(y) * source_.stride +
           static_cast<std::size_t>(x) * 4;
  }

  // Six rows of six pixels, those outside of the picture from its border.
  const std::uint8_t* Gather(std::int32_t left, std::int32_t top) {
    std::uint8_t* to = window_.data();
    for (std::int32_t y = top; y < top + kTaps; ++y) {
      for (std::int32_t x = left; x < left + kTaps; ++x, to += 4) {
        std::copy_n(
            PixelAt(std::clamp(x, 0, source_.width - 1), std::clamp(y, 0, source_.height - 1)), 4,
            to);
      }
    }
    return window_.data();
  }

  // Down the columns of the window, then along the row that this leaves.
  static HWY_INLINE void Filter(const std::uint8_t* window, std::size_t stride,
                                const std::int16_t* across, const std::int16_t* down,
                                std::uint8_t* to) {
    Sums first;  // Of the pixels 0 .. 3,
    Sums last;   // and 2 .. 5.
    for (std::int32_t row = 0; row < kTaps; row += 2, window += 2 * stride) {
      const auto load = [&](std::size_t at) {
        return PixelPairs(hn::LoadU(Bytes(), window + at),
                          hn::LoadU(Bytes(), window + stride + at));
      };
      load(0).AddTo(first, down + row);
      load(8).AddTo(last, down + row);
    }
    auto sum = hn::Set(Words(), 1 << (kSecondShift - 1));
    sum = hn::Add(sum, MultiplyPairs(RoundPair<kTapBits - kRowBits>(first.pixel0, first.pixel1),
                                     PairOfShorts(across)));
    sum = hn::Add(sum, MultiplyPairs(RoundPair<kTapBits - kRowBits>(first.pixel2, first.pixel3),
                                     PairOfShorts(across + 2)));
    sum = hn::Add(sum, MultiplyPairs(RoundPair<kTapBits - kRowBits>(last.pixel2, last.pixel3),
                                     PairOfShorts(across + 4)));
    StorePixel(sum, to);
  }

  ImageView source_;
  PhaseTaps taps_;
  std::array<std::uint8_t, kTaps * kWindowStride> window_{};
};

// Multiplies a row by its coverage; three bytes behind that must be readable.
void Mask(std::uint8_t* row, std::span<const std::uint8_t> coverage) {
  for (std::size_t x = 0; x < coverage.size(); x += 4, row += 16) {
    const auto weights = InEachChannel(coverage.data() + x);
    if (coverage.size() - x >= 4) {
      hn::StoreU(MultiplyBytes(hn::LoadU(Bytes(), row), weights), Bytes(), row);
    } else {
      const std::size_t left = (coverage.size() - x) * 4;
      StoreFirst(MultiplyBytes(LoadFirst(Bytes(), row, left), weights), Bytes(), row, left);
    }
  }
}

// The size of what a picture turns into.
struct Box {
  double width = 0;
  double height = 0;
};

Box BoxOf(const ImageView& source, const Direction& direction) {
  const double cosine = std::abs(direction.cosine);
  const double sine = std::abs(direction.sine);
  const Box box = {.width = source.width * cosine + source.height * sine,
                   .height = source.width * sine + source.height * cosine};
  if (cosine == 0 || sine == 0) {
    return box;
  }
  const auto with_middle = [](double least, double side) {
    return side + 2 * std::ceil((least - side) / 2);
  };
  return {.width = with_middle(box.width, source.width),
          .height = with_middle(box.height, source.height)};
}

Result<Image> EmptyBox(const ImageView& source, const Direction& direction) {
  const Box box = BoxOf(source, direction);
  if (box.width * box.height > static_cast<double>(kMaxPixels)) {
    return Fail(ErrorCode::kImageTooLarge, "a picture of " + std::to_string(source.width) + " x " +
                                               std::to_string(source.height) +
                                               " pixels, turned, exceeds the limit of " +
                                               std::to_string(kMaxPixels));
  }
  return Image::Create(static_cast<std::int32_t>(box.width), static_cast<std::int32_t>(box.height));
}

}  // namespace

Result<Image> Turn(const ImageView& source, float radius, double degrees) {
  if (!(std::abs(degrees) <= kMostDegrees)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a picture is turned by -360 .. 360 degrees, not " + NumberText(degrees));
  }
  if (source.pixels == nullptr || source.width < 1 || source.height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "the picture to turn is empty");
  }
  const Direction direction = DirectionOf(degrees);
  Result<Image> turned = EmptyBox(source, direction);
  if (!turned) {
    return turned;
  }
  const double middle_x = turned->width() / 2.0;
  const double middle_y = turned->height() / 2.0;
  const TurnedRect shape({.x0 = middle_x - source.width / 2.0,
                          .y0 = middle_y - source.height / 2.0,
                          .x1 = middle_x + source.width / 2.0,
                          .y1 = middle_y + source.height / 2.0},
                         radius, degrees, turned->width(), turned->height());
  const auto count = static_cast<std::size_t>(shape.right() - shape.left());
  std::vector<std::uint8_t> weights(count + 3);
  const std::span<std::uint8_t> coverage = std::span(weights).first(count);
  Sampler sampler(source);
  for (std::int32_t y = shape.top(); y < shape.bottom(); ++y) {
    shape.Row(y, coverage);
    std::uint8_t* const row = turned->pixels().data() +
                              static_cast<std::size_t>(y) * turned->stride() +
                              static_cast<std::size_t>(shape.left()) * 4;
    const SourceLine line(source, direction, shape.left() + 0.5 - middle_x, y + 0.5 - middle_y);
    sampler.SampleRow(line, coverage, row);
    Mask(row, coverage);
  }
  return turned;
}

}  // namespace vitrine
