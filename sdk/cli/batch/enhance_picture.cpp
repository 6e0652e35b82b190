// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/enhance_picture.h"

#include "sdk/cli/batch/fingerprint.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/enhance/enhance.h>
#include <vitrine/imaging/enhance/enhance_plan.h>
#include <vitrine/imaging/enhance/upscale.h>
#include <vitrine/imaging/harmonise/harmonise.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace vitrine::cli {
namespace {

// Raised when results become others though the settings do not.
constexpr int kVersion = 2;

// A picture with what was measured on it.
struct Measured {
  Image image;
  QualityReport quality;
};

Result<Measured> Measure(Image image) {
  Result<QualityReport> quality = MeasureQuality(image.view());
  if (!quality) {
    return std::unexpected(quality.error());
  }
  return Measured{.image = std::move(image), .quality = *quality};
}

// The picture to cut out: mended, doubled where the style magnifies it much, and then measured
// anew: a light that was corrected must not be corrected again.
Result<Measured> Prepared(const Measured& before, const EnhanceSettings& settings) {
  constexpr EnhanceOptions kNothing = {
      .deblock = 0, .denoise = 0, .sharpen = 0, .white_balance = 0, .exposure = 0, .contrast = 0};
  const EnhanceOptions options = settings.mend ? EnhanceOptions{} : kNothing;
  Result<Image> image = Enhance(before.image.view(), before.quality, options);
  const bool small = WantsDoubling(before.quality, settings.style);
  if (image && small) {
    image = Upscale(image->view(), before.quality);
  }
  if (!image) {
    return std::unexpected(image.error());
  }
  if (!small && PlanOf(before.quality, options).IsEmpty()) {
    return Measured{.image = *std::move(image), .quality = before.quality};
  }
  return Measure(*std::move(image));
}

}  // namespace

std::string FingerprintOf(const EnhanceSettings& settings) {
  std::array<char, 80> rest{};
  std::snprintf(rest.data(), rest.size(), "%d %d %d %.6f %d %llx", kVersion,
                static_cast<int>(settings.encoding.format), settings.encoding.quality,
                static_cast<double>(settings.least_confidence_01), settings.mend ? 1 : 0,
                static_cast<unsigned long long>(settings.model));
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%016llx",
                static_cast<unsigned long long>(Fingerprint(ToJson(settings.style) + rest.data())));
  return text.data();
}

Result<EnhancedPicture> EnhancePicture(std::span<const std::byte> bytes,
                                       const EnhanceSettings& settings, SegmentationModel* model) {
  const auto begin = std::chrono::steady_clock::now();
  Result<Image> decoded = DecodePicture(bytes, settings.limits);
  if (!decoded) {
    return std::unexpected(decoded.error());
  }
  Result<Measured> before = Measure(*std::move(decoded));
  if (!before) {
    return std::unexpected(before.error());
  }
  const Result<Measured> prepared = Prepared(*before, settings);
  if (!prepared) {
    return std::unexpected(prepared.error());
  }
  const Result<Cutout> cutout =
      CutOut(prepared->image.view(),
             {.least_confidence_01 = settings.least_confidence_01, .model = model});
  if (!cutout) {
    return std::unexpected(cutout.error());
  }
  Result<Harmonised> harmonised =
      Harmonise(prepared->image.view(), prepared->quality, *cutout, settings.style);
  if (!harmonised) {
    return std::unexpected(harmonised.error());
  }
  Result<std::vector<std::byte>> file = EncodePicture(harmonised->image.view(), settings.encoding);
  if (!file) {
    return std::unexpected(file.error());
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  return EnhancedPicture{.before = std::move(before->image),
                         .after = std::move(harmonised->image),
                         .file = *std::move(file),
                         .findings = {.quality = before->quality,
                                      .method = cutout->method,
                                      .confidence_01 = cutout->subject.confidence_01,
                                      .subject = harmonised->subject,
                                      .seconds = taken.count()}};
}

}  // namespace vitrine::cli
