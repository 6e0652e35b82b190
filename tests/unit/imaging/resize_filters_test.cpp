// SPDX-License-Identifier: Apache-2.0
// The filters besides plain Lanczos-3, and linear light.
#include <vitrine/imaging/resize.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/peak_memory.h"
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/resize_reference.h"

namespace vitrine {
namespace {

constexpr ResizeOptions kArea = {.filter = ResizeFilter::kArea};
constexpr ResizeOptions kBicubic = {.filter = ResizeFilter::kBicubic};

// Every filter, in sRGB and in linear light.
std::vector<ResizeOptions> AllOptions() {
  std::vector<ResizeOptions> all;
  for (const ResizeFilter filter :
       {ResizeFilter::kLanczos3, ResizeFilter::kArea, ResizeFilter::kBicubic}) {
    for (const bool linear_light : {false, true}) {
      all.push_back({.filter = filter, .linear_light = linear_light});
    }
  }
  return all;
}

std::string NameOf(const ResizeOptions& options) {
  return "filter " + std::to_string(static_cast<int>(options.filter)) +
         (options.linear_light ? " in linear light" : "");
}

Image Resized(const Image& source, std::int32_t width, std::int32_t height,
              const ResizeOptions& options) {
  return Resize(source.view(), Whole(source), width, height, options).value();
}

// Black and white in turn, each `side` pixels wide.
Image Checkerboard(std::int32_t width, std::int32_t height, std::int32_t side) {
  Image image = Plain(width, height, {0, 0, 0, 255});
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      if ((x / side + y / side) % 2 == 1) {
        SetPixel(image, x, y, {255, 255, 255, 255});
      }
    }
  }
  return image;
}

TEST(ResizeFilters, AreWithinOneOfDoublePrecision) {
  for (const ResizeOptions& options : AllOptions()) {
    for (const ResizeCase& test : kResizeCases) {
      for (const bool opaque : {true, false}) {
        const Image source = Noise(test.source_width, test.source_height, 12, opaque);
        const Image resized =
            Resize(source.view(), test.crop, test.width, test.height, options).value();
        EXPECT_LT(LargestError(resized, ReferenceResize(source, test.crop, test.width, test.height,
                                                        options)),
                  1)
            << NameOf(options) << ": " << test.source_width << " x " << test.source_height << " to "
            << test.width << " x " << test.height;
      }
    }
  }
}

TEST(ResizeFilters, WithoutOptionsItIsLanczos) {
  const Image source = Noise(80, 60, 2, false);
  EXPECT_EQ(LargestDifference(Resized(source, 33, 70, {}),
                              Resize(source.view(), Whole(source), 33, 70).value()),
            0);
}

TEST(ResizeFilters, APlainColourStaysExactly) {
  for (const ResizeOptions& options : AllOptions()) {
    for (const ResizeCase& test : kResizeCases) {
      for (const Colour colour : {Colour{255, 255, 255, 255}, Colour{7, 130, 201, 255},
                                  Colour{3, 50, 99, 100}, Colour{1, 0, 1, 1}, Colour{0, 0, 0, 0}}) {
        const Image source = Plain(test.source_width, test.source_height, colour);
        const Image resized =
            Resize(source.view(), test.crop, test.width, test.height, options).value();
        EXPECT_EQ(LargestDifference(resized, Plain(test.width, test.height, colour)), 0)
            << NameOf(options);
      }
    }
  }
}

TEST(ResizeFilters, TheSameSizeIsACopyOfEveryColourUnderEveryAlpha) {
  Image source = Plain(256, 256, {0, 0, 0, 0});
  for (std::int32_t alpha = 0; alpha < 256; ++alpha) {
    for (std::int32_t value = 0; value <= alpha; ++value) {
      const auto channel = static_cast<std::uint8_t>(value);
      const auto other = static_cast<std::uint8_t>(alpha - value);
      SetPixel(source, value, alpha, {channel, other, channel, static_cast<std::uint8_t>(alpha)});
    }
  }
  for (const ResizeOptions& options : AllOptions()) {
    EXPECT_EQ(LargestDifference(Resized(source, 256, 256, options), source), 0) << NameOf(options);
  }
}

TEST(ResizeFilters, AreaOfACheckerboardIsItsMean) {
  const Image board = Checkerboard(96, 72, 1);
  for (const auto& [width, height] : {std::pair{48, 36}, {24, 12}, {1, 1}, {8, 72}}) {
    const Image mean = Resized(board, width, height, kArea);
    EXPECT_EQ(LargestDifference(mean, Plain(width, height, {128, 128, 128, 255})), 0);
  }
}

TEST(ResizeFilters, AreaCountsPixelsByWhatIsCovered) {
  Image source = Plain(3, 1, {0, 0, 0, 255});
  SetPixel(source, 0, 0, {90, 0, 255, 255});
  SetPixel(source, 1, 0, {30, 240, 0, 255});
  const Image two = Resized(source, 2, 1, kArea);
  EXPECT_EQ(PixelAt(two, 0, 0), (Colour{70, 80, 170, 255}));
  EXPECT_EQ(PixelAt(two, 1, 0), (Colour{10, 80, 0, 255}));
  // The crop's last quarter is the whole of what is covered there.
  const Image part = Resize(source.view(), {0.75F, 0, 0.5F, 1}, 1, 1, kArea).value();
  EXPECT_EQ(PixelAt(part, 0, 0), (Colour{60, 120, 128, 255}));
}

TEST(ResizeFilters, AreaEnlargesByTheNearestPixel) {
  const Image source = Noise(7, 5, 3, false);
  const Image large = Resized(source, 21, 20, kArea);
  for (std::int32_t y = 0; y < 20; ++y) {
    for (std::int32_t x = 0; x < 21; ++x) {
      ASSERT_EQ(PixelAt(large, x, y), PixelAt(source, x / 3, y / 4));
    }
  }
}

// Keys' kernel at 1/4, 3/4, 5/4 and 7/4.
TEST(ResizeFilters, BicubicDoublingGivesTheFiltersOwnSamples) {
  const double weights[] = {0.8671875, 0.2265625, -0.0703125, -0.0234375};
  Image source = Plain(17, 8, {100, 100, 100, 255});
  for (std::int32_t y = 0; y < 8; ++y) {
    SetPixel(source, 8, y, {200, 200, 200, 255});
  }
  const Image doubled = Resized(source, 34, 16, kBicubic);
  for (int i = 0; i < 4; ++i) {
    for (const int column : {16 - i, 17 + i}) {
      EXPECT_NEAR(PixelAt(doubled, column, 7).g, 100 + 100 * weights[i], 0.51) << column;
    }
  }
}

TEST(ResizeFilters, OnlyAreaNeitherOvershootsNorRings) {
  Image edge = Plain(40, 4, {60, 60, 60, 255});
  for (std::int32_t y = 0; y < 4; ++y) {
    for (std::int32_t x = 20; x < 40; ++x) {
      SetPixel(edge, x, y, {180, 180, 180, 255});
    }
  }
  for (const ResizeOptions& options : AllOptions()) {
    const Image resized = Resized(edge, 27, 4, options);
    std::uint8_t darkest = 255;
    std::uint8_t lightest = 0;
    for (std::int32_t x = 0; x < 27; ++x) {
      darkest = std::min(darkest, PixelAt(resized, x, 2).g);
      lightest = std::max(lightest, PixelAt(resized, x, 2).g);
    }
    const bool within = darkest >= 60 && lightest <= 180;
    EXPECT_EQ(within, options.filter == ResizeFilter::kArea) << NameOf(options);
  }
}

// Half of the light is 188 on sRGB's curve.
TEST(ResizeFilters, LinesShrinkToTheLightTheyGive) {
  Image lines = Plain(64, 64, {0, 0, 0, 255});
  for (std::int32_t y = 0; y < 64; y += 2) {
    for (std::int32_t x = 0; x < 64; ++x) {
      SetPixel(lines, x, y, {255, 255, 255, 255});
    }
  }
  for (const ResizeOptions& options : AllOptions()) {
    for (const std::int32_t size : {16, 8}) {
      const Colour middle = PixelAt(Resized(lines, size, size, options), size / 2, size / 2);
      EXPECT_NEAR(middle.g, options.linear_light ? 188 : 128, 1) << NameOf(options);
    }
  }
}

TEST(ResizeFilters, TransparentPixelsLendNoColour) {
  Image source = Plain(60, 40, {0, 0, 0, 0});
  for (std::int32_t y = 0; y < 40; ++y) {
    for (std::int32_t x = 0; x < 30 + y / 8; ++x) {
      SetPixel(source, x, y, {255, 0, 0, 255});
    }
  }
  for (const ResizeOptions& options : AllOptions()) {
    for (const auto& [width, height] : {std::pair{23, 19}, {140, 90}}) {
      const Image resized = Resized(source, width, height, options);
      for (std::size_t i = 0; i < resized.pixels().size(); i += 4) {
        const auto pixel = resized.pixels().subspan(i, 4);
        ASSERT_EQ(pixel[0], pixel[3]) << NameOf(options);
        ASSERT_EQ(pixel[1] + pixel[2], 0) << NameOf(options);
      }
    }
  }
}

TEST(ResizeFilters, ColoursAboveAlphaAreCutToIt) {
  Image source = Plain(12, 12, {255, 200, 0, 40});
  for (const ResizeOptions& options : AllOptions()) {
    const Image resized = Resized(source, 5, 20, options);
    EXPECT_EQ(LargestDifference(resized, Plain(5, 20, {40, 40, 0, 40})), 0) << NameOf(options);
  }
}

TEST(ResizeFilters, RejectWhatResizeRejects) {
  const Image source = Plain(10, 8, {1, 2, 3, 255});
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const ResizeOptions& options : AllOptions()) {
    EXPECT_EQ(Resize(source.view(), {nan, 0, 5, 5}, 4, 4, options).error().code,
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(Resize(source.view(), Whole(source), 70'000, 1, options).error().code,
              ErrorCode::kImageTooLarge);
  }
}

TEST(ResizeFilters, TinyCropsAreTheirPixel) {
  const Image source = Noise(30, 20, 9, false);
  for (const ResizeOptions& options : {kArea, kBicubic}) {
    for (const float length : {1e-3F, 1e-12F, 1e-38F}) {
      const Image resized =
          Resize(source.view(), {29.5F, 7.25F, length, length}, 3, 2, options).value();
      EXPECT_EQ(PixelAt(resized, 1, 1), PixelAt(source, 29, 7)) << NameOf(options) << length;
    }
  }
}

TEST(ResizeFilters, ALargePictureTakesNoSecondCopy) {
  const Image source = Plain(6000, 4000, {10, 20, 30, 255});
  constexpr std::size_t kOutput = std::size_t{600} * 400 * 4;
  constexpr std::size_t kSixteenRows = std::size_t{6000} * 4 * 16;
  for (const ResizeOptions& options : AllOptions()) {
    const PeakMemory peak;
    const Image resized = Resized(source, 600, 400, options);
    EXPECT_GE(peak.bytes(), kOutput);
    EXPECT_LE(peak.bytes(), kOutput + kSixteenRows) << NameOf(options);
  }
}

TEST(ResizeFilters, PicturesAreWithinFiftyDecibels) {
  for (const Image& picture : CleanPictures(0, 60, 400)) {
    for (const ResizeOptions& options : AllOptions()) {
      for (const auto& [width, height] : {std::pair{160, 200}, {77, 31}, {450, 500}}) {
        const auto reference = ReferenceResize(picture, Whole(picture), width, height, options);
        EXPECT_GE(Psnr(Resized(picture, width, height, options), reference), 50) << NameOf(options);
      }
    }
  }
}

}  // namespace
}  // namespace vitrine
