// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>

#include <cstddef>
#include <vector>

namespace vitrine {

/// Encodes as PNG, 8-bit RGBA with straight alpha. Errors: kInvalidArgument for an empty picture.
Result<std::vector<std::byte>> EncodePng(const ImageView& image);

}  // namespace vitrine
