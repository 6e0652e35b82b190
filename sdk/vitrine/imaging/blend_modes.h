// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/blend.h>

#include <cstdint>
#include <span>

namespace vitrine {

/// Blends a row of pixels, as many as there are weights: each by its weight, 0 .. 255. All are
/// premultiplied RGBA; three bytes behind the weights must be readable.
void BlendRowInMode(BlendMode mode, std::uint8_t* to, const std::uint8_t* from,
                    std::span<const std::uint8_t> weights);

}  // namespace vitrine
