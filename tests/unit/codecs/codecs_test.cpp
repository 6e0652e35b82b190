// SPDX-License-Identifier: Apache-2.0
#include "sdk/codecs/codecs.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/similarity.h"

#include <gtest/gtest.h>
#include <webp/encode.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace vitrine {
namespace {

using Bytes = std::vector<std::byte>;

class EachFormat : public testing::TestWithParam<FileFormat> {
 protected:
  static Bytes Encoded(const Image& image, int quality = 90) {
    return EncodePicture(image.view(), {.format = GetParam(), .quality = quality}).value();
  }
};

TEST_P(EachFormat, ReadsWhatItWrites) {
  const Image image = Waves(90, 70);
  const Bytes bytes = Encoded(image);
  EXPECT_EQ(FormatOf(bytes), GetParam());
  const Image read = DecodePicture(bytes).value();
  ASSERT_EQ(read.width(), 90);
  ASSERT_EQ(read.height(), 70);
  EXPECT_GE(Psnr(image, read), 38);
}

TEST_P(EachFormat, OfOnePixelIsReadAndWritten) {
  const Image image = Plain(1, 1, {200, 100, 50, 255});
  const Image read = DecodePicture(Encoded(image)).value();
  EXPECT_NEAR(PixelAt(read, 0, 0).r, 200, 6);
}

TEST_P(EachFormat, KeepsAlphaOrShowsItOnWhite) {
  Image image = Plain(64, 64, {0, 0, 0, 0});
  for (std::int32_t y = 16; y < 48; ++y) {
    for (std::int32_t x = 16; x < 48; ++x) {
      SetPixel(image, x, y, {100, 50, 0, 128});
    }
  }
  const Image read = DecodePicture(Encoded(image)).value();
  const Colour outside = PixelAt(read, 4, 4);
  const Colour inside = PixelAt(read, 32, 32);
  if (GetParam() == FileFormat::kJpeg) {
    EXPECT_GE(outside.g, 250);
    EXPECT_EQ(outside.a, 255);
    EXPECT_NEAR(inside.r, 100 + 127, 6);
  } else {
    EXPECT_LE(outside.a, 4);
    EXPECT_NEAR(inside.a, 128, 5);
    EXPECT_NEAR(inside.r, 100, 8);
  }
}

TEST_P(EachFormat, IsSmallerAtALowerQuality) {
  const Image image = Noise(120, 120, 3, true);
  const std::size_t high = Encoded(image, 90).size();
  const std::size_t low = Encoded(image, 30).size();
  if (GetParam() == FileFormat::kPng) {
    EXPECT_EQ(high, low);
  } else {
    EXPECT_LT(low, high);
  }
}

TEST_P(EachFormat, CutShortIsAnErrorOrWhatThereWas) {
  const Bytes bytes = Encoded(Waves(64, 64));
  for (const std::size_t kept : {bytes.size() / 2, bytes.size() - 1, std::size_t{20}}) {
    const auto read = DecodePicture(std::span(bytes).first(kept));
    ASSERT_FALSE(read) << kept;
    EXPECT_EQ(read.error().code, ErrorCode::kImageCorrupt) << kept;
  }
}

TEST_P(EachFormat, AboveALimitIsRefused) {
  const Bytes bytes = Encoded(Waves(64, 64));
  EXPECT_EQ(DecodePicture(bytes, {.max_pixels = 64 * 64 - 1}).error().code,
            ErrorCode::kImageTooLarge);
  EXPECT_EQ(DecodePicture(bytes, {.max_bytes = bytes.size() - 1}).error().code,
            ErrorCode::kTooLarge);
  EXPECT_TRUE(DecodePicture(bytes, {.max_pixels = 64 * 64, .max_bytes = bytes.size()}));
}

TEST_P(EachFormat, RefusesAQualityThatIsNone) {
  const Image image = Plain(4, 4, {1, 2, 3, 255});
  for (const int quality : {0, 101}) {
    EXPECT_EQ(EncodePicture(image.view(), {.format = GetParam(), .quality = quality}).error().code,
              ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(EncodePicture({}, {.format = GetParam()}).error().code, ErrorCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(All, EachFormat,
                         testing::Values(FileFormat::kJpeg, FileFormat::kPng, FileFormat::kWebp,
                                         FileFormat::kAvif),
                         [](const auto& format) {
                           return std::string(EndingOf(format.param)).substr(1);
                         });

TEST(DecodePicture, TurnsAJpegUpright) {
  Image image = Plain(32, 16, {250, 0, 0, 255});
  SetPixel(image, 0, 0, {0, 0, 250, 255});
  const Bytes turned = WithOrientation(vitrine::EncodeJpeg(image, 95), 6, 'M');
  const Image read = DecodePicture(turned).value();
  EXPECT_EQ(read.width(), 16);
  EXPECT_EQ(read.height(), 32);
  // Orientation 6: the stored first row is the right side.
  EXPECT_GT(PixelAt(read, 15, 0).b, PixelAt(read, 0, 0).b);
}

TEST(DecodePicture, SaysOfAnAvifThatIsTooLargeThatItIs) {
  const Image image = Waves(64, 48);
  const Bytes bytes = EncodePicture(image.view(), {.format = FileFormat::kAvif}).value();
  const std::string_view name = "ispe";
  const auto found =
      std::ranges::search(bytes, name, {}, [](std::byte byte) { return static_cast<char>(byte); });
  ASSERT_EQ(found.size(), name.size());
  for (const auto& [width, height, too_large] :
       {std::tuple(40'000U, 40'000U, true), {12'000U, 9'000U, true}, {40'000U, 100U, false}}) {
    Bytes large = bytes;
    // The name is followed by a version and flags.
    auto to = large.begin() + (found.end() - bytes.begin()) + 4;
    for (const unsigned side : {width, height}) {
      for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        *to++ = static_cast<std::byte>(side >> shift & 0xFFU);
      }
    }
    // One that is only long is read; its picture is of the size that its pixels are.
    const auto read = DecodePicture(large);
    EXPECT_EQ(!read && read.error().code == ErrorCode::kImageTooLarge, too_large) << width;
    EXPECT_EQ(read.has_value(), !too_large) << width;
  }
}

TEST(DecodePicture, OfAWebpThatDeniesItsAlphaIsPremultipliedAllTheSame) {
  const std::vector<std::uint8_t> pixels = {200, 100, 50, 3, 200, 100, 50, 255};
  std::uint8_t* file = nullptr;
  const std::size_t size = WebPEncodeLosslessRGBA(pixels.data(), 2, 1, 8, &file);
  Bytes bytes(size);
  std::memcpy(bytes.data(), file, size);
  WebPFree(file);
  const std::string_view name = "VP8L";
  const auto found =
      std::ranges::search(bytes, name, {}, [](std::byte byte) { return static_cast<char>(byte); });
  ASSERT_EQ(found.size(), name.size());
  // Behind the name a size and a signature; then 14 bits for each side, and the hint.
  auto hint = bytes.begin() + (found.end() - bytes.begin()) + 8;
  ASSERT_NE(*hint & std::byte{0x10}, std::byte{0});
  *hint &= ~std::byte{0x10};
  const Image read = DecodePicture(bytes).value();
  EXPECT_LE(PixelAt(read, 0, 0).r, PixelAt(read, 0, 0).a);
}

TEST(DecodePicture, RefusesWhatIsNoPicture) {
  const std::string text = "This is no picture at all.";
  const auto read = DecodePicture(std::as_bytes(std::span(text)));
  EXPECT_EQ(read.error().code, ErrorCode::kImageFormat);
  EXPECT_EQ(DecodePicture({}).error().code, ErrorCode::kImageFormat);
}

TEST(EncodePicture, RefusesWhatAFormatCannotHold) {
  const Image wide = Plain(16'384, 1, {1, 2, 3, 255});
  EXPECT_EQ(EncodePicture(wide.view(), {.format = FileFormat::kWebp}).error().code,
            ErrorCode::kInvalidArgument);
  const Image wider = Plain(65'536, 1, {1, 2, 3, 255});
  EXPECT_EQ(EncodePicture(wider.view(), {.format = FileFormat::kJpeg}).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
