// SPDX-License-Identifier: Apache-2.0
// Enhancement is judged by what it does to pictures that were spoiled on purpose. The filters'
// strengths were chosen on every eighth of the demo shop's pictures, from the first on, and the
// thresholds so that none of all of them is touched; the pictures spoiled here are others.
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/similarity.h"

#include <vitrine/imaging/enhance/enhance.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace vitrine {
namespace {

Image Enhanced(const Image& image, const EnhanceOptions& options = {}) {
  return Enhance(image.view(), MeasureQuality(image.view()).value(), options).value();
}

struct Degradation {
  std::string name;
  std::function<Image(const Image&)> apply;
  double least_gain;     ///< In dB, on average.
  double most_loss = 1;  ///< In dB, of any picture: where what was done cannot be known.
};

void PrintTo(const Degradation& degradation, std::ostream* out) { *out << degradation.name; }

class EnhanceDegraded : public testing::TestWithParam<Degradation> {};

TEST_P(EnhanceDegraded, ComesNearerToTheOriginal) {
  double before = 0;
  double after = 0;
  double likeness_before = 0;
  double likeness_after = 0;
  const std::vector<Image> pictures = CleanPictures(3, 8, 400);
  for (const Image& clean : pictures) {
    const Image spoiled = GetParam().apply(clean);
    const Image mended = Enhanced(spoiled);
    before += Psnr(clean, spoiled);
    after += Psnr(clean, mended);
    likeness_before += Ssim(clean, spoiled);
    likeness_after += Ssim(clean, mended);
    EXPECT_GT(Psnr(clean, mended), Psnr(clean, spoiled) - GetParam().most_loss);
  }
  const auto count = static_cast<double>(pictures.size());
  RecordProperty("psnr_before", std::to_string(before / count));
  RecordProperty("psnr_after", std::to_string(after / count));
  RecordProperty("ssim_before", std::to_string(likeness_before / count));
  RecordProperty("ssim_after", std::to_string(likeness_after / count));
  EXPECT_GT(after / count, before / count + GetParam().least_gain);
  EXPECT_GT(likeness_after, likeness_before);
}

INSTANTIATE_TEST_SUITE_P(
    Known, EnhanceDegraded,
    testing::Values(
        Degradation{"Noise8", [](const Image& image) { return WithNoise(image, 8, 1); }, 8},
        Degradation{"Noise20", [](const Image& image) { return WithNoise(image, 20, 2); }, 10},
        Degradation{"Blur12", [](const Image& image) { return Blurred(image, 1.2); }, 2},
        Degradation{"Blur20", [](const Image& image) { return Blurred(image, 2); }, 1.5},
        Degradation{"Jpeg30", [](const Image& image) { return AsJpeg(image, 30); }, 0.5},
        Degradation{"Warm", [](const Image& image) { return InLight(image, {1.25, 1, 0.7}); }, 4},
        Degradation{"Cool", [](const Image& image) { return InLight(image, {0.75, 1, 1.35}); }, 3},
        Degradation{"Tube", [](const Image& image) { return InLight(image, {1.13, 1.05, 0.72}); },
                    3},
        Degradation{"Dark", [](const Image& image) { return InLight(image, {0.2, 0.2, 0.2}); }, 5},
        // What range a flat picture had is guessed.
        Degradation{"Flat", Flattened, 3, 6}),
    [](const auto& info) { return info.param.name; });

TEST(Enhance, LeavesCleanPicturesAbove40Decibels) {
  for (const Image& clean : CleanPictures(0, 1, 300)) {
    EXPECT_GE(Psnr(clean, Enhanced(clean)), 40);
  }
}

TEST(Enhance, LeavesAPictureOfNothingToMendToTheBit) {
  const std::vector<Image> pictures = CleanPictures(11, 200, 300);
  const Image& clean = pictures.front();
  EXPECT_EQ(LargestDifference(Enhanced(clean), clean), 0);
}

TEST(Enhance, WorksInBandsThatDoNotShow) {
  // Taller than a band: what lies in it once more as the upper part of a picture that ends there
  // must come out alike, away from that end.
  const Image tall = WithNoise(Waves(60, 700), 10, 4);
  Image part = Image::Create(60, 400).value();
  std::ranges::copy(tall.pixels().first(part.pixels().size()), part.pixels().begin());
  const EnhanceOptions options = {.deblock = 0.2F,
                                  .denoise = 0.4F,
                                  .sharpen = 0.5F,
                                  .white_balance = 0,
                                  .exposure = 0,
                                  .contrast = 0};
  const Image whole = Enhanced(tall, options);
  const Image alone = Enhanced(part, options);
  for (std::int32_t y = 0; y < 340; ++y) {
    for (std::int32_t x = 0; x < 60; ++x) {
      ASSERT_EQ(PixelAt(whole, x, y), PixelAt(alone, x, y)) << x << ", " << y;
    }
  }
}

TEST(Enhance, AlphaStaysAndColoursStayBelowIt) {
  Image cut = WithNoise(Waves(80, 60), 20, 5);
  for (std::int32_t y = 0; y < 60; ++y) {
    for (std::int32_t x = 0; x < 40; ++x) {
      const auto alpha = static_cast<std::uint8_t>(x < 20 ? 0 : (x - 20) * 12);
      SetPixel(cut, x, y,
               {static_cast<std::uint8_t>(alpha / 2), static_cast<std::uint8_t>(alpha / 3),
                static_cast<std::uint8_t>(alpha), alpha});
    }
  }
  const Image mended = Enhanced(cut, {.denoise = 1, .sharpen = 1, .exposure = 1});
  for (std::size_t i = 0; i < cut.pixels().size(); i += 4) {
    ASSERT_EQ(mended.pixels()[i + 3], cut.pixels()[i + 3]);
    ASSERT_LE(std::max({mended.pixels()[i], mended.pixels()[i + 1], mended.pixels()[i + 2]}),
              cut.pixels()[i + 3]);
  }
}

TEST(Enhance, APictureThatCannotBeSeenStaysUnseen) {
  const Image nothing = Plain(40, 30, {0, 0, 0, 0});
  EXPECT_EQ(
      LargestDifference(Enhanced(nothing, {.denoise = 1, .sharpen = 1, .exposure = 1}), nothing),
      0);
}

TEST(Enhance, ASinglePixelStays) {
  const Image pixel = Plain(1, 1, {10, 200, 30, 255});
  EXPECT_LE(LargestDifference(Enhanced(pixel, {.deblock = 1, .denoise = 1, .sharpen = 1}), pixel),
            1);
}

TEST(Enhance, RefusesStrengthsThatAreNone) {
  const Image image = Waves(32, 32);
  const QualityReport report = MeasureQuality(image.view()).value();
  const auto error_of = [&](const EnhanceOptions& options) {
    const Result<Image> result = Enhance(image.view(), report, options);
    EXPECT_FALSE(result.has_value());
    return result ? Error{ErrorCode::kInternal, ""} : result.error();
  };
  const Error nan = error_of({.denoise = std::numeric_limits<float>::quiet_NaN()});
  EXPECT_EQ(nan.code, ErrorCode::kNonFinite);
  EXPECT_EQ(nan.message, "the strength of denoise must be 0 .. 1, not NaN");
  EXPECT_EQ(error_of({.contrast = std::numeric_limits<float>::infinity()}).code,
            ErrorCode::kNonFinite);
  EXPECT_EQ(error_of({.sharpen = 1.5F}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.white_balance = -0.1F}).code, ErrorCode::kInvalidArgument);
}

TEST(Enhance, RefusesTheReportOfAnotherPicture) {
  const Image image = Waves(32, 32);
  const QualityReport other = MeasureQuality(Waves(32, 31).view()).value();
  const Result<Image> result = Enhance(image.view(), other);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Enhance({}, {}).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
