// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/srgb_conversion.h>

#include <cstddef>
#include <optional>
#include <span>

namespace vitrine {

/// What an ICC profile asks to be done to the pixels of a picture, which is in grey or in colour.
///
/// @return Nothing where the profile is sRGB's, or none that ReadIccProfile reads, or one for grey
///   and the picture is not: then the pixels are taken as sRGB.
std::optional<SrgbConversion> ConversionOfProfile(std::span<const std::byte> profile,
                                                  bool picture_is_grey);

/// The same for what a JPEG or PNG says of its colours: the ICC profile in it; in a PNG rather the
/// chunks cICP and sRGB where it has them. What is damaged is left out of account, as is a PNG's
/// chunk gAMA or cHRM.
std::optional<SrgbConversion> ConversionOfFile(std::span<const std::byte> file,
                                               bool picture_is_grey);

}  // namespace vitrine
