// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/srgb_conversion.h>
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/image.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace vitrine {

/// The picture of pixels as decoders give them: turned upright as `info` says, with the colours
/// of sRGB, premultiplied where it has alpha.
///
/// @param stored RGBA with straight alpha, rows top down without padding, of the info's size.
/// @param to_srgb Nothing where they are in sRGB.
/// Errors: those of Image::CreateForOverwrite.
Result<Image> ImageOfStored(const std::uint8_t* stored, const ImageInfo& info,
                            const std::optional<SrgbConversion>& to_srgb);

/// The same for pixels that are in an image, which is not copied where it is upright.
Result<Image> ImageOfStored(Image stored, const ImageInfo& info,
                            const std::optional<SrgbConversion>& to_srgb);

/// The pixels as encoders take them: RGBA with straight alpha, rows without padding.
std::vector<std::uint8_t> StoredOfImage(const ImageView& image);

/// The pixels as encoders without alpha take them: before a backdrop, whose own alpha counts for
/// nothing. Errors: those of Image::CreateForOverwrite.
Result<Image> OnBackdrop(const ImageView& image, Colour backdrop);

}  // namespace vitrine
