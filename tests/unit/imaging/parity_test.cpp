// SPDX-License-Identifier: Apache-2.0
// A page's pixels are the same bits on every platform. The numbers were taken natively and in wasm.
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/turn.h>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

// FNV-1a with 64 bits.
std::uint64_t HashOf(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::uint8_t byte : bytes) {
    hash = (hash ^ byte) * 0x100000001B3U;
  }
  return hash;
}

TEST(Parity, ResizeGivesItsBits) {
  const Image source = Noise(301, 203, 77, false);
  using enum ResizeFilter;
  const struct {
    ResizeOptions options;
    std::uint64_t smaller = 0;
    std::uint64_t larger = 0;
  } cases[] = {
      {{kLanczos3, false}, 0x1AFF023D5DCBE065U, 0x2FCA0CB4F323F42DU},
      {{kLanczos3, true}, 0xEC0E43315331374DU, 0xFC5B552E177DB6FDU},
      {{kArea, false}, 0x1F3C67FCDA4370F1U, 0xF1E257EB1C325E1CU},
      {{kArea, true}, 0x7A779874F1A5228CU, 0x156E6491F2ECB0D5U},
      {{kBicubic, false}, 0xBEC65948C5E4D5D1U, 0x7F43E9C9880247F0U},
      {{kBicubic, true}, 0x2A2E9FDA26AB578DU, 0xF29DA67F45A4778CU},
  };
  for (const auto& [options, smaller, larger] : cases) {
    const Image made = Resize(source.view(), {3.25F, 7.5F, 290, 180}, 97, 61, options).value();
    EXPECT_EQ(HashOf(made.pixels()), smaller);
    const Image grown = Resize(source.view(), {10, 20, 33.3F, 44.4F}, 130, 170, options).value();
    EXPECT_EQ(HashOf(grown.pixels()), larger);
  }
}

TEST(Parity, APageGivesItsBits) {
  const std::array<GradientStop, 3> stops = {
      {{0, {245, 238, 226, 255}}, {0.6F, {220, 205, 190, 255}}, {1, {90, 70, 60, 255}}}};
  Image page = Plain(320, 400, {0, 0, 0, 0});
  ASSERT_TRUE(FillGradient(page, 20, 0, 300, 400, stops).has_value());
  FillRect(page, {12.3F, 15.8F, 200.4F, 31.1F}, 9.5F, {120, 30, 40, 180});
  Image picture = Noise(140, 160, 5, false);
  FillRect(picture, {20, 20, 90, 120}, 30, {20, 90, 160, 255});
  const DrawOptions options = {.x = 90, .y = 120, .radius = 14, .opacity_01 = 0.9F};
  const Shadow shadow = {
      .offset_x = 3.5F, .offset_y = 12, .sigma = 17, .colour = {40, 20, 10, 130}};
  ASSERT_TRUE(DrawShadow(page, picture.view(), options, shadow).has_value());
  DrawImage(page, picture.view(), options);
  EXPECT_EQ(HashOf(page.pixels()), 0x1FC3081A81F8FE5BU);
  std::vector<std::uint8_t> colours;
  for (const Swatch& swatch : MainColours(page.view(), 8)) {
    const Colour colour = FromOklab(swatch.colour);
    colours.insert(colours.end(), {colour.r, colour.g, colour.b});
  }
  EXPECT_EQ(HashOf(colours), 0x19C247356170408BU);
}

TEST(Parity, TurnedPicturesInEveryModeGiveTheirBits) {
  Image page = Noise(300, 300, 11, false);
  const Image picture = Noise(83, 61, 12, false);
  float degrees = 7;
  for (int mode = 0; mode <= static_cast<int>(BlendMode::kExclusion); ++mode, degrees += 29) {
    const Image turned = Turn(picture.view(), 8.5F, static_cast<double>(degrees)).value();
    const std::int32_t x = 65 * (mode % 4);
    const std::int32_t y = 65 * (mode / 4);
    const auto blend = static_cast<BlendMode>(mode);
    DrawImage(page, turned.view(), {.x = x, .y = y, .opacity_01 = 0.8F, .mode = blend});
    FillRect(page, {static_cast<float>(x) + 20.3F, static_cast<float>(y) + 40.7F, 50, 33.3F}, 4.4F,
             {200, 90, 40, 160}, {.rotation_deg = -degrees, .mode = blend});
  }
  EXPECT_EQ(HashOf(page.pixels()), 0x69F2BB0EA036F5CBU);
}

TEST(Parity, ColoursOfAProfileGiveTheirBits) {
  constexpr std::array kProfiles = {std::pair("p3", 0x0D9F70465C8BC674U),
                                    std::pair("table", 0x99B596B4C02BCDCFU),
                                    std::pair("formula", 0x06179D2B51F63B0AU)};
  for (const auto& [name, hash] : kProfiles) {
    const auto profile = ReadFile("tests/fuzz/corpus/colour_profile/" + std::string(name) + ".icc");
    Image image = Noise(301, 203, 77, true);
    ConversionOfProfile(profile, false)->Apply(image.pixels());
    EXPECT_EQ(HashOf(image.pixels()), hash) << name;
  }
}

}  // namespace
}  // namespace vitrine
