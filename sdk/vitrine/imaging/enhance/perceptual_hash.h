// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstdint>

namespace vitrine {

/// The picture's 64 lowest frequencies after the mean, of its brightness at 32 x 32 pixels: a bit
/// for each that exceeds their median. Errors: those of Resize.
Result<std::uint64_t> PerceptualHash(const ImageView& picture);

}  // namespace vitrine
