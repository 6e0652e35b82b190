// SPDX-License-Identifier: Apache-2.0
// What colour profiles say and what becomes of the colours, beside Little CMS.
#include <vitrine/imaging/colour_profile/cicp.h>
#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/colour_profile/icc_profile.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/profiles.h"

namespace vitrine {
namespace {

using Bytes = std::vector<std::byte>;
using Rgb8 = std::array<std::uint8_t, 3>;

// Half a step for rounding; 0.1 because an entry of the table back is 2^-14 of the light, half of
// which is 3294 / 2^15 steps where sRGB is steepest; 0.05 because the reference rounds the curves
// that are tables to 16 bits, twice 0.025 steps there.
constexpr double kTolerance = 0.65;

Rgb8 Converted(const SrgbConversion& conversion, Rgb8 rgb) {
  std::array<std::uint8_t, 4> pixel = {rgb[0], rgb[1], rgb[2], 77};
  conversion.Apply(pixel);
  EXPECT_EQ(pixel[3], 77);
  return {pixel[0], pixel[1], pixel[2]};
}

// Every 15th value of each channel, all greys, and the dark end of each channel.
std::vector<Rgb8> Colours() {
  std::vector<Rgb8> colours;
  const auto add = [&colours](int r, int g, int b) {
    colours.push_back(
        {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g), static_cast<std::uint8_t>(b)});
  };
  for (int r = 0; r <= 255; r += 15) {
    for (int g = 0; g <= 255; g += 15) {
      for (int b = 0; b <= 255; b += 15) {
        add(r, g, b);
      }
    }
  }
  for (int value = 0; value <= 255; ++value) {
    add(value, value, value);
    add(value, value / 8, 0);
    add(0, value, value / 8);
    add(value / 8, 0, value);
  }
  return colours;
}

// The largest distance of any channel from what Little CMS says.
double LargestError(const SrgbConversion& conversion, const LittleCms& reference) {
  double largest = 0;
  for (const Rgb8& colour : Colours()) {
    const Rgb8 ours = Converted(conversion, colour);
    const auto theirs = reference.ToSrgb(colour);
    for (std::size_t i = 0; i < 3; ++i) {
      largest = std::max(largest, std::abs(ours[i] - theirs[i]));
    }
  }
  return largest;
}

std::vector<std::uint16_t> TableOfGamma(std::size_t entries, double gamma) {
  std::vector<std::uint16_t> table(entries);
  for (std::size_t i = 0; i < entries; ++i) {
    const double x = static_cast<double>(i) / static_cast<double>(entries - 1);
    table[i] = static_cast<std::uint16_t>(std::lround(std::pow(x, gamma) * 65535));
  }
  return table;
}

CurveRecipe Gamma(double gamma) { return {.formula = 1, .parameters = {gamma}}; }

constexpr std::array<double, 2> kD50 = {0.3457, 0.3585};

std::vector<ProfileRecipe> Recipes() {
  constexpr std::array<std::array<double, 2>, 3> kAdobe = {
      {{0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06}}};
  constexpr std::array<std::array<double, 2>, 3> kProPhoto = {
      {{0.7347, 0.2653}, {0.1596, 0.8404}, {0.0366, 0.0001}}};
  constexpr std::array<std::array<double, 2>, 3> kRec2020 = {
      {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}}};
  ProfileRecipe old_p3 = DisplayP3();
  old_p3.name = "DisplayP3InVersion2";
  old_p3.version = 2.1;
  return {
      DisplayP3(),
      old_p3,
      {.name = "AdobeRgb", .primaries = kAdobe, .curve = Gamma(563 / 256.0)},
      {.name = "AdobeRgbInVersion2",
       .primaries = kAdobe,
       .curve = Gamma(563 / 256.0),
       .version = 2.1},
      {.name = "ProPhoto", .white = kD50, .primaries = kProPhoto, .curve = Gamma(1.8)},
      {.name = "Rec2020", .primaries = kRec2020},
      {.name = "Gamma18", .curve = Gamma(1.8)},
      {.name = "Linear", .curve = Gamma(1)},
      {.name = "TableOfTwo", .curve = {.table = {0, 65535}}},
      {.name = "TableOfFive", .curve = {.table = {0, 2000, 12000, 33000, 65535}}},
      {.name = "TableOf256", .curve = {.table = TableOfGamma(256, 2.6)}},
      {.name = "TableOf4096", .curve = {.table = TableOfGamma(4096, 1.6)}},
      {.name = "TableThatStops", .curve = {.table = {9000, 20000, 50000}}},
      {.name = "Formula1", .curve = {.formula = 2, .parameters = {2.0, 1.1, -0.1}}},
      {.name = "Formula2", .curve = {.formula = 3, .parameters = {2.2, 0.9, -0.05, 0.04}}},
      {.name = "Formula3",
       .curve = {.formula = 4, .parameters = {1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081}}},
      {.name = "Formula4",
       .curve = {.formula = 5, .parameters = {2.4, 0.9, 0.1, 0.3, 0.1, -0.02, 0.01}}},
  };
}

class EachProfile : public testing::TestWithParam<ProfileRecipe> {};

TEST_P(EachProfile, GivesTheColoursOfLittleCms) {
  const Bytes bytes = MakeProfile(GetParam());
  const auto conversion = ConversionOfProfile(bytes, false);
  ASSERT_TRUE(conversion);
  EXPECT_LE(LargestError(*conversion, LittleCms(bytes)), kTolerance);
}

TEST_P(EachProfile, IsRefusedWhereItEndsEarly) {
  Bytes bytes = MakeProfile(GetParam());
  ASSERT_TRUE(ReadIccProfile(bytes));
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 16) {
    EXPECT_FALSE(ReadIccProfile(std::span(bytes).first(size))) << size;
  }
  // Files pad what they embed.
  bytes.resize(bytes.size() + 3);
  EXPECT_TRUE(ReadIccProfile(bytes));
}

INSTANTIATE_TEST_SUITE_P(All, EachProfile, testing::ValuesIn(Recipes()),
                         [](const auto& recipe) { return recipe.param.name; });

class EachShippedProfile : public testing::TestWithParam<const char*> {
 protected:
  static Bytes Read() { return ReadFile(std::string("/usr/share/color/icc/") + GetParam()); }
};

TEST_P(EachShippedProfile, GivesTheColoursOfLittleCms) {
  const Bytes bytes = Read();
  const auto conversion = ConversionOfProfile(bytes, false);
  ASSERT_TRUE(conversion);
  EXPECT_LE(LargestError(*conversion, LittleCms(bytes)), kTolerance);
}

INSTANTIATE_TEST_SUITE_P(
    All, EachShippedProfile,
    testing::Values("compatibleWithAdobeRGB1998.icc", "LStar-RGB.icc", "colord/AdobeRGB1998.icc",
                    "colord/AppleRGB.icc", "colord/BestRGB.icc", "colord/BetaRGB.icc",
                    "colord/CIE-RGB.icc", "colord/ColorMatchRGB.icc", "colord/DonRGB4.icc",
                    "colord/ECI-RGBv2.icc", "colord/NTSC-RGB.icc", "colord/PAL-RGB.icc",
                    "colord/ProPhotoRGB.icc", "colord/SMPTE-C-RGB.icc",
                    "colord/SwappedRedAndGreen.icc", "colord/WideGamutRGB.icc"),
    [](const auto& path) {
      std::string name = path.param;
      std::erase_if(name, [](char letter) { return std::isalnum(letter) == 0; });
      return name;
    });

TEST(GreyProfile, GivesTheGreysOfLittleCms) {
  for (const CurveRecipe& curve :
       {Gamma(1), Gamma(1.8), Gamma(2.6), CurveRecipe{.table = TableOfGamma(100, 2.5)}}) {
    const Bytes bytes = MakeGreyProfile(curve);
    const auto conversion = ConversionOfProfile(bytes, true);
    ASSERT_TRUE(conversion);
    const LittleCms reference(bytes, true);
    for (int value = 0; value <= 255; ++value) {
      const auto grey = static_cast<std::uint8_t>(value);
      const Rgb8 ours = Converted(*conversion, {grey, grey, grey});
      EXPECT_EQ(ours[0], ours[1]);
      EXPECT_EQ(ours[0], ours[2]);
      EXPECT_NEAR(ours[0], reference.ToSrgb({grey, grey, grey})[1], kTolerance) << value;
    }
    EXPECT_FALSE(ConversionOfProfile(bytes, false)) << "for a picture with colours";
  }
}

TEST(ConversionOfProfile, OfAnSrgbProfileIsNothing) {
  EXPECT_FALSE(ConversionOfProfile(MakeProfile({.name = "sRGB"}), false));
  EXPECT_FALSE(ConversionOfProfile(MakeProfile({.name = "sRGB", .version = 2.1}), false));
  for (const char* name : {"sRGB.icc", "colord/sRGB.icc"}) {
    const Bytes bytes = ReadFile(std::string("/usr/share/color/icc/") + name);
    ASSERT_TRUE(ReadIccProfile(bytes)) << name;
    EXPECT_FALSE(ConversionOfProfile(bytes, false)) << name;
  }
  EXPECT_FALSE(ConversionOfProfile(MakeGreyProfile({}), true));
}

TEST(ConversionOfProfile, OfPrimariesAStepFromSrgbIsSomething) {
  // Enough to move the strongest red by a few steps.
  const ProfileRecipe near_srgb = {.primaries = {{{0.645, 0.33}, {0.30, 0.60}, {0.15, 0.06}}}};
  EXPECT_TRUE(ConversionOfProfile(MakeProfile(near_srgb), false));
}

TEST(ConversionOfProfile, KeepsWhiteBlackAndGreys) {
  for (const ProfileRecipe& recipe : Recipes()) {
    const auto conversion = ConversionOfProfile(MakeProfile(recipe), false);
    ASSERT_TRUE(conversion);
    if (recipe.curve.formula != 3 && recipe.curve.formula != 5 && recipe.curve.table.size() != 3) {
      EXPECT_EQ(Converted(*conversion, {255, 255, 255}), (Rgb8{255, 255, 255})) << recipe.name;
      EXPECT_EQ(Converted(*conversion, {0, 0, 0}), (Rgb8{0, 0, 0})) << recipe.name;
    }
    for (int value = 0; value <= 255; ++value) {
      const auto grey = static_cast<std::uint8_t>(value);
      const Rgb8 converted = Converted(*conversion, {grey, grey, grey});
      const auto [least, most] = std::ranges::minmax(converted);
      EXPECT_LE(most - least, 1) << recipe.name << value;
    }
  }
}

TEST(ConversionOfProfile, CutsOffWhatSrgbDoesNotHave) {
  const auto conversion = ConversionOfProfile(MakeProfile(DisplayP3()), false);
  // The strongest green of P3 has less than no red and more than all green.
  EXPECT_EQ(Converted(*conversion, {0, 255, 0}), (Rgb8{0, 255, 0}));
  EXPECT_EQ(Converted(*conversion, {255, 0, 0}), (Rgb8{255, 0, 0}));
}

void Write(Bytes& bytes, std::size_t offset, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[offset + i] = static_cast<std::byte>(value >> (24 - 8 * i));
  }
}

std::uint32_t Number(const Bytes& bytes, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = (value << 8U) | std::to_integer<std::uint32_t>(bytes[offset + i]);
  }
  return value;
}

// Where the entry of a tag stands in the table.
std::size_t EntryOf(const Bytes& profile, std::string_view name) {
  const auto table = std::span(profile).subspan(132);
  const auto found = std::ranges::search(table, std::as_bytes(std::span(name)));
  return 132 + static_cast<std::size_t>(found.begin() - table.begin());
}

// The profile of Display P3 with a number changed.
Bytes Changed(std::size_t offset, std::uint32_t value) {
  Bytes profile = MakeProfile(DisplayP3());
  Write(profile, offset, value);
  return profile;
}

TEST(ReadIccProfile, RefusesAnotherKindOfProfile) {
  constexpr std::uint32_t kCmyk = 0x434D594B;
  constexpr std::uint32_t kLab = 0x4C616220;
  constexpr std::uint32_t kTables = 0x41324230;  // A2B0
  const Bytes profile = MakeProfile(DisplayP3());
  EXPECT_FALSE(ReadIccProfile(Changed(16, kCmyk)));
  EXPECT_FALSE(ReadIccProfile(Changed(20, kLab)));
  EXPECT_FALSE(ReadIccProfile(Changed(8, 0x05000000))) << "version 5";
  EXPECT_FALSE(ReadIccProfile(Changed(36, 0))) << "no signature";
  for (const char* name : {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}) {
    EXPECT_FALSE(ReadIccProfile(Changed(EntryOf(profile, name), kTables))) << name;
  }
  EXPECT_FALSE(ReadIccProfile(ReadFile("/usr/share/color/icc/ITULab.icc")));
  EXPECT_FALSE(ReadIccProfile(ReadFile("/usr/share/color/icc/colord/x11-colors.icc")));
  EXPECT_FALSE(ReadIccProfile(Bytes(200)));
}

TEST(ReadIccProfile, RefusesPrimariesThatDoNotMakeWhite) {
  const Bytes profile = MakeProfile(DisplayP3());
  const std::size_t red = Number(profile, EntryOf(profile, "rXYZ") + 4);
  EXPECT_TRUE(ReadIccProfile(Changed(red + 8, Number(profile, red + 8) + 1000)));
  EXPECT_FALSE(ReadIccProfile(Changed(red + 8, Number(profile, red + 8) + 2000)));
  EXPECT_FALSE(ReadIccProfile(Changed(red + 12, 0x7FFFFFFF)));
  EXPECT_FALSE(ReadIccProfile(Changed(red + 16, 0x80000000)));
}

TEST(ReadIccProfile, RefusesWhatPointsOutside) {
  const Bytes profile = MakeProfile(DisplayP3());
  const std::size_t entry = EntryOf(profile, "gTRC");
  for (const std::uint32_t value : {0xFFFFFFFFU, 0xFFFFFFF0U, 0x10000U}) {
    EXPECT_FALSE(ReadIccProfile(Changed(entry + 4, value))) << "offset " << value;
    EXPECT_FALSE(ReadIccProfile(Changed(entry + 8, value))) << "size " << value;
    EXPECT_FALSE(ReadIccProfile(Changed(0, value))) << "size of all " << value;
  }
  EXPECT_FALSE(ReadIccProfile(Changed(entry + 8, 11)));
  EXPECT_FALSE(ReadIccProfile(Changed(0, 131)));
  EXPECT_FALSE(ReadIccProfile(Changed(128, 0))) << "no tags";
  // More than there are: those that are there count.
  EXPECT_TRUE(ReadIccProfile(Changed(128, 0xFFFFFFFF)));
  Bytes large = profile;
  large.resize(kMostProfileBytes);
  EXPECT_TRUE(ReadIccProfile(large));
  large.resize(kMostProfileBytes + 1);
  EXPECT_FALSE(ReadIccProfile(large));
}

TEST(ReadIccProfile, RefusesCurvesThatAreNone) {
  const Bytes p3 = MakeProfile(DisplayP3());
  const std::size_t curve = Number(p3, EntryOf(p3, "rTRC") + 4);
  EXPECT_FALSE(ReadIccProfile(Changed(curve, 0x6D667431))) << "another type";
  EXPECT_FALSE(ReadIccProfile(Changed(curve + 8, 0x00050000))) << "an unknown formula";
  EXPECT_FALSE(ReadIccProfile(Changed(curve + 12, 0))) << "a power of 0";
  EXPECT_FALSE(ReadIccProfile(Changed(curve + 12, 0xFFFF0000))) << "a power of -1";
  // Wild parameters are a curve of zeros and ones.
  EXPECT_TRUE(ReadIccProfile(Changed(curve + 16, 0x7FFFFFFF)));
  EXPECT_TRUE(ReadIccProfile(Changed(curve + 16, 0x80000000)));
  EXPECT_TRUE(ReadIccProfile(Changed(curve + 12, 0x7FFFFFFF)));
  Bytes table = MakeProfile({.curve = {.table = TableOfGamma(64, 2)}});
  const std::size_t entries = Number(table, EntryOf(table, "rTRC") + 4) + 8;
  ASSERT_EQ(Number(table, entries), 64);
  Write(table, entries, 65);
  EXPECT_FALSE(ReadIccProfile(table)) << "more entries than bytes";
  Write(table, entries, 0xFFFFFFFF);
  EXPECT_FALSE(ReadIccProfile(table));
  Write(table, entries, 0);
  const auto straight = ReadIccProfile(table);
  ASSERT_TRUE(straight) << "no entries are a straight line";
  EXPECT_DOUBLE_EQ(straight->space.light[0][51], 0.2);
}

TEST(ColourSpaceOf, P3IsThatOfTheProfile) {
  const auto by_number = SrgbConversion::From(*ColourSpaceOf({.primaries = 12, .transfer = 13}));
  ASSERT_TRUE(by_number);
  EXPECT_LE(LargestError(*by_number, LittleCms(MakeProfile(DisplayP3()))), kTolerance + 0.1);
}

TEST(ColourSpaceOf, PrimariesAndCurvesAreThoseOfLittleCms) {
  // ITU-T H.273, tables 2 and 3. A profile rounds its primaries to 1/65536: 0.1 of a step.
  const std::vector<std::pair<Cicp, ProfileRecipe>> cases = {
      {{5, 4}, {.primaries = {{{0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}}}, .curve = Gamma(2.2)}},
      {{6, 5}, {.primaries = {{{0.63, 0.34}, {0.31, 0.595}, {0.155, 0.07}}}, .curve = Gamma(2.8)}},
      {{7, 8}, {.primaries = {{{0.63, 0.34}, {0.31, 0.595}, {0.155, 0.07}}}, .curve = Gamma(1)}},
      {{9, 14}, {.primaries = {{{0.708, 0.292}, {0.17, 0.797}, {0.131, 0.046}}}}},
      {{22, 2}, {.primaries = {{{0.63, 0.34}, {0.295, 0.605}, {0.155, 0.077}}}}},
  };
  for (const auto& [cicp, recipe] : cases) {
    const auto conversion = SrgbConversion::From(*ColourSpaceOf(cicp));
    ASSERT_TRUE(conversion) << int{cicp.primaries};
    EXPECT_LE(LargestError(*conversion, LittleCms(MakeProfile(recipe))), kTolerance + 0.1)
        << int{cicp.primaries};
  }
}

TEST(ColourSpaceOf, SrgbNeedsNoConversionAndOthersAreNotKnown) {
  for (const Cicp& cicp : {Cicp{1, 13}, Cicp{1, 1}, Cicp{2, 2}, Cicp{1, 6}, Cicp{2, 13}}) {
    EXPECT_FALSE(SrgbConversion::From(*ColourSpaceOf(cicp))) << int{cicp.transfer};
  }
  for (const Cicp& cicp : {Cicp{9, 16}, Cicp{9, 18}, Cicp{10, 13}, Cicp{0, 13}, Cicp{255, 255}}) {
    EXPECT_FALSE(ColourSpaceOf(cicp)) << int{cicp.primaries} << int{cicp.transfer};
  }
}

}  // namespace
}  // namespace vitrine
