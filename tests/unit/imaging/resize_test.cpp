// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/resize.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include "tests/support/data.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/resize_reference.h"

namespace vitrine {
namespace {

double Mean(const Image& image) {
  double sum = 0;
  for (const std::uint8_t value : image.pixels()) {
    sum += value;
  }
  return sum / static_cast<double>(image.pixels().size());
}

TEST(Resize, APlainColourStaysExactly) {
  for (const ResizeCase& test : kResizeCases) {
    for (const Colour colour : {Colour{255, 255, 255, 255}, Colour{7, 130, 201, 255},
                                Colour{3, 50, 99, 100}, Colour{0, 0, 0, 0}}) {
      const Image source = Plain(test.source_width, test.source_height, colour);
      const Image resized = Resize(source.view(), test.crop, test.width, test.height).value();
      EXPECT_EQ(LargestDifference(resized, Plain(test.width, test.height, colour)), 0);
    }
  }
}

TEST(Resize, IsWithinOneOfDoublePrecision) {
  for (const ResizeCase& test : kResizeCases) {
    for (const bool opaque : {true, false}) {
      const Image source = Noise(test.source_width, test.source_height, 11, opaque);
      const Image resized = Resize(source.view(), test.crop, test.width, test.height).value();
      EXPECT_LT(LargestError(resized, ReferenceResize(source, test.crop, test.width, test.height)),
                1)
          << test.source_width << " x " << test.source_height << " to " << test.width << " x "
          << test.height;
    }
  }
}

TEST(Resize, TheSameSizeIsACopy) {
  const Image source = Noise(31, 17, 3, false);
  const Image copy = Resize(source.view(), Whole(source), 31, 17).value();
  EXPECT_EQ(LargestDifference(source, copy), 0);
  const Image part = Resize(source.view(), {4, 5, 9, 7}, 9, 7).value();
  EXPECT_EQ(PixelAt(part, 0, 0), PixelAt(source, 4, 5));
  EXPECT_EQ(PixelAt(part, 8, 6), PixelAt(source, 12, 11));
}

// The samples of sinc(x) sinc(x / 3) at 1/4, 3/4, ... 11/4, divided by twice their sum 0.9969715.
TEST(Resize, HalvingGivesTheFiltersOwnSamples) {
  const double weights[] = {0.4463853, 0.1355053, -0.0666373, -0.0339986, 0.0150561, 0.0036891};
  for (int i = 0; i < 6; ++i) {
    // A white column as far from the middle of output pixel 8, on grey so that nothing is cut off.
    for (const int column : {16 - i, 17 + i}) {
      Image source = Plain(34, 8, {100, 100, 100, 255});
      for (std::int32_t y = 0; y < 8; ++y) {
        SetPixel(source, column, y, {200, 200, 200, 255});
      }
      const Image half = Resize(source.view(), Whole(source), 17, 4).value();
      EXPECT_NEAR(PixelAt(half, 8, 2).g, 100 + 100 * weights[i], 0.51) << column;
    }
  }
}

TEST(Resize, KeepsTheMeanOfAPicture) {
  const Image noise = Noise(240, 180, 21, true);
  const Image waves = Waves(240, 180);
  for (const auto& [width, height] : {std::pair{80, 60}, {120, 90}, {100, 70}, {480, 360}}) {
    EXPECT_NEAR(Mean(Resize(noise.view(), Whole(noise), width, height).value()), Mean(noise), 0.5);
    EXPECT_NEAR(Mean(Resize(waves.view(), Whole(waves), width, height).value()), Mean(waves), 0.5);
  }
}

// A quarter of a coefficient's step falls to each pixel.
TEST(Resize, AVeryLongStripKeepsItsMean) {
  Image strip = Plain(kMaxResizeSide, 1, {0, 0, 0, 255});
  for (std::int32_t x = 0; x < kMaxResizeSide; ++x) {
    SetPixel(strip, x, 0, {static_cast<std::uint8_t>(x * 255LL / kMaxResizeSide), 7, 0, 255});
  }
  const Image upright = Transposed(strip);
  for (const Image* const picture : {&std::as_const(strip), &upright}) {
    EXPECT_NEAR(PixelAt(Resize(picture->view(), Whole(*picture), 1, 1).value(), 0, 0).r, 127, 1);
  }
}

TEST(Resize, IsTheSameFromTheOtherSideAndOnTheOtherAxis) {
  const Image source = Noise(90, 70, 4, false);
  for (const auto& [width, height] : {std::pair{30, 20}, {41, 33}, {130, 99}}) {
    const Image resized = Resize(source.view(), Whole(source), width, height).value();
    const Image mirror = Mirrored(source);
    EXPECT_LE(LargestDifference(Resize(mirror.view(), Whole(mirror), width, height).value(),
                                Mirrored(resized)),
              1);
    const Image transposed = Transposed(source);
    EXPECT_LE(LargestDifference(Resize(transposed.view(), Whole(transposed), height, width).value(),
                                Transposed(resized)),
              1);
  }
}

TEST(Resize, TransparentPixelsLendNoColour) {
  // Red beside nothing: whatever the edge becomes, it must be red of some alpha.
  Image source = Plain(60, 40, {0, 0, 0, 0});
  for (std::int32_t y = 0; y < 40; ++y) {
    for (std::int32_t x = 0; x < 30 + y / 8; ++x) {
      SetPixel(source, x, y, {255, 0, 0, 255});
    }
  }
  for (const auto& [width, height] : {std::pair{23, 19}, {140, 90}}) {
    const Image resized = Resize(source.view(), Whole(source), width, height).value();
    for (std::int32_t y = 0; y < height; ++y) {
      for (std::int32_t x = 0; x < width; ++x) {
        const Colour pixel = PixelAt(resized, x, y);
        ASSERT_EQ(pixel.r, pixel.a);
        ASSERT_EQ(pixel.g + pixel.b, 0);
      }
    }
  }
}

TEST(Resize, NoChannelExceedsAlpha) {
  const Image source = Noise(70, 50, 8, false);
  for (const auto& [width, height] : {std::pair{20, 30}, {150, 111}}) {
    const Image resized = Resize(source.view(), Whole(source), width, height).value();
    for (std::size_t i = 0; i < resized.pixels().size(); i += 4) {
      const auto pixel = resized.pixels().subspan(i, 4);
      ASSERT_LE(*std::ranges::max_element(pixel.first(3)), pixel[3]);
    }
  }
}

TEST(Resize, ReadsOnlyTheCrop) {
  const Image inside = Noise(20, 16, 5, true);
  Image source = Noise(60, 50, 6, true);
  for (std::int32_t y = 0; y < 16; ++y) {
    for (std::int32_t x = 0; x < 20; ++x) {
      SetPixel(source, 11 + x, 7 + y, PixelAt(inside, x, y));
    }
  }
  for (const auto& [width, height] : {std::pair{9, 7}, {35, 40}}) {
    EXPECT_EQ(LargestDifference(Resize(source.view(), {11, 7, 20, 16}, width, height).value(),
                                Resize(inside.view(), Whole(inside), width, height).value()),
              0);
  }
}

TEST(Resize, RejectsCropsAndSizesOutOfRange) {
  const Image source = Plain(10, 8, {1, 2, 3, 255});
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Rect& crop :
       {Rect{-1, 0, 5, 5}, Rect{0, 0, 11, 8}, Rect{6, 0, 5, 5}, Rect{0, 4, 5, 5}, Rect{0, 0, 0, 5},
        Rect{0, 0, 5, -1}, Rect{nan, 0, 5, 5}, Rect{0, 0, nan, 5}}) {
    EXPECT_EQ(Resize(source.view(), crop, 4, 4).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(Resize(source.view(), Whole(source), 0, 4).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Resize(source.view(), Whole(source), 20'000, 20'000).error().code,
            ErrorCode::kImageTooLarge);
  EXPECT_EQ(Resize(source.view(), Whole(source), 70'000, 1).error().code,
            ErrorCode::kImageTooLarge);
  EXPECT_EQ(Resize(ImageView(), {0, 0, 1, 1}, 4, 4).error().code, ErrorCode::kInvalidArgument);
}

TEST(Resize, PhotographsAreWithinFiftyDecibels) {
  VITRINE_NEEDS_DATA("clothing-images/images");
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(DataFolder() / "clothing-images/images")) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  ASSERT_GE(paths.size(), 10U);
  const std::size_t step = paths.size() / 10;
  for (std::size_t i = 0; i < 10; ++i) {
    std::ifstream file(paths[i * step], std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
    const auto photograph = DecodeImage(std::as_bytes(std::span(bytes)));
    ASSERT_TRUE(photograph.has_value()) << paths[i * step] << photograph.error().message;
    for (const auto& [width, height] : {std::pair{160, 200}, {77, 90}, {500, 610}}) {
      const Rect crop = Whole(*photograph);
      const Image resized = Resize(photograph->view(), crop, width, height).value();
      EXPECT_GE(Psnr(resized, ReferenceResize(*photograph, crop, width, height)), 50)
          << paths[i * step];
    }
  }
}

}  // namespace
}  // namespace vitrine
