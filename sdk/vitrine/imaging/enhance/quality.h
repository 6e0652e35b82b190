// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/backdrop.h>
#include <vitrine/imaging/enhance/compression.h>
#include <vitrine/imaging/enhance/illuminant.h>
#include <vitrine/imaging/image.h>

#include <cstdint>
#include <string>

namespace vitrine {

/// Noise of each channel: standard deviations in levels of 0 .. 255.
struct NoiseLevels {
  float brightness = 0;
  float blue_difference = 0;
  float red_difference = 0;
};

/// Levels of brightness, 0 .. 255, on sRGB's curve.
struct Exposure {
  float black = 0;             ///< A five-hundredth of the pixels is darker.
  float median = 0;            ///< Half of them.
  float white = 0;             ///< All but a five-hundredth.
  float clipped_dark_01 = 0;   ///< Share of the pixels at 0 ...
  float clipped_light_01 = 0;  ///< ... and at 255.
};

/// What a picture is like, measured on its pixels.
struct QualityReport {
  std::int32_t width = 0;
  std::int32_t height = 0;
  /// Blur of the sharper edges: the standard deviation of a Gaussian, in pixels. 0.5 to 0.8 is
  /// sharp, above 1 soft, 0 means that there are no edges.
  float edge_sigma = 0;
  NoiseLevels noise = {};
  Exposure exposure = {};
  JpegTraces jpeg = {};
  Illuminant illuminant = {};
  BackgroundKind background = BackgroundKind::kBusy;
  /// What bounds the subject, in pixels; the whole picture where nothing stands out. Found by
  /// colour, so of a subject that looks like what is behind it, a part.
  Rect subject = {};
  /// Of what the picture shows at a glance: two of the same product differ in few of the 64 bits.
  std::uint64_t hash = 0;
};

/// Measures a picture. Of large ones some rows stand for all.
///
/// Errors: kInvalidArgument for a picture without pixels; kOutOfMemory.
/// Cost: as three resizes, plus a cosine transform of at most two megapixels.
/// Source of the hash: C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash
/// Functions", 2010, section 3.2.1; the other measures name theirs.
Result<QualityReport> MeasureQuality(const ImageView& picture);

/// In how many bits two hashes differ: 0 .. 64. Up to 8 is almost always the same picture.
std::int32_t HashDistance(std::uint64_t first, std::uint64_t second);

/// A hash as text: sixteen hexadecimal digits in lower case.
std::string HashText(std::uint64_t hash);

}  // namespace vitrine
