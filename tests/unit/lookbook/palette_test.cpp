// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/lookbook/palette.h>
#include <vitrine/lookbook/story_colours.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
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
    const Palette palette =
        MakePalette(AnySwatches(random), {.dark = i % 2 == 0, .coloured = i % 4 < 2});
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
    const Palette palette = MakePalette(AnySwatches(random), {.dark = dark, .coloured = i % 4 < 2});
    EXPECT_LE(ChromaOf(palette.backdrop), 0.035F);
    EXPECT_EQ(ToOklab(palette.backdrop).l < 0.5F, dark);
    EXPECT_EQ(ToOklab(palette.ink).l > 0.5F, dark);
  }
}

TEST(Palette, TheAccentHasTheHueOfTheMostChromaticProduct) {
  const std::vector<Swatch> swatches = {{{0.9F, 0, 0.005F}, 0.8F}, {{0.5F, 0.02F, -0.16F}, 0.2F}};
  const Oklab accent = ToOklab(MakePalette(swatches, {}).accent);
  const Oklab& product = swatches[1].colour;
  const float cosine = (accent.a * product.a + accent.b * product.b) /
                       (std::hypot(accent.a, accent.b) * std::hypot(product.a, product.b));
  EXPECT_GT(cosine, 0.97F);
}

TEST(Palette, ASpeckOfColourGivesNoAccent) {
  const std::vector<Swatch> specks = {{{0.9F, 0, 0.005F}, 0.99F}, {{0.5F, 0, -0.16F}, 0.01F}};
  const std::vector<Swatch> none = {{{0.9F, 0, 0.005F}, 1}};
  EXPECT_EQ(MakePalette(specks, {}).accent, MakePalette(none, {}).accent);
}

TEST(Palette, ProductsWithoutColoursGiveWarmPaper) {
  const Oklab paper = ToOklab(MakePalette({}, {}).backdrop);
  EXPECT_GT(paper.b, 0);
  EXPECT_GT(paper.l, 0.9F);
}

TEST(Palette, BrokenSwatchesDoNotCount) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<Swatch> broken = {
      {{nan, 0, 0}, 1}, {{0.5F, 0.1F, 0}, -1}, {{0.5F, 0.1F, 0}, 0}};
  EXPECT_EQ(MakePalette(broken, {}).backdrop, MakePalette({}, {}).backdrop);
  EXPECT_EQ(MakePalette(broken, {}).accent, MakePalette({}, {}).accent);
}

TEST(FieldColour, TheInkIsLegibleOnEveryField) {
  Random random(3);
  for (int i = 0; i < 500; ++i) {
    const bool dark = i % 2 == 0;
    const std::vector<Swatch> swatches = AnySwatches(random);
    const Colour ink = MakePalette(swatches, {.dark = dark, .coloured = i % 4 < 2}).ink;
    EXPECT_GE(ContrastRatio(ink, FieldColour(swatches, ink, dark)), 4.5F);
  }
}

TEST(FieldColour, HasTheHueOfTheProductNotOfTheGroundItStandsOn) {
  const std::vector<Swatch> swatches = {{{0.8F, 0.01F, 0.025F}, 0.8F},
                                        {{0.5F, -0.1F, 0.05F}, 0.1F}};
  for (const bool dark : {false, true}) {
    const Colour ink = MakePalette(swatches, {.dark = dark, .coloured = false}).ink;
    const Oklab field = ToOklab(FieldColour(swatches, ink, dark));
    EXPECT_NEAR(std::atan2(field.b, field.a), std::atan2(0.05F, -0.1F), 0.1F);
    EXPECT_GT(std::hypot(field.a, field.b), 0.04F);
  }
}

TEST(FieldColour, GreyProductsHaveAQuietField) {
  const std::vector<Swatch> swatches = {{{0.7F, 0, 0}, 0.9F}, {{0.2F, 0, 0}, 0.1F}};
  const Colour ink = MakePalette(swatches, {}).ink;
  EXPECT_LE(ChromaOf(FieldColour(swatches, ink, false)), 0.03F);
}

PageProduct ProductOf(std::vector<Swatch> colours) {
  PageProduct product;
  product.colours = std::move(colours);
  return product;
}

// Of colours that a picture can have.
std::vector<Swatch> SeenSwatches(Random& random) {
  const auto channel = [&] { return static_cast<std::uint8_t>(random.Below(256)); };
  std::vector<Swatch> swatches(1 + random.Below(6));
  for (Swatch& swatch : swatches) {
    swatch = {ToOklab({channel(), channel(), channel(), 255}), random.Uniform()};
  }
  return swatches;
}

TEST(StoryColours, AreThoseOfThePicturesFromDarkToLightAndDifferent) {
  Random random(4);
  for (int i = 0; i < 200; ++i) {
    const std::vector<PageProduct> products = {ProductOf(SeenSwatches(random)),
                                               ProductOf(SeenSwatches(random))};
    const std::vector<Colour> colours = StoryColours(products, 5);
    EXPECT_LE(colours.size(), 5U);
    for (std::size_t j = 1; j < colours.size(); ++j) {
      EXPECT_LE(ToOklab(colours[j - 1]).l, ToOklab(colours[j]).l + 0.01F);
      EXPECT_NE(colours[j - 1], colours[j]);
    }
  }
}

TEST(StoryColours, StrongColoursComeBeforeTheGround) {
  const Swatch ground = {{0.9F, 0, 0.005F}, 0.9F};
  const Swatch red = {{0.5F, 0.15F, 0.08F}, 0.1F};
  const std::vector<PageProduct> products = {ProductOf({ground, red})};
  EXPECT_EQ(StoryColours(products, 1), (std::vector{FromOklab(red.colour)}));
  EXPECT_EQ(StoryColours(products, 5).size(), 2U);
}

TEST(StoryColours, WhiteIsNone) {
  const std::vector<PageProduct> products = {ProductOf({{{0.99F, 0, 0}, 0.9F}})};
  EXPECT_TRUE(StoryColours(products, 5).empty());
}

TEST(StoryColours, ColoursThatLookLikeOneAreOne) {
  const std::vector<PageProduct> products = {ProductOf({{{0.5F, 0.1F, 0.05F}, 0.5F}}),
                                             ProductOf({{{0.52F, 0.1F, 0.06F}, 0.5F}})};
  EXPECT_EQ(StoryColours(products, 5).size(), 1U);
}

TEST(StoryColours, ProductsWithoutColoursHaveNone) {
  EXPECT_TRUE(StoryColours(std::vector<PageProduct>(3), 5).empty());
  EXPECT_TRUE(StoryColours({}, 5).empty());
}

}  // namespace
}  // namespace vitrine
