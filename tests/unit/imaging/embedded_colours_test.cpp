// SPDX-License-Identifier: Apache-2.0
// Pictures in files that say what their colours are.
#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/colour_profile/icc_profile.h>
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/encode.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/profiles.h"

namespace vitrine {
namespace {

using Bytes = std::vector<std::byte>;

// A JPEG's segment with a part of a profile.
Bytes ProfilePart(std::span<const std::byte> part, int number, int count) {
  Bytes body = ToBytes(std::string_view("ICC_PROFILE\0", 12));
  body.push_back(static_cast<std::byte>(number));
  body.push_back(static_cast<std::byte>(count));
  body.insert(body.end(), part.begin(), part.end());
  return body;
}

Bytes WithProfile(std::span<const std::byte> jpeg, std::span<const std::byte> profile) {
  return WithSegment(jpeg, 0xE2, ProfilePart(profile, 1, 1));
}

PngChunk ProfileChunk(std::span<const std::byte> profile) {
  Bytes body = ToBytes(std::string_view("P3\0\0", 4));
  const Bytes deflated = Deflated(profile);
  body.insert(body.end(), deflated.begin(), deflated.end());
  return {"iCCP", body};
}

Bytes P3() { return MakeProfile(DisplayP3()); }

// The same as in colour_profile_test.cpp, for the same reasons.
constexpr double kTolerance = 0.65;

// The largest of any channel of any pixel; the pictures are opaque.
double DistanceFromReference(const Image& stored, const Image& converted,
                             const LittleCms& reference) {
  double largest = 0;
  for (std::int32_t y = 0; y < stored.height(); ++y) {
    for (std::int32_t x = 0; x < stored.width(); ++x) {
      const Colour from = PixelAt(stored, x, y);
      const Colour to = PixelAt(converted, x, y);
      const auto wanted = reference.ToSrgb({from.r, from.g, from.b});
      largest = std::max({largest, std::abs(to.r - wanted[0]), std::abs(to.g - wanted[1]),
                          std::abs(to.b - wanted[2])});
    }
  }
  return largest;
}

TEST(EmbeddedColours, OfAJpegBecomeSrgb) {
  const Bytes jpeg = EncodeJpeg(Waves(60, 40), 95);
  const Image stored = DecodeImage(jpeg).value();
  const Image converted = DecodeImage(WithProfile(jpeg, P3())).value();
  EXPECT_GE(LargestDifference(stored, converted), 20);
  EXPECT_LE(DistanceFromReference(stored, converted, LittleCms(P3())), kTolerance);
}

TEST(EmbeddedColours, OfAPngBecomeSrgb) {
  const PngParts plain = {
      .width = 2, .height = 1, .colour_type = 2, .rows = {0, 200, 60, 40, 20, 180, 90}};
  PngParts with_profile = plain;
  with_profile.chunks = {ProfileChunk(P3())};
  const Image stored = DecodeImage(MakePng(plain)).value();
  const Image converted = DecodeImage(MakePng(with_profile)).value();
  EXPECT_NE(PixelAt(converted, 0, 0), PixelAt(stored, 0, 0));
  EXPECT_LE(DistanceFromReference(stored, converted, LittleCms(P3())), kTolerance);
}

TEST(EmbeddedColours, OfAPaletteBecomeSrgb) {
  const PngParts parts = {.width = 2,
                          .height = 1,
                          .depth = 1,
                          .colour_type = 3,
                          .chunks = {ProfileChunk(P3())},
                          .palette = {200, 60, 40, 20, 180, 90},
                          .transparency = {255, 0},
                          .rows = {0, 0x40}};
  const Image image = DecodeImage(MakePng(parts)).value();
  const auto wanted = LittleCms(P3()).ToSrgb({200, 60, 40});
  EXPECT_NEAR(PixelAt(image, 0, 0).r, wanted[0], 1);
  EXPECT_NEAR(PixelAt(image, 0, 0).g, wanted[1], 1);
  EXPECT_NEAR(PixelAt(image, 0, 0).b, wanted[2], 1);
  EXPECT_EQ(PixelAt(image, 1, 0), (Colour{0, 0, 0, 0}));
}

TEST(EmbeddedColours, AreConvertedBeforeAlphaIsMultiplied) {
  const PngParts parts = {.width = 1,
                          .height = 1,
                          .colour_type = 6,
                          .chunks = {ProfileChunk(P3())},
                          .rows = {0, 200, 60, 40, 128}};
  const Colour colour = PixelAt(DecodeImage(MakePng(parts)).value(), 0, 0);
  const auto wanted = LittleCms(P3()).ToSrgb({200, 60, 40});
  EXPECT_EQ(colour.a, 128);
  EXPECT_NEAR(colour.r, wanted[0] * 128 / 255, 1);
  EXPECT_NEAR(colour.g, wanted[1] * 128 / 255, 1);
  EXPECT_NEAR(colour.b, wanted[2] * 128 / 255, 1);
}

TEST(EmbeddedColours, OfGreyPicturesMayBeForGreyOrForColours) {
  const Bytes grey_profile = MakeGreyProfile({.formula = 1, .parameters = {1.0}});
  const Bytes colour_profile = MakeProfile({.curve = {.formula = 1, .parameters = {1.0}}});
  const Bytes jpeg = ReadFile("tests/fuzz/corpus/decode/grey.jpg");
  const Image stored = DecodeImage(jpeg).value();
  ASSERT_TRUE(ReadImageInfo(jpeg).value().is_grey);
  for (const Bytes& profile : {grey_profile, colour_profile}) {
    const Image converted = DecodeImage(WithProfile(jpeg, profile)).value();
    EXPECT_GE(LargestDifference(stored, converted), 20);
    EXPECT_LE(DistanceFromReference(stored, converted, LittleCms(colour_profile)), kTolerance);
    for (const std::uint8_t type : {std::uint8_t{0}, std::uint8_t{4}}) {
      PngParts parts = {.width = 1,
                        .height = 1,
                        .colour_type = type,
                        .chunks = {ProfileChunk(profile)},
                        .rows = {0, 55}};
      if (type == 4) {
        parts.rows.push_back(255);
      }
      const Colour colour = PixelAt(DecodeImage(MakePng(parts)).value(), 0, 0);
      EXPECT_EQ(colour.r, colour.b);
      EXPECT_NEAR(colour.g, LittleCms(colour_profile).ToSrgb({55, 55, 55})[1], 1) << int{type};
    }
  }
  // A picture with colours has no use for the first.
  const Bytes colours = EncodeJpeg(Waves(20, 20), 95);
  EXPECT_EQ(LargestDifference(DecodeImage(WithProfile(colours, grey_profile)).value(),
                              DecodeImage(colours).value()),
            0);
}

TEST(EmbeddedColours, AndOrientationGoTogether) {
  const Bytes jpeg = WithProfile(EncodeJpeg(Waves(32, 16), 95), P3());
  const Image upright = DecodeImage(jpeg).value();
  for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
    const Image turned = DecodeImage(WithOrientation(jpeg, orientation, 'M')).value();
    const Image wanted = Turned(upright, orientation);
    ASSERT_EQ(turned.width(), wanted.width());
    EXPECT_EQ(LargestDifference(turned, wanted), 0) << int{orientation};
  }
}

// Three parts of a profile, in the order of `numbers`, which say which of three they are.
Bytes InParts(std::initializer_list<int> numbers, int count = 3) {
  const Bytes profile = P3();
  const std::size_t third = profile.size() / 3;
  Bytes jpeg = EncodeJpeg(Waves(20, 20), 95);
  // Each goes before the last one.
  for (auto number = std::rbegin(numbers); number != std::rend(numbers); ++number) {
    const auto index = static_cast<std::size_t>(std::max(*number, 1) - 1) % 3;
    const auto part =
        std::span(profile).subspan(index * third, index == 2 ? std::dynamic_extent : third);
    jpeg = WithSegment(jpeg, 0xE2, ProfilePart(part, *number, count));
  }
  return jpeg;
}

TEST(EmbeddedColours, OfAJpegMayComeInPartsInAnyOrder) {
  const Bytes profile = P3();
  for (const Bytes& jpeg : {InParts({1, 2, 3}), InParts({3, 1, 2}), InParts({2, 3, 1})}) {
    EXPECT_EQ(ConversionOfFile(jpeg, false).has_value(), true);
    const Image whole = DecodeImage(WithProfile(EncodeJpeg(Waves(20, 20), 95), profile)).value();
    EXPECT_EQ(LargestDifference(DecodeImage(jpeg).value(), whole), 0);
  }
}

TEST(EmbeddedColours, OfWhichPartsAreMissingOrThereTwiceAreIgnored) {
  const Image plain = DecodeImage(EncodeJpeg(Waves(20, 20), 95)).value();
  const std::pair<const char*, Bytes> cases[] = {
      {"missing", InParts({1, 3})},
      {"the first alone", InParts({1})},
      {"twice", InParts({1, 2, 2, 3})},
      {"number 0", InParts({0, 1, 2})},
      {"beyond", InParts({1, 2, 3, 4})},
      {"of none", InParts({1, 2, 3}, 0)},
      {"of too few", InParts({1, 2, 3}, 2)},
      {"of too many", InParts({1, 2, 3}, 4)},
      {"twice instead of another",
       WithSegment(WithSegment(InParts({}), 0xE2, ProfilePart(P3(), 1, 2)), 0xE2,
                   ProfilePart(P3(), 1, 2))},
      {"of others", WithSegment(InParts({1, 2}), 0xE2, ProfilePart(P3(), 3, 4))},
  };
  for (const auto& [name, jpeg] : cases) {
    const auto image = DecodeImage(jpeg);
    ASSERT_TRUE(image) << name;
    EXPECT_EQ(LargestDifference(*image, plain), 0) << name;
  }
}

TEST(EmbeddedColours, OfAJpegMayStandBehindItsFrameHeaderAndBesideOtherSegments) {
  const Bytes plain = EncodeJpeg(Waves(20, 20), 95);
  const Bytes with_profile = WithProfile(plain, P3());
  const Image wanted = DecodeImage(with_profile).value();
  const Bytes other = ToBytes(std::string_view("MPF\0 of another kind", 20));
  EXPECT_EQ(LargestDifference(DecodeImage(WithSegment(with_profile, 0xE2, other)).value(), wanted),
            0);
  // Just before the scan.
  const auto scan = std::ranges::search(plain, ToBytes("\xFF\xDA"));
  Bytes moved(plain.begin(), scan.begin());
  moved.insert(
      moved.end(), with_profile.begin() + 2,
      with_profile.begin() + static_cast<std::ptrdiff_t>(with_profile.size() - plain.size()) + 2);
  moved.insert(moved.end(), scan.begin(), plain.end());
  EXPECT_EQ(LargestDifference(DecodeImage(moved).value(), wanted), 0);
}

TEST(EmbeddedColours, ThatAreGarbageLeaveThePictureAsItIs) {
  const Bytes jpeg = EncodeJpeg(Waves(20, 20), 95);
  const Image plain = DecodeImage(jpeg).value();
  const Bytes profile = P3();
  for (std::size_t size = 0; size < profile.size(); size += 40) {
    const auto part = std::span(profile).first(size);
    EXPECT_EQ(LargestDifference(DecodeImage(WithProfile(jpeg, part)).value(), plain), 0) << size;
  }
  EXPECT_EQ(
      LargestDifference(DecodeImage(WithProfile(jpeg, Bytes(500, std::byte{7}))).value(), plain),
      0);
}

PngParts OnePixel() {
  return {.width = 1, .height = 1, .colour_type = 2, .rows = {0, 200, 60, 40}};
}

Colour PixelWith(std::vector<PngChunk> chunks) {
  PngParts parts = OnePixel();
  parts.chunks = std::move(chunks);
  return PixelAt(DecodeImage(MakePng(parts)).value(), 0, 0);
}

PngChunk Cicp(std::uint8_t primaries, std::uint8_t transfer, std::uint8_t matrix = 0,
              std::uint8_t full_range = 1) {
  return {"cICP",
          {std::byte{primaries}, std::byte{transfer}, std::byte{matrix}, std::byte{full_range}}};
}

TEST(EmbeddedColours, OfAPngAreFirstCicpThenSrgbThenTheProfile) {
  const Colour as_stored = {200, 60, 40, 255};
  const Colour as_p3 = PixelWith({ProfileChunk(P3())});
  const PngChunk srgb = {"sRGB", {std::byte{0}}};
  const PngChunk adobe = ProfileChunk(ReadFile("/usr/share/color/icc/colord/AdobeRGB1998.icc"));
  EXPECT_NE(as_p3, as_stored);
  EXPECT_EQ(PixelWith({Cicp(12, 13)}), as_p3);
  EXPECT_EQ(PixelWith({adobe, Cicp(12, 13), srgb}), as_p3);
  EXPECT_EQ(PixelWith({Cicp(1, 13), adobe}), as_stored);
  EXPECT_EQ(PixelWith({srgb, adobe}), as_stored);
  EXPECT_EQ(PixelWith({adobe, srgb}), as_stored);
  EXPECT_NE(PixelWith({adobe}), as_stored);
}

TEST(EmbeddedColours, ByNumbersThatPngDoesNotAllowAreIgnored) {
  const Colour as_stored = {200, 60, 40, 255};
  EXPECT_EQ(PixelWith({Cicp(12, 13, 1)}), as_stored) << "a matrix";
  EXPECT_EQ(PixelWith({Cicp(12, 13, 0, 0)}), as_stored) << "part of the range";
  EXPECT_EQ(PixelWith({{"cICP", {std::byte{12}, std::byte{13}, std::byte{0}}}}), as_stored);
  EXPECT_EQ(PixelWith({Cicp(9, 16)}), as_stored) << "high dynamic range";
}

TEST(EmbeddedColours, OfAPngThatAreDamagedAreIgnored) {
  const Colour as_stored = {200, 60, 40, 255};
  const PngChunk whole = ProfileChunk(P3());
  for (std::size_t size = 0; size < whole.body.size() - 4; size += 7) {
    const Bytes part(whole.body.begin(), whole.body.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(PixelWith({{"iCCP", part}}), as_stored) << size;
  }
  EXPECT_EQ(PixelWith({{"iCCP", Bytes(200, std::byte{'a'})}}), as_stored) << "an endless name";
  Bytes other_compression = whole.body;
  other_compression[3] = std::byte{1};
  EXPECT_EQ(PixelWith({{"iCCP", other_compression}}), as_stored);
  // Its checksum is wrong: whatever is in it may be as well.
  PngParts parts = OnePixel();
  parts.chunks = {whole};
  Bytes png = MakePng(parts);
  const auto found = std::ranges::search(png, ToBytes("iCCPP3"));
  found.begin()[5] = std::byte{'4'};
  EXPECT_EQ(PixelAt(DecodeImage(png).value(), 0, 0), as_stored);
}

TEST(EmbeddedColours, OfAPngThatInflateToMoreThanAProfileAreIgnored) {
  Bytes profile = P3();
  profile.resize(kMostProfileBytes);
  EXPECT_NE(PixelWith({ProfileChunk(profile)}), (Colour{200, 60, 40, 255}));
  profile.resize(8 * kMostProfileBytes);
  EXPECT_EQ(PixelWith({ProfileChunk(profile)}), (Colour{200, 60, 40, 255}));
}

}  // namespace
}  // namespace vitrine
