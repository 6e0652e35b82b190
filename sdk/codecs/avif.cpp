// SPDX-License-Identifier: Apache-2.0
#include "sdk/codecs/each_format.h"

#include <vitrine/imaging/colour_profile/cicp.h>
#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/stored_pixels.h>
#include <avif/avif.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

struct DestroyDecoder {
  void operator()(avifDecoder* decoder) const { avifDecoderDestroy(decoder); }
};
struct DestroyEncoder {
  void operator()(avifEncoder* encoder) const { avifEncoderDestroy(encoder); }
};
struct DestroyImage {
  void operator()(avifImage* image) const { avifImageDestroy(image); }
};

std::unexpected<Error> NoMemory() {
  return Fail(ErrorCode::kOutOfMemory, "there is no memory for an AVIF coder");
}

std::unexpected<Error> Damaged(avifResult result) {
  if (result == AVIF_RESULT_OUT_OF_MEMORY) {
    return NoMemory();
  }
  return Fail(ErrorCode::kImageCorrupt,
              std::string("the AVIF is damaged: ") + avifResultToString(result));
}

// The turn of "irot" and then the mirror of "imir" (ISO/IEC 23000-22, 7.3.6.7) as one of Exif's
// orientations.
std::uint8_t OrientationOf(const avifImage& image) {
  constexpr std::uint8_t kTurned[] = {1, 8, 3, 6};
  constexpr std::uint8_t kTopBottomSwapped[] = {4, 5, 2, 7};
  constexpr std::uint8_t kLeftRightSwapped[] = {2, 7, 4, 5};
  const std::size_t turns =
      (image.transformFlags & AVIF_TRANSFORM_IROT) != 0 ? image.irot.angle % 4U : 0;
  if ((image.transformFlags & AVIF_TRANSFORM_IMIR) == 0) {
    return kTurned[turns];
  }
  return image.imir.mode == 0 ? kTopBottomSwapped[turns] : kLeftRightSwapped[turns];
}

// An ICC profile counts for more than the numbers.
std::optional<SrgbConversion> ConversionOf(const avifImage& image) {
  if (image.icc.size > 0) {
    return ConversionOfProfile(std::as_bytes(std::span(image.icc.data, image.icc.size)),
                               image.yuvFormat == AVIF_PIXEL_FORMAT_YUV400);
  }
  const auto space =
      ColourSpaceOf({.primaries = image.colorPrimaries, .transfer = image.transferCharacteristics});
  return space ? SrgbConversion::From(*space) : std::nullopt;
}

Result<Image> ToImage(const avifImage& decoded) {
  const ImageInfo info = {.width = static_cast<std::int32_t>(decoded.width),
                          .height = static_cast<std::int32_t>(decoded.height),
                          .has_alpha = decoded.alphaPlane != nullptr,
                          .orientation = OrientationOf(decoded)};
  Result<Image> stored = Image::CreateForOverwrite(info.width, info.height);
  if (!stored) {
    return stored;
  }
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, &decoded);
  rgb.format = AVIF_RGB_FORMAT_RGBA;
  rgb.depth = 8;
  rgb.pixels = stored->pixels().data();
  rgb.rowBytes = static_cast<std::uint32_t>(stored->stride());
  if (const avifResult result = avifImageYUVToRGB(&decoded, &rgb); result != AVIF_RESULT_OK) {
    return Damaged(result);
  }
  return ImageOfStored(*std::move(stored), info, ConversionOf(decoded));
}

}  // namespace

Result<Image> DecodeAvif(std::span<const std::byte> bytes, std::size_t max_pixels) {
  const std::unique_ptr<avifDecoder, DestroyDecoder> decoder(avifDecoderCreate());
  if (!decoder) {
    return NoMemory();
  }
  decoder->maxThreads = 1;
  decoder->strictFlags = AVIF_STRICT_DISABLED;
  // A header that says more is to be told as such: the library's own limit on the sides, and its
  // highest one on their product, come after ours.
  decoder->imageDimensionLimit = 0;
  if (const avifResult result = avifDecoderSetIOMemory(decoder.get(), DataOf(bytes), bytes.size());
      result != AVIF_RESULT_OK) {
    return Damaged(result);
  }
  if (const avifResult result = avifDecoderParse(decoder.get()); result != AVIF_RESULT_OK) {
    const std::string why = decoder->diag.error;
    if (why.find("too large") != std::string::npos) {
      return Fail(ErrorCode::kImageTooLarge, "the AVIF's " + why);
    }
    return Damaged(result);
  }
  if (const auto valid =
          CheckDecodedSize(decoder->image->width, decoder->image->height, max_pixels);
      !valid) {
    return std::unexpected(valid.error());
  }
  decoder->imageSizeLimit = static_cast<std::uint32_t>(kMaxPixels);
  if (const avifResult result = avifDecoderNextImage(decoder.get()); result != AVIF_RESULT_OK) {
    return Damaged(result);
  }
  return ToImage(*decoder->image);
}

Result<Bytes> EncodeAvif(const ImageView& picture, int quality) {
  // Fast enough for a library of pictures; a slower search saves a few percent.
  constexpr int kSpeed = 7;
  const std::unique_ptr<avifImage, DestroyImage> image(
      avifImageCreate(static_cast<std::uint32_t>(picture.width),
                      static_cast<std::uint32_t>(picture.height), 8, AVIF_PIXEL_FORMAT_YUV420));
  const std::unique_ptr<avifEncoder, DestroyEncoder> encoder(avifEncoderCreate());
  if (!image || !encoder) {
    return NoMemory();
  }
  std::vector<std::uint8_t> straight = StoredOfImage(picture);
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, image.get());
  rgb.format = AVIF_RGB_FORMAT_RGBA;
  rgb.pixels = straight.data();
  rgb.rowBytes = static_cast<std::uint32_t>(picture.width) * 4;
  encoder->speed = kSpeed;
  encoder->maxThreads = 1;
  const int quantizer = (100 - quality) * AVIF_QUANTIZER_WORST_QUALITY / 100;
  encoder->minQuantizer = std::max(quantizer - 4, AVIF_QUANTIZER_BEST_QUALITY);
  encoder->maxQuantizer = std::min(quantizer + 4, AVIF_QUANTIZER_WORST_QUALITY);
  avifRWData output = AVIF_DATA_EMPTY;
  avifResult result = avifImageRGBToYUV(image.get(), &rgb);
  if (result == AVIF_RESULT_OK) {
    result = avifEncoderWrite(encoder.get(), image.get(), &output);
  }
  Bytes bytes = result == AVIF_RESULT_OK ? CopyOf(output.data, output.size) : Bytes();
  avifRWDataFree(&output);
  if (result != AVIF_RESULT_OK) {
    return Fail(ErrorCode::kOutOfMemory,
                std::string("the AVIF could not be written: ") + avifResultToString(result));
  }
  return bytes;
}

}  // namespace vitrine
