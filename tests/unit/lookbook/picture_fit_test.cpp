// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/picture_fit.h>

#include <gtest/gtest.h>

namespace vitrine {
namespace {

TEST(FitPicture, ALargePictureFillsItsSlot) {
  const PictureFit fit = FitPicture({3000, 4000}, {300, 400}, 2);
  EXPECT_FLOAT_EQ(fit.frame.width, 300);
  EXPECT_FLOAT_EQ(fit.frame.height, 400);
  EXPECT_FLOAT_EQ(fit.crop.width, 3000);
  EXPECT_FLOAT_EQ(fit.crop.height, 4000);
}

TEST(FitPicture, ASmallPictureStopsAtFiveQuartersOfItsPixels) {
  for (const float ratio : {1.0F, 1.5F, 2.0F, 3.0F}) {
    const PictureFit fit = FitPicture({100, 100}, {500, 500}, ratio);
    EXPECT_LE(fit.frame.width * ratio, 125);
    EXPECT_GE(fit.frame.width * ratio, 124);
    EXPECT_FLOAT_EQ(fit.frame.width, fit.frame.height);
  }
}

TEST(FitPicture, CutsNoMoreThanItMay) {
  // A square slot would need a quarter of the picture's height cut off.
  const PictureFit fit = FitPicture({300, 400}, {300, 300}, 1);
  EXPECT_GE(fit.crop.height, 400 * (1 - kMostCropped));
  EXPECT_LT(fit.frame.width, 300);
  EXPECT_FLOAT_EQ(fit.frame.height, 300);
}

TEST(FitPicture, CutsTheSidesAlikeAndMoreOfTheFoot) {
  const PictureFit wide = FitPicture({1000, 900}, {900, 900}, 1);
  EXPECT_FLOAT_EQ(wide.crop.x, 0.5F * (1000 - wide.crop.width));
  const PictureFit tall = FitPicture({900, 1000}, {900, 900}, 1);
  EXPECT_LT(tall.crop.y, 1000 - tall.crop.height - tall.crop.y);
}

TEST(FitPicture, ExtremeShapesKeepTheirs) {
  const PictureFit banner = FitPicture({4000, 1000}, {500, 500}, 1);
  EXPECT_FLOAT_EQ(banner.frame.width, 500);
  EXPECT_NEAR(banner.frame.width / banner.frame.height, 4 * (1 - kMostCropped), 0.1F);
  const PictureFit strip = FitPicture({1000, 4000}, {500, 500}, 1);
  EXPECT_FLOAT_EQ(strip.frame.height, 500);
}

TEST(FitPicture, APictureOfOnePixelHasAFrameOfOne) {
  const PictureFit fit = FitPicture({1, 1}, {500, 500}, 1);
  EXPECT_FLOAT_EQ(fit.frame.width, 1);
  EXPECT_FLOAT_EQ(fit.frame.height, 1);
}

TEST(FitPicture, AMissingPictureHasAFrameButNoCrop) {
  const PictureFit fit = FitPicture({}, {300, 400}, 1);
  EXPECT_EQ(fit.crop, Rect());
  EXPECT_FLOAT_EQ(fit.frame.width, 300);
  EXPECT_FLOAT_EQ(fit.frame.height, 400);
}

TEST(FitPicture, NothingIsDistorted) {
  for (int width = 50; width < 2000; width += 173) {
    for (int height = 50; height < 2000; height += 211) {
      const PictureFit fit = FitPicture({width, height}, {311, 407}, 1.5F);
      EXPECT_NEAR(fit.crop.width / fit.crop.height / (fit.frame.width / fit.frame.height), 1, 1e-4F)
          << width << " x " << height;
    }
  }
}

}  // namespace
}  // namespace vitrine
