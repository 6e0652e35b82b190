// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/colour_profile/icc_profile.h>
#include <vitrine/imaging/decoder_memory.h>
#include <vitrine/imaging/jpeg_structure.h>
#include <vitrine/imaging/png_structure.h>

#include <memory>
#include <utility>

#define STBI_NO_STDIO
#include <stb_image.h>

namespace vitrine {
namespace {

struct DecoderFreeDeleter {
  void operator()(char* bytes) const { DecoderFree(bytes); }
};

std::optional<SrgbConversion> ConversionOfCompressed(std::span<const std::byte> compressed,
                                                     bool picture_is_grey) {
  constexpr int kFirstGuess = 16 * 1024;
  if (!std::in_range<int>(compressed.size())) {
    return std::nullopt;
  }
  // What inflates to more is no profile that could be read.
  const DecoderMemory memory(kMostProfileBytes);
  int size = 0;
  const std::unique_ptr<char, DecoderFreeDeleter> profile(
      stbi_zlib_decode_malloc_guesssize(reinterpret_cast<const char*>(compressed.data()),
                                        static_cast<int>(compressed.size()), kFirstGuess, &size));
  if (profile == nullptr) {
    return std::nullopt;
  }
  return ConversionOfProfile(
      std::as_bytes(std::span(profile.get(), static_cast<std::size_t>(size))), picture_is_grey);
}

std::optional<SrgbConversion> ConversionOfPng(std::span<const std::byte> png,
                                              bool picture_is_grey) {
  const PngColours colours = ReadPngColours(png);
  if (colours.cicp) {
    if (const auto space = ColourSpaceOf(*colours.cicp)) {
      return SrgbConversion::From(*space);
    }
  }
  if (colours.is_srgb || colours.compressed_profile.empty()) {
    return std::nullopt;
  }
  return ConversionOfCompressed(colours.compressed_profile, picture_is_grey);
}

}  // namespace

std::optional<SrgbConversion> ConversionOfProfile(std::span<const std::byte> profile,
                                                  bool picture_is_grey) {
  const auto read = ReadIccProfile(profile);
  if (!read || (read->is_grey && !picture_is_grey)) {
    return std::nullopt;
  }
  return SrgbConversion::From(read->space);
}

std::optional<SrgbConversion> ConversionOfFile(std::span<const std::byte> file,
                                               bool picture_is_grey) {
  if (LooksLikePng(file)) {
    return ConversionOfPng(file, picture_is_grey);
  }
  if (LooksLikeJpeg(file)) {
    return ConversionOfProfile(ReadJpegProfile(file), picture_is_grey);
  }
  return std::nullopt;
}

}  // namespace vitrine
