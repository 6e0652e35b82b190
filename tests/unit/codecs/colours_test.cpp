// SPDX-License-Identifier: Apache-2.0
// Pictures that the native decoders read, with colours that are not sRGB's and turned by their
// files.
#include "sdk/codecs/codecs.h"
#include "tests/unit/imaging/pictures.h"
#include "tests/unit/imaging/profiles.h"

#include <avif/avif.h>
#include <gtest/gtest.h>
#include <turbojpeg.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine {
namespace {

using Bytes = std::vector<std::byte>;

// 0.65 for the conversion, as in colour_profile_test.cpp; a step of the stored colour, which JPEG
// and AVIF round to their own, becomes at most 1.45 of them.
constexpr double kTolerance = 2.1;

constexpr Colour kStored = {180, 80, 90, 255};

Bytes P3() { return MakeProfile(DisplayP3()); }

const std::uint8_t* DataOf(const Bytes& bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

void ExpectReference(const Image& image, const Bytes& profile, const char* what) {
  const auto wanted = LittleCms(profile).ToSrgb({kStored.r, kStored.g, kStored.b});
  const Colour colour = PixelAt(image, image.width() / 2, image.height() / 2);
  EXPECT_NEAR(colour.r, wanted[0], kTolerance) << what;
  EXPECT_NEAR(colour.g, wanted[1], kTolerance) << what;
  EXPECT_NEAR(colour.b, wanted[2], kTolerance) << what;
}

void ExpectStored(const Image& image, const char* what) {
  const Colour colour = PixelAt(image, image.width() / 2, image.height() / 2);
  EXPECT_NEAR(colour.r, kStored.r, kTolerance) << what;
  EXPECT_NEAR(colour.g, kStored.g, kTolerance) << what;
  EXPECT_NEAR(colour.b, kStored.b, kTolerance) << what;
}

// A WebP without loss, with chunks beside the picture.
Bytes MakeWebp(const Image& image, const char* chunk, const Bytes& body) {
  std::uint8_t* encoded = nullptr;
  const std::size_t size =
      WebPEncodeLosslessRGBA(image.pixels().data(), image.width(), image.height(),
                             static_cast<int>(image.stride()), &encoded);
  const WebPData picture = {encoded, size};
  const WebPData extra = {DataOf(body), body.size()};
  WebPMux* const mux = WebPMuxNew();
  EXPECT_EQ(WebPMuxSetImage(mux, &picture, 0), WEBP_MUX_OK);
  EXPECT_EQ(WebPMuxSetChunk(mux, chunk, &extra, 0), WEBP_MUX_OK);
  WebPData assembled;
  EXPECT_EQ(WebPMuxAssemble(mux, &assembled), WEBP_MUX_OK);
  const auto* const begin = reinterpret_cast<const std::byte*>(assembled.bytes);
  Bytes bytes(begin, begin + assembled.size);
  WebPDataClear(&assembled);
  WebPMuxDelete(mux);
  WebPFree(encoded);
  return bytes;
}

struct AvifRecipe {
  Bytes profile = {};
  std::uint16_t primaries = AVIF_COLOR_PRIMARIES_UNSPECIFIED;
  std::uint16_t transfer = AVIF_TRANSFER_CHARACTERISTICS_UNSPECIFIED;
  bool grey = false;
  int turns = -1;   // To the left; none below 0.
  int mirror = -1;  // 0: top and bottom are swapped, 1: left and right; none below 0.
};

Bytes MakeAvif(const Image& picture, const AvifRecipe& recipe) {
  avifImage* const image = avifImageCreate(
      static_cast<std::uint32_t>(picture.width()), static_cast<std::uint32_t>(picture.height()), 8,
      recipe.grey ? AVIF_PIXEL_FORMAT_YUV400 : AVIF_PIXEL_FORMAT_YUV444);
  image->colorPrimaries = recipe.primaries;
  image->transferCharacteristics = recipe.transfer;
  image->matrixCoefficients = AVIF_MATRIX_COEFFICIENTS_BT601;
  if (!recipe.profile.empty()) {
    avifImageSetProfileICC(image, DataOf(recipe.profile), recipe.profile.size());
  }
  if (recipe.turns >= 0) {
    image->transformFlags |= AVIF_TRANSFORM_IROT;
    image->irot.angle = static_cast<std::uint8_t>(recipe.turns);
  }
  if (recipe.mirror >= 0) {
    image->transformFlags |= AVIF_TRANSFORM_IMIR;
    image->imir.mode = static_cast<std::uint8_t>(recipe.mirror);
  }
  const Image copy = picture.Clone().value();
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, image);
  rgb.pixels = const_cast<std::uint8_t*>(copy.pixels().data());
  rgb.rowBytes = static_cast<std::uint32_t>(copy.stride());
  EXPECT_EQ(avifImageRGBToYUV(image, &rgb), AVIF_RESULT_OK);
  avifEncoder* const encoder = avifEncoderCreate();
  encoder->speed = 9;
  encoder->minQuantizer = AVIF_QUANTIZER_LOSSLESS;
  encoder->maxQuantizer = AVIF_QUANTIZER_LOSSLESS;
  avifRWData output = AVIF_DATA_EMPTY;
  EXPECT_EQ(avifEncoderWrite(encoder, image, &output), AVIF_RESULT_OK);
  const auto* const begin = reinterpret_cast<const std::byte*>(output.data);
  Bytes bytes(begin, begin + output.size);
  avifRWDataFree(&output);
  avifEncoderDestroy(encoder);
  avifImageDestroy(image);
  return bytes;
}

Bytes WithProfile(std::span<const std::byte> jpeg, const Bytes& profile) {
  Bytes body = ToBytes(std::string_view("ICC_PROFILE\0\1\1", 14));
  body.insert(body.end(), profile.begin(), profile.end());
  return WithSegment(jpeg, 0xE2, body);
}

TEST(DecodePicture, ConvertsTheProfileOfEachFormat) {
  const Image plain = Plain(16, 16, kStored);
  const Bytes jpeg = vitrine::EncodeJpeg(plain, 100);
  ExpectStored(DecodePicture(jpeg).value(), "JPEG");
  for (const Bytes& profile : {P3(), ReadFile("/usr/share/color/icc/colord/AdobeRGB1998.icc")}) {
    ExpectReference(DecodePicture(WithProfile(jpeg, profile)).value(), profile, "JPEG");
    ExpectReference(DecodePicture(MakeWebp(plain, "ICCP", profile)).value(), profile, "WebP");
    ExpectReference(DecodePicture(MakeAvif(plain, {.profile = profile})).value(), profile, "AVIF");
  }
  const Bytes garbage(300, std::byte{5});
  ExpectStored(DecodePicture(WithProfile(jpeg, garbage)).value(), "JPEG");
  ExpectStored(DecodePicture(MakeWebp(plain, "ICCP", garbage)).value(), "WebP");
  ExpectStored(DecodePicture(MakeAvif(plain, {.profile = garbage})).value(), "AVIF");
}

TEST(DecodePicture, ConvertsAnAvifsColoursByNumber) {
  const Image plain = Plain(16, 16, kStored);
  const auto decoded = [&plain](std::uint16_t primaries, std::uint16_t transfer) {
    return DecodePicture(MakeAvif(plain, {.primaries = primaries, .transfer = transfer})).value();
  };
  ExpectStored(decoded(2, 2), "not said");
  ExpectStored(decoded(1, 13), "sRGB");
  ExpectStored(decoded(1, 1), "a camera's curve");
  ExpectStored(decoded(9, 16), "high dynamic range");
  ExpectStored(decoded(256 + 12, 13), "none that there is");
  ExpectReference(decoded(12, 13), P3(), "Display P3");
  // The profile counts.
  ExpectStored(
      DecodePicture(MakeAvif(plain, {.profile = MakeProfile({}), .primaries = 12, .transfer = 13}))
          .value(),
      "an sRGB profile");
}

TEST(DecodePicture, ConvertsGreyPictures) {
  const Bytes profile = MakeGreyProfile({.formula = 1, .parameters = {1.0}});
  const double wanted = LittleCms(profile, true).ToSrgb({90, 90, 90})[0];
  const Image grey = Plain(16, 16, {90, 90, 90, 255});
  const Image avif = DecodePicture(MakeAvif(grey, {.profile = profile, .grey = true})).value();
  EXPECT_NEAR(PixelAt(avif, 8, 8).g, wanted, kTolerance);
  unsigned char* encoded = nullptr;
  unsigned long size = 0;  // NOLINT(google-runtime-int): TurboJPEG's type.
  const tjhandle encoder = tjInitCompress();
  ASSERT_EQ(tjCompress2(encoder, grey.pixels().data(), 16, 0, 16, TJPF_RGBA, &encoded, &size,
                        TJSAMP_GRAY, 100, 0),
            0);
  const auto* const begin = reinterpret_cast<const std::byte*>(encoded);
  const Image jpeg = DecodePicture(WithProfile(std::span(begin, size), profile)).value();
  tjFree(encoded);
  tjDestroy(encoder);
  EXPECT_NEAR(PixelAt(jpeg, 8, 8).g, wanted, kTolerance);
}

TEST(DecodePicture, ConvertsBeforeAlphaIsMultiplied) {
  Image clear = Plain(16, 16, {kStored.r, kStored.g, kStored.b, 100});
  const Bytes webp = MakeWebp(clear, "ICCP", P3());
  const Colour colour = PixelAt(DecodePicture(webp).value(), 8, 8);
  const auto wanted = LittleCms(P3()).ToSrgb({kStored.r, kStored.g, kStored.b});
  EXPECT_EQ(colour.a, 100);
  EXPECT_NEAR(colour.r, wanted[0] * 100 / 255, 1);
  EXPECT_NEAR(colour.g, wanted[1] * 100 / 255, 1);
}

// Four fields, so that every turn looks different.
Image Fields() {
  Image image = Plain(32, 16, {200, 30, 30, 255});
  for (std::int32_t y = 0; y < 16; ++y) {
    for (std::int32_t x = 0; x < 32; ++x) {
      if (x >= 16) {
        SetPixel(image, x, y, y < 8 ? Colour{30, 200, 30, 255} : Colour{220, 220, 220, 255});
      } else if (y >= 8) {
        SetPixel(image, x, y, {30, 30, 200, 255});
      }
    }
  }
  return image;
}

TEST(DecodePicture, TurnsEachFormatUpright) {
  const Image fields = Fields();
  const Bytes jpeg = vitrine::EncodeJpeg(fields, 100);
  const Image stored_jpeg = DecodePicture(jpeg).value();
  for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
    const Image from_jpeg = DecodePicture(WithOrientation(jpeg, orientation, 'I')).value();
    ASSERT_EQ(from_jpeg.width(), orientation < 5 ? 32 : 16);
    EXPECT_EQ(LargestDifference(from_jpeg, Turned(stored_jpeg, orientation)), 0);
    const Bytes block = ExifBlock(orientation, 'M');
    Bytes with_signature = ToBytes(std::string_view("Exif\0\0", 6));
    with_signature.insert(with_signature.end(), block.begin(), block.end());
    for (const Bytes& exif : {block, with_signature}) {
      const Image from_webp = DecodePicture(MakeWebp(fields, "EXIF", exif)).value();
      ASSERT_EQ(from_webp.width(), orientation < 5 ? 32 : 16);
      EXPECT_EQ(LargestDifference(from_webp, Turned(fields, orientation)), 0) << int{orientation};
    }
  }
}

// First turned to the left, then mirrored: ISO/IEC 23000-22, 7.3.6.7; Chromium does so, too.
TEST(DecodePicture, TurnsAnAvifUpright) {
  const Image fields = Fields();
  const Image stored = DecodePicture(MakeAvif(fields, {})).value();
  for (int turns = -1; turns < 4; ++turns) {
    for (int mirror = -1; mirror < 2; ++mirror) {
      Image wanted = stored.Clone().value();
      for (int turn = 0; turn < turns; ++turn) {
        wanted = Turned(wanted, 8);
      }
      if (mirror >= 0) {
        wanted = Turned(wanted, mirror == 0 ? 4 : 2);
      }
      const Image image =
          DecodePicture(MakeAvif(fields, {.turns = turns, .mirror = mirror})).value();
      ASSERT_EQ(image.width(), wanted.width()) << turns << mirror;
      EXPECT_EQ(LargestDifference(image, wanted), 0) << turns << mirror;
    }
  }
}

}  // namespace
}  // namespace vitrine
