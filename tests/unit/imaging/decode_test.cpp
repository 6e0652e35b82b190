// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/encode.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

using Bytes = std::vector<std::byte>;

ErrorCode CodeOf(std::span<const std::byte> bytes) {
  const auto image = DecodeImage(bytes);
  return image ? ErrorCode::kInternal : image.error().code;
}

// Offset of the first place where `text` stands.
std::size_t Find(const Bytes& bytes, std::string_view text) {
  const auto found = std::ranges::search(bytes, std::as_bytes(std::span(text)));
  return static_cast<std::size_t>(found.begin() - bytes.begin());
}

TEST(DecodeImage, AJpegIsNearTheOriginal) {
  const Image image = Waves(83, 61);
  const auto decoded = DecodeImage(EncodeJpeg(image, 100));
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(decoded->width(), 83);
  EXPECT_EQ(decoded->height(), 61);
  EXPECT_LE(LargestDifference(image, *decoded), 8);
}

// A file of tests/data/pictures/; tests run in the project's root.
Bytes ReadPicture(const std::string& name) {
  std::ifstream file("tests/data/pictures/" + name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

TEST(DecodeImage, ScansAndRestartsChangeNothing) {
  // One picture with the same coefficients in one scan, in ten, and with a restart after every two
  // blocks.
  const auto plain = DecodeImage(ReadPicture("baseline.jpg"));
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(plain->width(), 40);
  for (const char* name : {"progressive.jpg", "restart.jpg"}) {
    const auto image = DecodeImage(ReadPicture(name));
    ASSERT_TRUE(image) << name << ": " << image.error().message;
    EXPECT_EQ(LargestDifference(*image, *plain), 0) << name;
  }
}

TEST(DecodeImage, APlainJpegKeepsItsColour) {
  const Image decoded = DecodeImage(EncodeJpeg(Plain(16, 16, {200, 40, 90, 255}), 100)).value();
  const Colour colour = PixelAt(decoded, 7, 7);
  EXPECT_NEAR(colour.r, 200, 2);
  EXPECT_NEAR(colour.g, 40, 2);
  EXPECT_NEAR(colour.b, 90, 2);
  EXPECT_EQ(colour.a, 255);
}

TEST(DecodeImage, APngWithAlphaIsPremultiplied) {
  const PngParts parts = {.width = 2,
                          .height = 2,
                          .colour_type = 6,
                          .rows = {0, 255, 128, 0, 128, 255, 255, 255, 0,  //
                                   0, 10, 20, 30, 255, 200, 100, 50, 51}};
  const Image image = DecodeImage(MakePng(parts)).value();
  EXPECT_EQ(PixelAt(image, 0, 0), (Colour{128, 64, 0, 128}));
  EXPECT_EQ(PixelAt(image, 1, 0), (Colour{0, 0, 0, 0}));
  EXPECT_EQ(PixelAt(image, 0, 1), (Colour{10, 20, 30, 255}));
  EXPECT_EQ(PixelAt(image, 1, 1), (Colour{40, 20, 10, 51}));
}

TEST(DecodeImage, PaletteAndGreyPngsAreRead) {
  PngParts palette = {.width = 2,
                      .height = 1,
                      .depth = 1,
                      .colour_type = 3,
                      .palette = {255, 0, 0, 0, 0, 255},
                      .transparency = {255, 0},
                      .rows = {0, 0x40}};
  const Image two = DecodeImage(MakePng(palette)).value();
  EXPECT_EQ(PixelAt(two, 0, 0), (Colour{255, 0, 0, 255}));
  EXPECT_EQ(PixelAt(two, 1, 0), (Colour{0, 0, 0, 0}));
  const PngParts grey = {.width = 3, .height = 1, .depth = 4, .rows = {0, 0x0F, 0x80}};
  const Image three = DecodeImage(MakePng(grey)).value();
  EXPECT_EQ(PixelAt(three, 0, 0), (Colour{0, 0, 0, 255}));
  EXPECT_EQ(PixelAt(three, 1, 0), (Colour{255, 255, 255, 255}));
  EXPECT_EQ(PixelAt(three, 2, 0), (Colour{136, 136, 136, 255}));
}

TEST(DecodeImage, WhatIsNotInThePaletteIsTransparent) {
  const PngParts parts = {.width = 4,
                          .height = 1,
                          .depth = 2,
                          .colour_type = 3,
                          .palette = {255, 0, 0, 0, 0, 255},
                          .rows = {0, 0x1B}};
  const Image image = DecodeImage(MakePng(parts)).value();
  EXPECT_EQ(PixelAt(image, 1, 0), (Colour{0, 0, 255, 255}));
  EXPECT_EQ(PixelAt(image, 2, 0), (Colour{0, 0, 0, 0}));
  EXPECT_EQ(PixelAt(image, 3, 0), (Colour{0, 0, 0, 0}));
}

TEST(DecodeImage, SixteenBitsAChannelAreRefused) {
  const PngParts deep = {.width = 1,
                         .height = 1,
                         .depth = 16,
                         .colour_type = 2,
                         .rows = {0, 0x12, 0xFF, 0x80, 0x00, 0xFF, 0xFF}};
  const auto refused = DecodeImage(MakePng(deep));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kImageColours);
}

// A JPEG's start of frame: its marker and length, the bits, the size, the number of channels.
Bytes WithFrameByte(Bytes jpeg, std::size_t offset, std::uint8_t value) {
  for (std::size_t i = 0; i + 9 < jpeg.size(); ++i) {
    if (jpeg[i] == std::byte{0xFF} && jpeg[i + 1] == std::byte{0xC0}) {
      jpeg[i + offset] = std::byte{value};
      return jpeg;
    }
  }
  return {};
}

TEST(DecodeImage, CmykAndTwelveBitJpegsAreRefused) {
  const Bytes jpeg = EncodeJpeg(Waves(16, 16), 90);
  for (const auto& [offset, value] : {std::pair<std::size_t, std::uint8_t>{4, 12}, {9, 4}}) {
    const auto refused = DecodeImage(WithFrameByte(jpeg, offset, value));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kImageColours);
  }
}

// Four fields, so that every turn looks different: red, green / blue, white.
Image Fields() {
  Image image = Plain(32, 16, {255, 0, 0, 255});
  for (std::int32_t y = 0; y < 16; ++y) {
    for (std::int32_t x = 0; x < 32; ++x) {
      if (x >= 16) {
        SetPixel(image, x, y, y < 8 ? Colour{0, 255, 0, 255} : Colour{255, 255, 255, 255});
      } else if (y >= 8) {
        SetPixel(image, x, y, {0, 0, 255, 255});
      }
    }
  }
  return image;
}

TEST(DecodeImage, AJpegIsTurnedUpright) {
  const Bytes jpeg = EncodeJpeg(Fields(), 100);
  const Image stored = DecodeImage(jpeg).value();
  for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
    for (const char byte_order : {'I', 'M'}) {
      const Image turned = DecodeImage(WithOrientation(jpeg, orientation, byte_order)).value();
      const Image wanted = Turned(stored, orientation);
      ASSERT_EQ(turned.width(), wanted.width()) << int{orientation};
      EXPECT_EQ(LargestDifference(turned, wanted), 0) << int{orientation} << byte_order;
    }
  }
  // The stored size is what the header says, however the picture is turned.
  EXPECT_EQ(ReadImageInfo(WithOrientation(jpeg, 6, 'I')).value().width, 32);
}

TEST(DecodeImage, APngIsTurnedUpright) {
  PngParts parts = {.width = 3, .height = 2, .rows = {0, 10, 20, 30, 0, 40, 50, 60}};
  const Image stored = DecodeImage(MakePng(parts)).value();
  for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
    parts.chunks = {{"eXIf", ExifBlock(orientation, 'M')}};
    const Image turned = DecodeImage(MakePng(parts)).value();
    const Image wanted = Turned(stored, orientation);
    ASSERT_EQ(turned.width(), wanted.width()) << int{orientation};
    EXPECT_EQ(LargestDifference(turned, wanted), 0) << int{orientation};
  }
}

TEST(DecodeImage, AnOrientationThatDoesNotMatchItsChecksumIsIgnored) {
  const PngParts parts = {.width = 3,
                          .height = 2,
                          .chunks = {{"eXIf", ExifBlock(6, 'M')}},
                          .rows = {0, 10, 20, 30, 0, 40, 50, 60}};
  Bytes png = MakePng(parts);
  // Where a further directory would be: the orientation itself is as it was.
  png[Find(png, "eXIf") + 4 + 25] ^= std::byte{1};
  EXPECT_EQ(DecodeImage(png).value().width(), 3);
}

TEST(DecodeImage, AnOrientationOutsideOneToEightIsIgnored) {
  const Bytes jpeg = EncodeJpeg(Waves(24, 8), 90);
  const Image upright = DecodeImage(jpeg).value();
  for (const std::uint8_t orientation : std::initializer_list<std::uint8_t>{0, 9, 200}) {
    const Image decoded = DecodeImage(WithOrientation(jpeg, orientation, 'M')).value();
    EXPECT_EQ(LargestDifference(decoded, upright), 0);
  }
}

TEST(DecodeImage, EveryTruncationIsCorrupt) {
  const Image image = Waves(40, 30);
  const Bytes jpeg = EncodeJpeg(image, 80);
  for (std::size_t size = 3; size < jpeg.size(); size += 1 + size / 64) {
    EXPECT_EQ(CodeOf(std::span(jpeg).first(size)), ErrorCode::kImageCorrupt) << size;
  }
  EXPECT_EQ(CodeOf(std::span(jpeg).first(jpeg.size() - 1)), ErrorCode::kImageCorrupt);
  const Bytes png = EncodePng(image.view()).value();
  for (std::size_t size = 8; size < png.size(); size += 1 + size / 64) {
    EXPECT_EQ(CodeOf(std::span(png).first(size)), ErrorCode::kImageCorrupt) << size;
  }
  EXPECT_EQ(CodeOf(std::span(png).first(png.size() - 1)), ErrorCode::kImageCorrupt);
}

TEST(DecodeImage, BytesBehindTheEndDoNotMatter) {
  const Image image = Waves(16, 16);
  for (Bytes bytes : {EncodeJpeg(image, 90), EncodePng(image.view()).value()}) {
    const Image plain = DecodeImage(bytes).value();
    bytes.resize(bytes.size() + 100, std::byte{0xFF});
    EXPECT_EQ(LargestDifference(DecodeImage(bytes).value(), plain), 0);
  }
}

TEST(DecodeImage, AnEndMarkerInsideAThumbnailDoesNotHideATruncation) {
  Bytes jpeg = EncodeJpeg(Waves(16, 16), 90);
  // An APP1 segment that holds the end marker, then the picture without its own.
  const Bytes segment = {std::byte{0xFF}, std::byte{0xE1}, std::byte{0},
                         std::byte{4},    std::byte{0xFF}, std::byte{0xD9}};
  jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
  EXPECT_TRUE(DecodeImage(jpeg).has_value());
  jpeg.resize(jpeg.size() - 2);
  EXPECT_EQ(CodeOf(jpeg), ErrorCode::kImageCorrupt);
}

TEST(DecodeImage, AJpegOfManyEmptyScansIsCorrupt) {
  Bytes jpeg = EncodeJpeg(Waves(16, 16), 90);
  const std::array<std::uint8_t, 10> scan = {0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
  for (int i = 0; i < 100; ++i) {
    const auto bytes = std::as_bytes(std::span(scan));
    jpeg.insert(jpeg.end() - 2, bytes.begin(), bytes.end());
  }
  const auto image = DecodeImage(jpeg);
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().code, ErrorCode::kImageCorrupt);
  EXPECT_NE(image.error().message.find("100 scans"), std::string::npos) << image.error().message;
}

TEST(DecodeImage, AChangedBitInAPngIsCorrupt) {
  const Bytes png = EncodePng(Waves(40, 30).view()).value();
  for (const std::string_view chunk : {"IHDR", "IDAT"}) {
    Bytes damaged = png;
    damaged[Find(png, chunk) + 6] ^= std::byte{1};
    EXPECT_EQ(CodeOf(damaged), ErrorCode::kImageCorrupt) << chunk;
  }
}

TEST(DecodeImage, TooFewRowsInAPngAreCorrupt) {
  const PngParts parts = {.width = 2, .height = 3, .rows = {0, 1, 2, 0, 3, 4}};
  EXPECT_EQ(CodeOf(MakePng(parts)), ErrorCode::kImageCorrupt);
}

TEST(DecodeImage, AnUnknownFormatIsNamedSo) {
  EXPECT_EQ(CodeOf({}), ErrorCode::kImageFormat);
  const std::string_view gif = "GIF89a\x01\x00\x01\x00";
  EXPECT_EQ(CodeOf(std::as_bytes(std::span(gif))), ErrorCode::kImageFormat);
  // Colour type 5 does not exist.
  const PngParts parts = {.width = 1, .height = 1, .colour_type = 5, .rows = {0, 0}};
  EXPECT_EQ(CodeOf(MakePng(parts)), ErrorCode::kImageFormat);
  // The frame header of lossless JPEG.
  Bytes jpeg = EncodeJpeg(Waves(16, 16), 90);
  jpeg[Find(jpeg, "\xFF\xC0") + 1] = std::byte{0xC3};
  EXPECT_EQ(CodeOf(jpeg), ErrorCode::kImageFormat);
}

TEST(DecodeImage, TheSizeIsCheckedBeforeAnythingElse) {
  // The header alone: were pixels read first, this would be corrupt.
  const PngParts parts = {.width = 40'000, .height = 40'000, .rows = {0}};
  EXPECT_EQ(CodeOf(MakePng(parts)), ErrorCode::kImageTooLarge);
  const PngParts widest = {.width = 0x7FFFFFFF, .height = 0x7FFFFFFF, .rows = {0}};
  EXPECT_EQ(CodeOf(MakePng(widest)), ErrorCode::kImageTooLarge);
  const Bytes jpeg = EncodeJpeg(Waves(40, 30), 80);
  EXPECT_EQ(DecodeImage(jpeg, 1199).error().code, ErrorCode::kImageTooLarge);
  EXPECT_TRUE(DecodeImage(jpeg, 1200).has_value());
}

TEST(DecodeImage, APngThatInflatesToFarMoreThanItsPixelsIsCorrupt) {
  // 64 MB of zeros behind a single pixel.
  const PngParts parts = {
      .width = 1, .height = 1, .rows = std::vector<std::uint8_t>(std::size_t{64} << 20U)};
  EXPECT_EQ(CodeOf(MakePng(parts)), ErrorCode::kImageCorrupt);
  // And behind a picture that is thin and long.
  const PngParts thin = {
      .width = 1, .height = 1'000'000, .rows = std::vector<std::uint8_t>(std::size_t{64} << 20U)};
  EXPECT_EQ(CodeOf(MakePng(thin)), ErrorCode::kImageCorrupt);
}

TEST(ReadImageInfo, SaysSizeAndAlpha) {
  const auto jpeg = ReadImageInfo(EncodeJpeg(Waves(40, 30), 80)).value();
  EXPECT_EQ(jpeg.width, 40);
  EXPECT_EQ(jpeg.height, 30);
  EXPECT_FALSE(jpeg.has_alpha);
  EXPECT_TRUE(ReadImageInfo(EncodePng(Waves(4, 3).view()).value()).value().has_alpha);
  PngParts parts = {.width = 2, .height = 1, .rows = {0, 1, 2}};
  EXPECT_FALSE(ReadImageInfo(MakePng(parts)).value().has_alpha);
  parts.transparency = {0, 1};
  EXPECT_TRUE(ReadImageInfo(MakePng(parts)).value().has_alpha);
}

TEST(ReadImageInfo, NeedsNoPixels) {
  const Bytes jpeg = EncodeJpeg(Waves(40, 30), 80);
  const auto scan = Find(jpeg, "\xFF\xDA");
  EXPECT_EQ(ReadImageInfo(std::span(jpeg).first(scan)).value().width, 40);
}

}  // namespace
}  // namespace vitrine
