// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/similarity.h"

#include <vitrine/imaging/enhance/upscale.h>
#include <vitrine/imaging/resize.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace vitrine {
namespace {

Image Upscaled(const Image& image, Strength strength = {}) {
  return Upscale(image.view(), MeasureQuality(image.view()).value(), strength).value();
}

// To even sides, so that half of it can be doubled again.
Image Sized(const Image& image, std::int32_t width, std::int32_t height) {
  return Resize(image.view(), Whole(image), width, height).value();
}

TEST(Upscale, ComesNearerToThePictureThatWasReducedThanLanczos) {
  double plain_likeness = 0;
  double corrected_likeness = 0;
  for (const Image& clean : CleanPictures(6, 16, 480)) {
    const Image large = Sized(clean, clean.width() / 2 * 2, clean.height() / 2 * 2);
    const Image small = Sized(large, large.width() / 2, large.height() / 2);
    const Image by_lanczos = Upscaled(small, 0);
    const Image by_correction = Upscaled(small);
    plain_likeness += Ssim(large, by_lanczos);
    corrected_likeness += Ssim(large, by_correction);
    EXPECT_GT(Psnr(large, by_correction), Psnr(large, by_lanczos));
  }
  // It brings back a little of the grain's strength with that of the edges.
  EXPECT_GT(corrected_likeness, plain_likeness - 0.001 * 8);
}

TEST(Upscale, TheNewPictureReducedIsTheOldOne) {
  const Image small = Waves(61, 300);
  const Image large = Upscaled(small, 1);
  ASSERT_EQ(large.width(), 122);
  ASSERT_EQ(large.height(), 600);
  for (std::int32_t y = 0; y < small.height(); ++y) {
    for (std::int32_t x = 0; x < small.width(); ++x) {
      const auto brightness = [](Colour c) { return 0.299 * c.r + 0.587 * c.g + 0.114 * c.b; };
      double sum = 0;
      for (const auto& [dx, dy] : {std::pair(0, 0), {1, 0}, {0, 1}, {1, 1}}) {
        sum += brightness(PixelAt(large, 2 * x + dx, 2 * y + dy));
      }
      EXPECT_NEAR(sum / 4, brightness(PixelAt(small, x, y)), 1.5) << x << ", " << y;
    }
  }
}

TEST(Upscale, OnePixelBecomesFour) {
  const Image four = Upscaled(Plain(1, 1, {9, 80, 200, 255}), 1);
  EXPECT_EQ(LargestDifference(four, Plain(2, 2, {9, 80, 200, 255})), 0);
}

TEST(Upscale, ColoursStayBelowAlpha) {
  const Image large = Upscaled(Noise(33, 20, 3, false), 1);
  for (std::size_t i = 0; i < large.pixels().size(); i += 4) {
    ASSERT_LE(std::max({large.pixels()[i], large.pixels()[i + 1], large.pixels()[i + 2]}),
              large.pixels()[i + 3]);
  }
}

TEST(Upscale, RefusesWhatItCannotDo) {
  const Image image = Waves(20, 10);
  const QualityReport report = MeasureQuality(image.view()).value();
  EXPECT_EQ(Upscale(image.view(), report, std::numeric_limits<float>::quiet_NaN()).error().code,
            ErrorCode::kNonFinite);
  EXPECT_EQ(Upscale(image.view(), report, 2).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Upscale(Waves(10, 10).view(), report).error().code, ErrorCode::kInvalidArgument);
  const Image wide = Waves(40'000, 1);
  EXPECT_EQ(Upscale(wide.view(), MeasureQuality(wide.view()).value()).error().code,
            ErrorCode::kImageTooLarge);
}

}  // namespace
}  // namespace vitrine
