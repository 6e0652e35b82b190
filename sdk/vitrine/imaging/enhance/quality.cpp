// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/enhance/noise.h>
#include <vitrine/imaging/enhance/perceptual_hash.h>
#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/enhance/sharpness.h>
#include <vitrine/imaging/enhance/ycc.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kBandRows = 64;

// Enough to know where the subject is.
constexpr std::int32_t kSubjectSide = 240;

// Bands of rows, evenly over the picture, of two megapixels at most.
std::vector<RowRange> BandsOf(const ImageView& picture) {
  constexpr std::size_t kMostPixels = 2'000'000;
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  const std::size_t all = (height + kBandRows - 1) / kBandRows;
  const std::size_t wanted = std::clamp<std::size_t>(kMostPixels / (width * kBandRows), 1, all);
  std::vector<RowRange> bands;
  for (std::size_t i = 0; i < wanted; ++i) {
    const std::size_t first = i * all / wanted * kBandRows;
    bands.push_back({.first = first, .count = std::min(kBandRows, height - first)});
  }
  return bands;
}

struct Meters {
  NoiseMeter brightness_noise;
  NoiseMeter blue_noise;
  NoiseMeter red_noise;
  SharpnessMeter sharpness;
  CompressionMeter compression;

  void Add(const Ycc& band) {
    brightness_noise.Add(band.y);
    blue_noise.Add(band.cb);
    red_noise.Add(band.cr);
    sharpness.Add(band.y);
    compression.Add(band.y);
  }
};

// A part of the picture, from a row and column on.
ImageView From(const ImageView& picture, std::int32_t left, std::int32_t top) {
  return {.pixels = picture.pixels + static_cast<std::size_t>(top) * picture.stride +
                    static_cast<std::size_t>(left) * 4,
          .width = picture.width - left,
          .height = picture.height - top,
          .stride = picture.stride};
}

// A picture that was turned after it was a JPEG has its blocks' corners where its size, if that is
// not a whole number of blocks, puts them.
JpegTraces TracesIfTurned(const ImageView& picture) {
  const std::int32_t left = picture.width % 8;
  const std::int32_t top = picture.height % 8;
  std::vector<std::pair<std::int32_t, std::int32_t>> corners = {{left, 0}, {0, top}, {left, top}};
  std::ranges::sort(corners);
  const auto repeated = std::ranges::unique(corners);
  corners.erase(repeated.begin(), repeated.end());
  for (const auto& [x, y] : corners) {
    if (x == picture.width || y == picture.height) {
      continue;
    }
    const ImageView part = From(picture, x, y);
    CompressionMeter meter;
    for (const RowRange& band : BandsOf(part)) {
      meter.Add(BrightnessOfRows(part, band));
    }
    if (const JpegTraces traces = meter.Traces(); traces.quality != 0) {
      return traces;
    }
  }
  return {};
}

using Histogram = std::array<std::uint64_t, 256>;

// The level below which a share of the pixels lies.
float LevelAt(const Histogram& histogram, double share) {
  std::uint64_t pixels = 0;
  for (const std::uint64_t count : histogram) {
    pixels += count;
  }
  const double wanted = share * static_cast<double>(pixels);
  double below = 0;
  std::size_t level = 0;
  while (level + 1 < histogram.size() && below + static_cast<double>(histogram[level]) <= wanted) {
    below += static_cast<double>(histogram[level]);
    ++level;
  }
  return static_cast<float>(level);
}

Exposure ExposureOf(const Histogram& histogram) {
  constexpr double kTail = 0.002;
  double pixels = 0;
  for (const std::uint64_t count : histogram) {
    pixels += static_cast<double>(count);
  }
  return {.black = LevelAt(histogram, kTail),
          .median = LevelAt(histogram, 0.5),
          .white = LevelAt(histogram, 1 - kTail),
          .clipped_dark_01 = static_cast<float>(static_cast<double>(histogram.front()) / pixels),
          .clipped_light_01 = static_cast<float>(static_cast<double>(histogram.back()) / pixels)};
}

void Count(const Plane& brightness, Histogram& histogram) {
  for (const float value : brightness.values) {
    histogram[RoundPositive(std::clamp(value, 0.0F, 255.0F))] += 1;
  }
}

// At most this many pixels to a side tell the light and the main things.
Result<Image> Reduced(const ImageView& picture) {
  constexpr float kSide = 256;
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  const float scale = std::min(1.0F, kSide / std::max(width, height));
  const auto scaled = [&](float side) {
    return std::max(1, static_cast<std::int32_t>(std::lround(side * scale)));
  };
  return Resize(picture, {.width = width, .height = height}, scaled(width), scaled(height));
}

}  // namespace

Result<QualityReport> MeasureQuality(const ImageView& picture) {
  const Result<Image> reduced = Reduced(picture);
  if (!reduced) {
    return std::unexpected(reduced.error());
  }
  const Result<std::uint64_t> hash = PerceptualHash(picture);
  if (!hash) {
    return std::unexpected(hash.error());
  }
  const Result<Subject> subject = FindSubject(picture, kSubjectSide);
  if (!subject) {
    return std::unexpected(subject.error());
  }
  Meters meters;
  Histogram histogram{};
  for (const RowRange& band : BandsOf(picture)) {
    const Ycc ycc = YccOfRows(picture, band);
    meters.Add(ycc);
    Count(ycc.y, histogram);
  }
  const JpegTraces traces = meters.compression.Traces();
  return QualityReport{.width = picture.width,
                       .height = picture.height,
                       .edge_sigma = meters.sharpness.EdgeSigma(),
                       .noise = {.brightness = meters.brightness_noise.Sigma(),
                                 .blue_difference = meters.blue_noise.Sigma(),
                                 .red_difference = meters.red_noise.Sigma()},
                       .exposure = ExposureOf(histogram),
                       .jpeg = traces.quality != 0 ? traces : TracesIfTurned(picture),
                       .illuminant = EstimateIlluminant(reduced->view()),
                       .background = subject->background,
                       .subject = subject->box,
                       .hash = *hash};
}

std::int32_t HashDistance(std::uint64_t first, std::uint64_t second) {
  return std::popcount(first ^ second);
}

std::string HashText(std::uint64_t hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i > 0; --i, hash >>= 4U) {
    text[i - 1] = kDigits[hash & 15U];
  }
  return text;
}

}  // namespace vitrine
