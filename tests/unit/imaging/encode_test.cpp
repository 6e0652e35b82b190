// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/encode.h>

#include <gtest/gtest.h>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

TEST(EncodePng, AnOpaquePictureComesBackUnchanged) {
  const Image image = Noise(37, 21, 5, true);
  const Image back = DecodeImage(EncodePng(image.view()).value()).value();
  EXPECT_EQ(back.width(), 37);
  EXPECT_EQ(back.height(), 21);
  EXPECT_EQ(LargestDifference(image, back), 0);
}

// Straight alpha has no fewer values than premultiplied, so nothing is lost on the way there.
TEST(EncodePng, ATransparentPictureComesBackUnchanged) {
  const Image image = Noise(64, 64, 6, false);
  const Image back = DecodeImage(EncodePng(image.view()).value()).value();
  EXPECT_EQ(LargestDifference(image, back), 0);
}

TEST(EncodePng, ReadsRowsByTheirStride) {
  const Image image = Noise(20, 10, 7, true);
  ImageView part = image.view();
  part.pixels += 4 * 5;
  part.width = 8;
  const Image back = DecodeImage(EncodePng(part).value()).value();
  EXPECT_EQ(PixelAt(back, 0, 9), PixelAt(image, 5, 9));
  EXPECT_EQ(PixelAt(back, 7, 3), PixelAt(image, 12, 3));
}

TEST(EncodePng, RejectsAnEmptyPicture) {
  EXPECT_EQ(EncodePng(ImageView()).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
