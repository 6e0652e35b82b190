// SPDX-License-Identifier: Apache-2.0
#include "sdk/codecs/each_format.h"

#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/stored_pixels.h>
#include <turbojpeg.h>

#include <memory>
#include <string>
#include <utility>

namespace vitrine {
namespace {

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

struct FreeBuffer {
  void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

std::unexpected<Error> NoMemory() {
  return Fail(ErrorCode::kOutOfMemory, "there is no memory for a JPEG coder");
}

}  // namespace

Result<Image> DecodeJpeg(std::span<const std::byte> bytes, std::size_t max_pixels) {
  const Result<ImageInfo> info = CheckImage(bytes, max_pixels);
  if (!info) {
    return std::unexpected(info.error());
  }
  const Handle decoder(tjInitDecompress());
  Result<Image> stored = Image::CreateForOverwrite(info->width, info->height);
  if (!decoder) {
    return NoMemory();
  }
  if (!stored) {
    return stored;
  }
  // A warning is a scan that is damaged here and there; what could be decoded is shown.
  if (tjDecompress2(decoder.get(), DataOf(bytes), bytes.size(), stored->pixels().data(),
                    info->width, 0, info->height, TJPF_RGBA, TJFLAG_ACCURATEDCT) != 0 &&
      tjGetErrorCode(decoder.get()) == TJERR_FATAL) {
    return Fail(ErrorCode::kImageCorrupt,
                std::string("the JPEG is damaged: ") + tjGetErrorStr2(decoder.get()));
  }
  return ImageOfStored(*std::move(stored), *info, ConversionOfFile(bytes, info->is_grey));
}

Result<Bytes> EncodeJpeg(const ImageView& picture, int quality) {
  constexpr std::int32_t kLongest = 65'535;
  constexpr int kFullColour = 90;
  if (picture.width > kLongest || picture.height > kLongest) {
    return Fail(ErrorCode::kInvalidArgument,
                "a JPEG of at most 65535 pixels to a side was expected, it is " +
                    std::to_string(picture.width) + " x " + std::to_string(picture.height));
  }
  const Result<Image> opaque = OnBackdrop(picture, {.r = 255, .g = 255, .b = 255});
  if (!opaque) {
    return std::unexpected(opaque.error());
  }
  const Handle encoder(tjInitCompress());
  if (!encoder) {
    return NoMemory();
  }
  unsigned char* buffer = nullptr;
  unsigned long size = 0;  // NOLINT(google-runtime-int): TurboJPEG's type.
  const int done =
      tjCompress2(encoder.get(), opaque->pixels().data(), opaque->width(), 0, opaque->height(),
                  TJPF_RGBA, &buffer, &size, quality >= kFullColour ? TJSAMP_444 : TJSAMP_420,
                  quality, TJFLAG_ACCURATEDCT | TJFLAG_PROGRESSIVE);
  const std::unique_ptr<unsigned char, FreeBuffer> owned(buffer);
  if (done != 0) {
    return Fail(ErrorCode::kOutOfMemory,
                std::string("the JPEG could not be written: ") + tjGetErrorStr2(encoder.get()));
  }
  return CopyOf(buffer, size);
}

}  // namespace vitrine
