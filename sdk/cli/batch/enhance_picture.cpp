// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/enhance_picture.h"

#include "sdk/cli/batch/fingerprint.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/enhance/enhance.h>
#include <vitrine/imaging/enhance/upscale.h>
#include <vitrine/imaging/harmonise/harmonise.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace vitrine::cli {
namespace {

// Raised when results become others though the settings do not.
constexpr int kVersion = 1;

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

// The picture to cut out: mended, and doubled where the style magnifies it much.
Result<Measured> Prepared(const ImageView& picture, const QualityReport& quality,
                          const EnhanceSettings& settings) {
  constexpr float kMuch = 1.5F;
  // More than this would take long and show nothing.
  constexpr std::int32_t kLargestToDouble = 1600;
  const EnhanceOptions nothing = {
      .deblock = 0, .denoise = 0, .sharpen = 0, .white_balance = 0, .exposure = 0, .contrast = 0};
  Result<Image> mended = Enhance(picture, quality, settings.mend ? EnhanceOptions{} : nothing);
  if (!mended) {
    return std::unexpected(mended.error());
  }
  const bool is_small = picture.width <= kLargestToDouble && picture.height <= kLargestToDouble;
  if (!is_small || FrameSubject(quality.subject, settings.style).scale < kMuch) {
    return Measured{.image = *std::move(mended), .quality = quality};
  }
  Result<Image> doubled = Upscale(mended->view(), quality);
  if (!doubled) {
    return std::unexpected(doubled.error());
  }
  return Measure(*std::move(doubled));
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
  const Result<Measured> prepared = Prepared(before->image.view(), before->quality, settings);
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
