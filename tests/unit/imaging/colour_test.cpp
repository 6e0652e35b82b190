// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/srgb.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

// The table of XYZ and OKLab pairs in B. Ottosson's post of 2020, given to three decimals.
TEST(LinearFromOklab, AgreesWithThePublishedPairs) {
  struct Pair {
    double x, y, z;
    Oklab lab;
  };
  const Pair pairs[] = {{0.950, 1.000, 1.089, {1.000F, 0.000F, 0.000F}},
                        {1.000, 0.000, 0.000, {0.450F, 1.236F, -0.019F}},
                        {0.000, 1.000, 0.000, {0.922F, -0.671F, 0.263F}},
                        {0.000, 0.000, 1.000, {0.153F, -1.415F, -0.449F}}};
  for (const Pair& pair : pairs) {
    const Rgb rgb = LinearFromOklab(pair.lab);
    // IEC 61966-2-1's matrix from linear sRGB to XYZ. Three decimals of a cube root leave one or
    // two of the cube of a large value.
    EXPECT_NEAR(0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2], pair.x, 0.01);
    EXPECT_NEAR(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2], pair.y, 0.01);
    EXPECT_NEAR(0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2], pair.z, 0.01);
  }
}

// Values of CSS Color Module Level 4's sample code for its named colours.
TEST(ToOklab, AgreesWithThePublishedColours) {
  struct Named {
    Colour colour;
    Oklab lab;
  };
  const Named named[] = {{{255, 255, 255, 255}, {1, 0, 0}},
                         {{0, 0, 0, 255}, {0, 0, 0}},
                         {{255, 0, 0, 255}, {0.62796F, 0.22486F, 0.12585F}},
                         {{0, 255, 0, 255}, {0.86644F, -0.23389F, 0.17950F}},
                         {{0, 0, 255, 255}, {0.45201F, -0.03246F, -0.31153F}}};
  for (const Named& entry : named) {
    const Oklab lab = ToOklab(entry.colour);
    EXPECT_NEAR(lab.l, entry.lab.l, 2e-4);
    EXPECT_NEAR(lab.a, entry.lab.a, 2e-4);
    EXPECT_NEAR(lab.b, entry.lab.b, 2e-4);
  }
}

TEST(FromOklab, UndoesToOklab) {
  for (int r = 0; r <= 255; r += 15) {
    for (int g = 0; g <= 255; g += 17) {
      for (int b = 0; b <= 255; b += 5) {
        const Colour colour = {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                               static_cast<std::uint8_t>(b), 255};
        ASSERT_EQ(FromOklab(ToOklab(colour)), colour);
      }
    }
  }
}

TEST(FromOklab, OutOfGamutKeepsHueAndLightness) {
  for (double hue = 0; hue < 6.28; hue += 0.2) {
    const Oklab wanted = {.l = 0.7F,
                          .a = static_cast<float>(0.45 * std::cos(hue)),
                          .b = static_cast<float>(0.45 * std::sin(hue))};
    const Oklab got = ToOklab(FromOklab(wanted));
    EXPECT_NEAR(got.l, 0.7, 0.006);
    EXPECT_NEAR(got.a * std::sin(hue) - got.b * std::cos(hue), 0, 0.004);
    EXPECT_GT(got.a * std::cos(hue) + got.b * std::sin(hue), 0.05);
  }
  EXPECT_EQ(FromOklab({1.4F, 0.1F, 0}), (Colour{255, 255, 255, 255}));
  EXPECT_EQ(FromOklab({-0.4F, 0.1F, 0}), (Colour{0, 0, 0, 255}));
}

// WCAG 2.2: black on white is 21:1; #767676 is the lightest grey of 4.5:1 on white.
TEST(ContrastRatio, AgreesWithWcag) {
  const Colour white = {255, 255, 255, 255};
  EXPECT_FLOAT_EQ(ContrastRatio(white, {0, 0, 0, 255}), 21);
  EXPECT_FLOAT_EQ(ContrastRatio({0, 0, 0, 255}, white), 21);
  EXPECT_FLOAT_EQ(ContrastRatio(white, white), 1);
  EXPECT_NEAR(ContrastRatio(white, {0x76, 0x76, 0x76, 255}), 4.54, 0.005);
  EXPECT_LT(ContrastRatio(white, {0x77, 0x77, 0x77, 255}), 4.5);
}

TEST(MainColours, ATwoColouredPictureHasThoseTwo) {
  const Colour red = {180, 30, 40, 255};
  const Colour cream = {240, 230, 210, 255};
  Image image = Plain(96, 96, cream);
  for (std::int32_t y = 0; y < 96; ++y) {
    for (std::int32_t x = 0; x < 24; ++x) {
      SetPixel(image, x, y, red);
    }
  }
  const auto swatches = MainColours(image.view(), kMainColourCount);
  ASSERT_EQ(swatches.size(), 2U);
  EXPECT_EQ(FromOklab(swatches[0].colour), cream);
  EXPECT_EQ(FromOklab(swatches[1].colour), red);
  EXPECT_FLOAT_EQ(swatches[0].weight_01, 0.75F);
  EXPECT_FLOAT_EQ(swatches[1].weight_01, 0.25F);
}

TEST(MainColours, TransparentPixelsDoNotCount) {
  Image image = Plain(64, 64, {0, 0, 0, 0});
  EXPECT_TRUE(MainColours(image.view(), 4).empty());
  // (200, 100, 50), premultiplied.
  for (std::int32_t x = 0; x < 64; ++x) {
    for (std::int32_t y = 20; y < 40; ++y) {
      SetPixel(image, x, y, {157, 78, 39, 200});
    }
  }
  const auto swatches = MainColours(image.view(), 4);
  ASSERT_EQ(swatches.size(), 1U);
  EXPECT_FLOAT_EQ(swatches[0].weight_01, 1);
  const Colour colour = FromOklab(swatches[0].colour);
  EXPECT_NEAR(colour.r, 200, 1);
  EXPECT_NEAR(colour.g, 100, 1);
  EXPECT_NEAR(colour.b, 50, 1);
}

TEST(MainColours, WeightsSumToOneAndDescend) {
  const Image image = Waves(300, 200);
  for (std::size_t count = 1; count <= 8; ++count) {
    const auto swatches = MainColours(image.view(), count);
    ASSERT_EQ(swatches.size(), count);
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      sum += swatches[i].weight_01;
      EXPECT_TRUE(i == 0 || swatches[i].weight_01 <= swatches[i - 1].weight_01);
    }
    EXPECT_NEAR(sum, 1, 1e-5);
  }
  EXPECT_EQ(MainColours(image.view(), 0).size(), 1U);
  EXPECT_EQ(MainColours(image.view(), 100).size(), 8U);
  EXPECT_TRUE(MainColours(ImageView(), 4).empty());
}

}  // namespace
}  // namespace vitrine
