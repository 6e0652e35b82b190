// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/encode.h>
#include <vitrine/imaging/jpeg_structure.h>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/similarity.h"

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

Image BackFromJpeg(const Image& image, std::int32_t quality) {
  return DecodeImage(EncodeJpeg(image.view(), {.quality = quality}).value()).value();
}

// What the worst of these pictures reached when this was written, less 1 dB. The tables are those
// of ITU-T T.81, annex K, so other encoders reach about as much.
TEST(EncodeJpeg, LosesAsLittleAsItsQualityPromises) {
  constexpr std::array kPromises = {std::pair{25, 32.4}, std::pair{50, 34.4}, std::pair{75, 36.5},
                                    std::pair{88, 38.9}, std::pair{95, 44.0}, std::pair{100, 52.5}};
  for (const Image& picture : CleanPictures(0, 20, 400)) {
    std::size_t smaller = 0;
    for (const auto& [quality, least_db] : kPromises) {
      EXPECT_GE(Psnr(picture, BackFromJpeg(picture, quality)), least_db) << quality;
      const std::size_t size = EncodeJpeg(picture.view(), {.quality = quality})->size();
      EXPECT_GT(size, smaller) << quality;
      smaller = size;
    }
  }
}

TEST(EncodeJpeg, KeepsTheSizeOfAnyPicture) {
  constexpr std::array<std::pair<std::int32_t, std::int32_t>, 6> kSizes = {
      {{1, 1}, {1, 33}, {7, 8}, {17, 16}, {15, 100}, {301, 3}}};
  for (const auto& [width, height] : kSizes) {
    for (const std::int32_t quality : {50, 95}) {
      const Image image = Plain(width, height, {200, 60, 30, 255});
      const Image back = BackFromJpeg(image, quality);
      EXPECT_EQ(back.width(), width);
      EXPECT_EQ(back.height(), height);
      EXPECT_LE(LargestDifference(image, back), 3) << width << " x " << height;
    }
  }
}

TEST(EncodeJpeg, IsWholeAndUpright) {
  const auto jpeg = EncodeJpeg(Waves(50, 40).view()).value();
  EXPECT_EQ(ReadJpegHeader(jpeg).value().orientation, 1);
  EXPECT_TRUE(CheckJpegIsComplete(jpeg));
}

// Colour at full resolution: a line of one pixel stays red.
TEST(EncodeJpeg, KeepsFineColourFromAQualityOf91On) {
  Image image = Plain(32, 32, {230, 230, 230, 255});
  for (std::int32_t y = 0; y < 32; ++y) {
    SetPixel(image, 16, y, {200, 20, 20, 255});
  }
  const auto redness = [&](std::int32_t quality) {
    const Colour colour = PixelAt(BackFromJpeg(image, quality), 16, 16);
    return colour.r - colour.g;
  };
  EXPECT_GT(redness(91), 150);
  EXPECT_LT(redness(90), 130);
}

TEST(EncodeJpeg, ShowsTheBackdropThroughWhatIsTransparent) {
  Image image = Plain(48, 16, {0, 0, 0, 0});
  for (std::int32_t y = 0; y < 16; ++y) {
    for (std::int32_t x = 16; x < 32; ++x) {
      SetPixel(image, x, y, {100, 0, 0, 128});  // Premultiplied: half of a red of 200.
    }
    for (std::int32_t x = 32; x < 48; ++x) {
      SetPixel(image, x, y, {10, 20, 30, 255});
    }
  }
  const JpegOptions options = {.quality = 100, .backdrop = {.r = 40, .g = 80, .b = 160, .a = 0}};
  const Image back = DecodeImage(EncodeJpeg(image.view(), options).value()).value();
  const auto is_near = [&](std::int32_t x, const Colour& wanted) {
    const Colour colour = PixelAt(back, x, 8);
    EXPECT_NEAR(colour.r, wanted.r, 2) << x;
    EXPECT_NEAR(colour.g, wanted.g, 2) << x;
    EXPECT_NEAR(colour.b, wanted.b, 2) << x;
    EXPECT_EQ(colour.a, 255);
  };
  is_near(8, {.r = 40, .g = 80, .b = 160});
  is_near(24, {.r = 120, .g = 40, .b = 80});
  is_near(40, {.r = 10, .g = 20, .b = 30});
}

TEST(EncodeJpeg, ReadsRowsByTheirStride) {
  const Image image = Waves(64, 32);
  ImageView part = image.view();
  part.pixels += 4 * 16;
  part.width = 32;
  Image expected = Plain(32, 32, {});
  for (std::int32_t y = 0; y < 32; ++y) {
    for (std::int32_t x = 0; x < 32; ++x) {
      SetPixel(expected, x, y, PixelAt(image, x + 16, y));
    }
  }
  EXPECT_EQ(EncodeJpeg(part).value(), EncodeJpeg(expected.view()).value());
}

TEST(EncodeJpeg, RejectsWhatItCannotWrite) {
  const Image image = Plain(4, 4, {1, 2, 3, 255});
  EXPECT_EQ(EncodeJpeg(ImageView()).error().code, ErrorCode::kInvalidArgument);
  for (const std::int32_t quality : {0, 101, -5}) {
    const auto error = EncodeJpeg(image.view(), {.quality = quality}).error();
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
    EXPECT_NE(error.message.find("it is " + std::to_string(quality)), std::string::npos);
  }
  const Image wide = Plain(65'536, 1, {1, 2, 3, 255});
  EXPECT_EQ(EncodeJpeg(wide.view()).error().code, ErrorCode::kInvalidArgument);
  const Image widest = Plain(65'535, 1, {1, 2, 3, 255});
  EXPECT_EQ(DecodeImage(EncodeJpeg(widest.view()).value()).value().width(), 65'535);
}

}  // namespace
}  // namespace vitrine
