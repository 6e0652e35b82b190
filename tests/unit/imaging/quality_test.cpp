// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/resize.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace vitrine {
namespace {

QualityReport Measured(const Image& image) { return MeasureQuality(image.view()).value(); }

TEST(MeasureQuality, RefusesAPictureWithoutPixels) {
  const Result<QualityReport> report = MeasureQuality({});
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kInvalidArgument);
}

TEST(MeasureQuality, SaysSomethingSensibleOfASinglePixel) {
  const QualityReport report = Measured(Plain(1, 1, {100, 100, 100, 255}));
  EXPECT_EQ(report.width, 1);
  EXPECT_EQ(report.edge_sigma, 0);
  EXPECT_EQ(report.noise.brightness, 0);
  EXPECT_EQ(report.exposure.median, 100);
  EXPECT_EQ(report.jpeg.quality, 0);
  EXPECT_EQ(report.illuminant.certainty_01, 0);
}

TEST(MeasureQuality, SaysSomethingSensibleOfAPictureThatCannotBeSeen) {
  const QualityReport report = Measured(Plain(90, 70, {0, 0, 0, 0}));
  EXPECT_EQ(report.edge_sigma, 0);
  EXPECT_EQ(report.illuminant.light, (std::array<float, 3>{1, 1, 1}));
}

TEST(NoiseMeter, FindsTheNoiseThatWasAdded) {
  // What noise of equal strength in all channels leaves of itself in brightness and colour.
  for (const Image& clean : CleanPictures(3, 30, 500)) {
    EXPECT_LT(Measured(clean).noise.brightness, 1);
    for (const double sigma : {4.0, 12.0, 25.0}) {
      const NoiseLevels noise = Measured(WithNoise(clean, sigma, 7)).noise;
      EXPECT_NEAR(noise.brightness / sigma, 0.6685, 0.06);
      EXPECT_NEAR(noise.blue_difference / sigma, 0.6234, 0.06);
      EXPECT_NEAR(noise.red_difference / sigma, 0.6571, 0.06);
    }
  }
}

TEST(SharpnessMeter, FindsTheBlurThatWasAdded) {
  for (const Image& clean : CleanPictures(4, 30, 500)) {
    const float sharp = Measured(clean).edge_sigma;
    EXPECT_GT(sharp, 0.4F);
    EXPECT_LT(sharp, 0.9F);
    for (const double sigma : {1.0, 1.5, 2.2}) {
      const double both = std::hypot(sharp, sigma);
      // Those of the sharpest quarter of the edges, which is sharper than the mean.
      EXPECT_GT(Measured(Blurred(clean, sigma)).edge_sigma, 0.6 * both);
      EXPECT_LT(Measured(Blurred(clean, sigma)).edge_sigma, 1.1 * both);
    }
  }
}

TEST(Illuminant, IsBelievedOnlyWhereThereIsOne) {
  const std::array<double, 3> lamp = {1.3, 1, 0.65};
  std::size_t found = 0;
  const std::vector<Image> pictures = CleanPictures(5, 8, 300);
  for (const Image& clean : pictures) {
    EXPECT_LT(Measured(clean).illuminant.certainty_01, 0.1F);
    const Illuminant illuminant = Measured(InLight(clean, lamp)).illuminant;
    found += illuminant.certainty_01 > 0.5F ? 1U : 0U;
    EXPECT_GT(illuminant.light[0], illuminant.light[2]);
  }
  EXPECT_GE(found * 4, pictures.size() * 3) << found << " of " << pictures.size();
}

TEST(Illuminant, AGreenRoomIsNoLight) {
  Image green = Waves(200, 150);
  for (std::int32_t y = 0; y < green.height(); ++y) {
    for (std::int32_t x = 0; x < green.width(); ++x) {
      const std::uint8_t level = PixelAt(green, x, y).r;
      SetPixel(green, x, y,
               {static_cast<std::uint8_t>(level / 4), static_cast<std::uint8_t>(level / 2 + 60),
                static_cast<std::uint8_t>(level / 5), 255});
    }
  }
  EXPECT_EQ(Measured(green).illuminant.certainty_01, 0);
}

TEST(Exposure, CountsLevels) {
  Image image = Plain(100, 100, {0, 0, 0, 255});
  for (std::int32_t y = 50; y < 100; ++y) {
    for (std::int32_t x = 0; x < 100; ++x) {
      SetPixel(image, x, y, y < 75 ? Colour{90, 90, 90, 255} : Colour{255, 255, 255, 255});
    }
  }
  const Exposure exposure = Measured(image).exposure;
  EXPECT_EQ(exposure.black, 0);
  EXPECT_EQ(exposure.white, 255);
  EXPECT_NEAR(exposure.clipped_dark_01, 0.5, 0.001);
  EXPECT_NEAR(exposure.clipped_light_01, 0.25, 0.001);
  EXPECT_EQ(exposure.median, 90);
}

TEST(PerceptualHash, StaysWhenAPictureIsReducedOrCompressedAndDiffersBetweenPictures) {
  std::vector<std::uint64_t> hashes;
  for (const Image& clean : CleanPictures(0, 12, 500)) {
    const std::uint64_t hash = Measured(clean).hash;
    const Image small = Resize(clean.view(), Whole(clean), 160, 200).value();
    EXPECT_LE(HashDistance(hash, Measured(small).hash), 8);
    EXPECT_LE(HashDistance(hash, Measured(AsJpeg(clean, 30)).hash), 8);
    EXPECT_LE(HashDistance(hash, Measured(InLight(clean, {0.7, 0.7, 0.7})).hash), 8);
    for (const std::uint64_t other : hashes) {
      EXPECT_GT(HashDistance(hash, other), 8);
    }
    hashes.push_back(hash);
  }
}

TEST(MeasureQuality, ATallPictureIsMeasuredAllOverItsHeight) {
  // More than two megapixels, of which the lower half is noisy.
  Image image = Plain(1000, 4000, {120, 120, 120, 255});
  const Image noise = WithNoise(Plain(1000, 2000, {120, 120, 120, 255}), 20, 3);
  std::ranges::copy(noise.pixels(), image.pixels().begin() + 1000 * 2000 * 4);
  const QualityReport report = Measured(image);
  EXPECT_LT(report.exposure.black, 100);
  EXPECT_GT(report.exposure.white, 140);
}

}  // namespace
}  // namespace vitrine
