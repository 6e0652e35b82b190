// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/resize_axes.h>
#include <vitrine/imaging/resize_columns-inl.h>
#include <vitrine/imaging/yuv.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kLanes = 8;

std::size_t RoundedUp(std::size_t count) { return (count + kLanes - 1) / kLanes * kLanes; }

// The filter along a row with every window in whole vectors.
struct WholeTaps {
  struct Window {
    std::size_t first = 0;
    std::size_t offset = 0;
    std::size_t size = 0;
  };

  explicit WholeTaps(const Taps& taps) {
    for (const TapWindow& window : taps.windows) {
      const std::size_t size = std::size_t{window.pairs} * 2;
      const auto from = taps.coefficients.begin() + static_cast<std::ptrdiff_t>(window.offset);
      windows.push_back({window.first, coefficients.size(), RoundedUp(size)});
      coefficients.insert(coefficients.end(), from, from + static_cast<std::ptrdiff_t>(size));
      coefficients.resize(windows.back().offset + windows.back().size);
    }
  }

  std::vector<Window> windows;
  std::vector<std::int16_t> coefficients;
};

// One plane on its way to the output, two rows at a time.
class PlaneResizer {
 public:
  PlaneResizer(const PlaneView& plane, const Rect& crop, std::int32_t width, std::int32_t height)
      : plane_(plane),
        axes_(AxesOf(plane.width, plane.height, crop)),
        taps_(MakeBothTaps(MakeLanczosTaps, axes_, width, height)),
        columns_(taps_.columns) {
    for (std::vector<std::int16_t>& row : rows_.filtered) {
      // Whole steps of the first pass, and what the last window reads beyond its end.
      row.resize(axes_.x.size + 4 * kLanes);
    }
    for (std::vector<std::int16_t>& row : made_) {
      row.resize(RoundedUp(static_cast<std::size_t>(width)));
    }
  }

  // The same for another plane of this one's size.
  PlaneResizer For(const PlaneView& plane) const {
    PlaneResizer other = *this;
    other.plane_ = plane;
    return other;
  }

  // Makes two rows of the output, with kRowBits behind the point.
  void Make(std::size_t first, std::size_t second) {
    const std::uint8_t* const shown = plane_.samples + axes_.top * plane_.stride + axes_.left;
    const Taps& lines = taps_.lines;
    SelectRows(shown, plane_.stride, axes_.y.size, lines, lines.windows[first],
               lines.windows[second], rows_);
    FilterColumns<RowOrder::kPlain>(StoredSamples(), rows_, axes_.x.size);
    for (std::size_t x = 0; x < columns_.windows.size(); ++x) {
      const WholeTaps::Window& window = columns_.windows[x];
      const std::int16_t* const taps = columns_.coefficients.data() + window.offset;
      made_[0][x] = Sum(rows_.filtered[0].data() + window.first, taps, window.size);
      made_[1][x] = Sum(rows_.filtered[1].data() + window.first, taps, window.size);
    }
  }

  const std::int16_t* row(std::size_t which) const { return made_[which].data(); }

 private:
  HWY_INLINE static std::int16_t Sum(const std::int16_t* from, const std::int16_t* taps,
                                     std::size_t size) {
    auto sum = hn::Zero(Words());
    for (std::size_t i = 0; i < size; i += kLanes) {
      sum =
          hn::Add(sum, MultiplyPairs(hn::LoadU(Shorts(), from + i), hn::LoadU(Shorts(), taps + i)));
    }
    const std::int32_t whole = hn::GetLane(hn::SumOfLanes(Words(), sum));
    return static_cast<std::int16_t>((whole + (1 << (kTapBits - 1))) >> kTapBits);
  }

  PlaneView plane_;
  Axes axes_;
  BothTaps taps_;
  WholeTaps columns_;
  RowPair rows_;
  std::array<std::vector<std::int16_t>, 2> made_;
};

// Bits behind the point of the matrix.
constexpr int kMatrixBits = 12;

// x * a + y * b for eight lanes, rounded to whole numbers.
HWY_INLINE hn::Vec<Shorts> Mix(hn::Vec<Shorts> x, hn::Vec<Shorts> y, hn::Vec<Shorts> factors,
                               hn::Vec<Words> extra_low, hn::Vec<Words> extra_high) {
  constexpr int kShift = kMatrixBits + kRowBits;
  const auto half = hn::Set(Words(), 1 << (kShift - 1));
  const auto low = MultiplyPairs(hn::InterleaveLower(x, y), factors);
  const auto high = MultiplyPairs(hn::InterleaveUpper(Shorts(), x, y), factors);
  return NarrowWords(hn::ShiftRight<kShift>(hn::Add(hn::Add(low, extra_low), half)),
                     hn::ShiftRight<kShift>(hn::Add(hn::Add(high, extra_high), half)));
}

HWY_INLINE hn::Vec<Shorts> Factors(double first, double second) {
  constexpr double kOne = 1 << kMatrixBits;
  const auto whole = [](double factor) {
    return static_cast<std::int16_t>(factor * kOne + (factor < 0 ? -0.5 : 0.5));
  };
  const std::array<std::int16_t, 2> pair = {whole(first), whole(second)};
  return PairOfShorts(pair.data());
}

// Eight pixels as RGBA in two vectors.
HWY_INLINE std::pair<hn::Vec<Bytes>, hn::Vec<Bytes>> Colours(const std::int16_t* y,
                                                             const std::int16_t* u,
                                                             const std::int16_t* v) {
  const auto middle = hn::Set(Shorts(), 128 << kRowBits);
  const auto luma = hn::LoadU(Shorts(), y);
  const auto blue = hn::Sub(hn::LoadU(Shorts(), u), middle);
  const auto red = hn::Sub(hn::LoadU(Shorts(), v), middle);
  const auto none = hn::Zero(Words());
  // The green's third term: red beside zeros.
  const auto zeros = hn::Zero(Shorts());
  const auto third = Factors(-0.714136, 0);
  const auto red_low = MultiplyPairs(hn::InterleaveLower(red, zeros), third);
  const auto red_high = MultiplyPairs(hn::InterleaveUpper(Shorts(), red, zeros), third);
  const auto r = Mix(luma, red, Factors(1, 1.402), none, none);
  const auto g = Mix(luma, blue, Factors(1, -0.344136), red_low, red_high);
  const auto b = Mix(luma, blue, Factors(1, 1.772), none, none);
  const auto opaque = hn::Set(Shorts(), 255);
  const auto rb = Narrow(r, b);
  const auto ga = Narrow(g, opaque);
  const auto rg = hn::InterleaveLower(rb, ga);
  const auto ba = hn::InterleaveUpper(Bytes(), rb, ga);
  const auto pairs_rg = hn::BitCast(Shorts(), rg);
  const auto pairs_ba = hn::BitCast(Shorts(), ba);
  return {hn::BitCast(Bytes(), hn::InterleaveLower(pairs_rg, pairs_ba)),
          hn::BitCast(Bytes(), hn::InterleaveUpper(Shorts(), pairs_rg, pairs_ba))};
}

void StoreRow(const std::int16_t* y, const std::int16_t* u, const std::int16_t* v,
              std::size_t width, std::uint8_t* to) {
  std::size_t x = 0;
  for (; x + kLanes <= width; x += kLanes, to += kLanes * 4) {
    const auto [low, high] = Colours(y + x, u + x, v + x);
    hn::StoreU(low, Bytes(), to);
    hn::StoreU(high, Bytes(), to + 16);
  }
  if (x < width) {
    HWY_ALIGN std::uint8_t rest[kLanes * 4];
    const auto [low, high] = Colours(y + x, u + x, v + x);
    hn::Store(low, Bytes(), rest);
    hn::Store(high, Bytes(), rest + 16);
    std::copy_n(rest, (width - x) * 4, to);
  }
}

bool IsStep(std::int32_t step) { return step == 1 || step == 2; }

bool Fits(const PlaneView& plane, const PlaneView& luma, std::int32_t step_x, std::int32_t step_y) {
  return plane.samples != nullptr && plane.width == (luma.width + step_x - 1) / step_x &&
         plane.height == (luma.height + step_y - 1) / step_y;
}

Result<void> CheckPlanes(const YuvView& source) {
  const auto [y, u, v, step_x, step_y] = source;
  if (!IsStep(step_x) || !IsStep(step_y) || y.samples == nullptr || !Fits(u, y, step_x, step_y) ||
      !Fits(v, y, step_x, step_y)) {
    return Fail(ErrorCode::kInvalidArgument,
                "planes of " + std::to_string(y.width) + " x " + std::to_string(y.height) + ", " +
                    std::to_string(u.width) + " x " + std::to_string(u.height) + " and " +
                    std::to_string(v.width) + " x " + std::to_string(v.height) +
                    " samples do not make a picture with steps of " + std::to_string(step_x) +
                    " x " + std::to_string(step_y));
  }
  return {};
}

}  // namespace

Result<YuvLayout> YuvLayout::Of(std::int32_t width, std::int32_t height, std::int32_t step_x,
                                std::int32_t step_y) {
  if (width < 1 || height < 1 || !IsStep(step_x) || !IsStep(step_y)) {
    return Fail(ErrorCode::kInvalidArgument, "a picture of " + std::to_string(width) + " x " +
                                                 std::to_string(height) + " pixels with steps of " +
                                                 std::to_string(step_x) + " x " +
                                                 std::to_string(step_y));
  }
  const auto luma = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
  if (luma > kMaxPixels) {
    return Fail(ErrorCode::kImageTooLarge,
                "a picture of " + std::to_string(width) + " x " + std::to_string(height) +
                    " pixels exceeds the limit of " + std::to_string(kMaxPixels));
  }
  const auto plane = [](std::int32_t its_width, std::int32_t its_height) {
    return PlaneView{
        .width = its_width, .height = its_height, .stride = static_cast<std::size_t>(its_width)};
  };
  const PlaneView chroma = plane((width + step_x - 1) / step_x, (height + step_y - 1) / step_y);
  YuvLayout layout;
  layout.shape_ = {
      .y = plane(width, height), .u = chroma, .v = chroma, .step_x = step_x, .step_y = step_y};
  layout.luma_ = static_cast<std::size_t>(luma);
  layout.chroma_ = chroma.stride * static_cast<std::size_t>(chroma.height);
  return layout;
}

YuvView YuvLayout::In(const std::uint8_t* samples) const {
  YuvView view = shape_;
  view.y.samples = samples;
  view.u.samples = samples + luma_;
  view.v.samples = samples + luma_ + chroma_;
  return view;
}

Result<YuvImage> YuvImage::CreateForOverwrite(std::int32_t width, std::int32_t height,
                                              std::int32_t step_x, std::int32_t step_y) {
  const Result<YuvLayout> layout = YuvLayout::Of(width, height, step_x, step_y);
  if (!layout) {
    return std::unexpected(layout.error());
  }
  YuvImage image(*layout);
  image.samples_.reset(new (std::nothrow) std::uint8_t[layout->byte_count()]);
  if (image.samples_ == nullptr) {
    return Fail(
        ErrorCode::kOutOfMemory,
        "there is no memory for " + std::to_string(layout->byte_count()) + " bytes of samples");
  }
  return image;
}

Result<Image> ResizeYuv(const YuvView& source, const Rect& crop, std::int32_t width,
                        std::int32_t height) {
  if (auto checked = CheckResize(source.y.width, source.y.height, crop, width, height); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  if (auto checked = CheckPlanes(source); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  Result<Image> image = Image::CreateForOverwrite(width, height);
  if (!image) {
    return image;
  }
  const auto step_x = static_cast<float>(source.step_x);
  const auto step_y = static_cast<float>(source.step_y);
  const Rect chroma = {crop.x / step_x, crop.y / step_y, crop.width / step_x, crop.height / step_y};
  PlaneResizer y(source.y, crop, width, height);
  PlaneResizer u(source.u, chroma, width, height);
  PlaneResizer v = u.For(source.v);
  const std::size_t last = static_cast<std::size_t>(height) - 1;
  for (std::size_t row = 0; row <= last; row += 2) {
    // Of an odd number of rows the last is made twice.
    const std::array<std::size_t, 2> pair = {row, std::min(row + 1, last)};
    y.Make(pair[0], pair[1]);
    u.Make(pair[0], pair[1]);
    v.Make(pair[0], pair[1]);
    for (const std::size_t which : {std::size_t{0}, std::size_t{1}}) {
      StoreRow(y.row(which), u.row(which), v.row(which), static_cast<std::size_t>(width),
               image->pixels().data() + pair[which] * image->stride());
    }
  }
  return image;
}

}  // namespace vitrine
