// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/image.h>

#include <cstdint>
#include <vector>

namespace vitrine {

/// The picture of pixels as decoders give them: turned upright as `info` says, premultiplied where
/// it has alpha.
///
/// @param stored RGBA with straight alpha, rows top down without padding, of the info's size.
/// Errors: those of Image::CreateForOverwrite.
Result<Image> ImageOfStored(const std::uint8_t* stored, const ImageInfo& info);

/// The pixels as encoders take them: RGBA with straight alpha, rows without padding.
std::vector<std::uint8_t> StoredOfImage(const ImageView& image);

/// The pixels as encoders without alpha take them: before a backdrop, whose own alpha counts for
/// nothing. Errors: those of Image::CreateForOverwrite.
Result<Image> OnBackdrop(const ImageView& image, Colour backdrop);

}  // namespace vitrine
