// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/enhance/quality.h>
#include <gtest/gtest.h>

#include <vector>

namespace vitrine {
namespace {

JpegTraces TracesIn(const Image& image) { return MeasureQuality(image.view()).value().jpeg; }

TEST(CompressionMeter, FindsTheQualityThatAPictureWasEncodedWith) {
  for (const Image& clean : CleanPictures(1, 24, 500)) {
    EXPECT_EQ(TracesIn(clean).quality, 0);
    for (const int quality : {10, 20, 30, 50, 70, 85}) {
      EXPECT_NEAR(TracesIn(AsJpeg(clean, quality)).quality, quality, 2);
    }
  }
}

TEST(CompressionMeter, FindsItInATurnedPicture) {
  // Neither side is a whole number of blocks.
  const std::vector<Image> pictures = CleanPictures(2, 200, 500);
  const Image& clean = pictures.front();
  ASSERT_NE(clean.width() % 8, 0);
  ASSERT_NE(clean.height() % 8, 0);
  const Image jpeg = AsJpeg(clean, 40);
  EXPECT_NEAR(TracesIn(Mirrored(jpeg)).quality, 40, 2);
  EXPECT_NEAR(TracesIn(Transposed(Mirrored(jpeg))).quality, 40, 2);
  EXPECT_NEAR(TracesIn(Transposed(Mirrored(Transposed(jpeg)))).quality, 40, 2);
}

TEST(CompressionMeter, FindsNothingInNoise) {
  EXPECT_EQ(TracesIn(Noise(300, 200, 1, true)).quality, 0);
}

TEST(CompressionMeter, FindsNothingInAPictureOfLessThanABlock) {
  EXPECT_EQ(TracesIn(Waves(7, 5)).quality, 0);
}

TEST(JpegSteps, AreTheStandardsAtQuality50) {
  const DctTable steps = JpegSteps(JpegChannel::kBrightness, 50);
  EXPECT_EQ(steps[0], 16);
  EXPECT_EQ(steps[1], 11);
  EXPECT_EQ(steps[63], 99);
  EXPECT_EQ(JpegSteps(JpegChannel::kColour, 50)[0], 17);
  EXPECT_EQ(JpegSteps(JpegChannel::kBrightness, 25)[0], 32);
  EXPECT_EQ(JpegSteps(JpegChannel::kBrightness, 95)[0], 2);
}

}  // namespace
}  // namespace vitrine
