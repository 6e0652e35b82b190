// SPDX-License-Identifier: Apache-2.0
#include "sdk/codecs/each_format.h"

#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/exif.h>
#include <vitrine/imaging/stored_pixels.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

struct FreeBuffer {
  void operator()(std::uint8_t* buffer) const { WebPFree(buffer); }
};

// The chunks around the picture, for as long as this object and the file live.
class Metadata {
 public:
  explicit Metadata(std::span<const std::byte> bytes) {
    const WebPData data = {DataOf(bytes), bytes.size()};
    demuxer_.reset(WebPDemux(&data));
  }

  std::span<const std::byte> profile() const { return Find("ICCP"); }

  // The TIFF block; some writers put before it what it has before it in a JPEG.
  std::span<const std::byte> exif() const {
    constexpr std::string_view kSignature("Exif\0\0", 6);
    const auto chunk = Find("EXIF");
    const bool has_signature = chunk.size() >= kSignature.size() &&
                               std::memcmp(chunk.data(), kSignature.data(), kSignature.size()) == 0;
    return has_signature ? chunk.subspan(kSignature.size()) : chunk;
  }

 private:
  struct Delete {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
  };

  std::span<const std::byte> Find(const char* name) const {
    WebPChunkIterator found;
    if (demuxer_ == nullptr || WebPDemuxGetChunk(demuxer_.get(), name, 1, &found) == 0) {
      return {};
    }
    // It points into the file, so it may be released at once.
    const std::span chunk(found.chunk.bytes, found.chunk.size);
    WebPDemuxReleaseChunkIterator(&found);
    return std::as_bytes(chunk);
  }

  std::unique_ptr<WebPDemuxer, Delete> demuxer_;
};

}  // namespace

Result<Image> DecodeWebp(std::span<const std::byte> bytes, std::size_t max_pixels) {
  constexpr std::size_t kChannels = 4;
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(DataOf(bytes), bytes.size(), &features) != VP8_STATUS_OK) {
    return Fail(ErrorCode::kImageCorrupt, "the WebP has no readable header");
  }
  if (features.has_animation != 0) {
    return Fail(ErrorCode::kImageFormat, "a still WebP was expected, it is animated");
  }
  if (const auto valid = CheckDecodedSize(features.width, features.height, max_pixels); !valid) {
    return std::unexpected(valid.error());
  }
  Result<Image> stored = Image::CreateForOverwrite(features.width, features.height);
  if (!stored) {
    return stored;
  }
  const auto pixels = stored->pixels();
  if (WebPDecodeRGBAInto(DataOf(bytes), bytes.size(), pixels.data(), pixels.size(),
                         features.width * static_cast<int>(kChannels)) == nullptr) {
    return Fail(ErrorCode::kImageCorrupt, "the WebP is damaged or cut short");
  }
  const Metadata metadata(bytes);
  return ImageOfStored(*std::move(stored),
                       {.width = features.width,
                        .height = features.height,
                        // What the header says of alpha is a hint.
                        .has_alpha = true,
                        .orientation = ExifOrientation(metadata.exif()).value_or(1)},
                       ConversionOfProfile(metadata.profile(), false));
}

Result<Bytes> EncodeWebp(const ImageView& picture, int quality) {
  if (picture.width > WEBP_MAX_DIMENSION || picture.height > WEBP_MAX_DIMENSION) {
    return Fail(ErrorCode::kInvalidArgument,
                "a WebP of at most 16383 pixels to a side was expected, it is " +
                    std::to_string(picture.width) + " x " + std::to_string(picture.height));
  }
  const std::vector<std::uint8_t> straight = StoredOfImage(picture);
  std::uint8_t* buffer = nullptr;
  const std::size_t size = WebPEncodeRGBA(straight.data(), picture.width, picture.height,
                                          picture.width * 4, static_cast<float>(quality), &buffer);
  const std::unique_ptr<std::uint8_t, FreeBuffer> owned(buffer);
  if (size == 0) {
    return Fail(ErrorCode::kOutOfMemory, "there is no memory to write the WebP");
  }
  return CopyOf(buffer, size);
}

}  // namespace vitrine
