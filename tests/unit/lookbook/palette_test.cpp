// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/lookbook/palette.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

std::vector<Swatch> AnySwatches(Random& random) {
  std::vector<Swatch> swatches;
  for (std::uint32_t i = random.Below(24); i > 0; --i) {
    const Oklab colour = {random.Uniform(), 0.6F * random.Uniform() - 0.3F,
                          0.6F * random.Uniform() - 0.3F};
    swatches.push_back({colour, random.Uniform()});
  }
  return swatches;
}

float ChromaOf(Colour colour) {
  const Oklab lab = ToOklab(colour);
  return std::hypot(lab.a, lab.b);
}

TEST(Palette, EveryTextColourIsLegibleOnEveryPaper) {
  Random random(1);
  for (int i = 0; i < 500; ++i) {
    const Palette palette = MakePalette(AnySwatches(random), i % 2 == 0);
    for (const Colour paper : {palette.backdrop, palette.backdrop_end, palette.panel}) {
      for (const Colour text : {palette.ink, palette.quiet_ink, palette.accent}) {
        EXPECT_GE(ContrastRatio(text, paper), 4.5F);
      }
    }
  }
}

TEST(Palette, ThePaperIsMutedAndLightOrDark) {
  Random random(2);
  for (int i = 0; i < 500; ++i) {
    const bool dark = i % 2 == 0;
    const Palette palette = MakePalette(AnySwatches(random), dark);
    EXPECT_LE(ChromaOf(palette.backdrop), 0.03F);
    EXPECT_EQ(ToOklab(palette.backdrop).l < 0.5F, dark);
    EXPECT_EQ(ToOklab(palette.ink).l > 0.5F, dark);
  }
}

TEST(Palette, TheAccentHasTheHueOfTheMostChromaticProduct) {
  const std::vector<Swatch> swatches = {{{0.9F, 0, 0.005F}, 0.8F}, {{0.5F, 0.02F, -0.16F}, 0.2F}};
  const Oklab accent = ToOklab(MakePalette(swatches, false).accent);
  const Oklab& product = swatches[1].colour;
  const float cosine = (accent.a * product.a + accent.b * product.b) /
                       (std::hypot(accent.a, accent.b) * std::hypot(product.a, product.b));
  EXPECT_GT(cosine, 0.97F);
}

TEST(Palette, ASpeckOfColourGivesNoAccent) {
  const std::vector<Swatch> specks = {{{0.9F, 0, 0.005F}, 0.99F}, {{0.5F, 0, -0.16F}, 0.01F}};
  const std::vector<Swatch> none = {{{0.9F, 0, 0.005F}, 1}};
  EXPECT_EQ(MakePalette(specks, false).accent, MakePalette(none, false).accent);
}

TEST(Palette, ProductsWithoutColoursGiveWarmPaper) {
  const Oklab paper = ToOklab(MakePalette({}, false).backdrop);
  EXPECT_GT(paper.b, 0);
  EXPECT_GT(paper.l, 0.9F);
}

TEST(Palette, BrokenSwatchesDoNotCount) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<Swatch> broken = {
      {{nan, 0, 0}, 1}, {{0.5F, 0.1F, 0}, -1}, {{0.5F, 0.1F, 0}, 0}};
  EXPECT_EQ(MakePalette(broken, false).backdrop, MakePalette({}, false).backdrop);
  EXPECT_EQ(MakePalette(broken, false).accent, MakePalette({}, false).accent);
}

}  // namespace
}  // namespace vitrine
