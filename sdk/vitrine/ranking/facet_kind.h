// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vitrine {

/// The property that a product shares with what the reason points at.
/// `kLook` is the likeness of the product vectors; `kTogether` that shoppers turn to one after the
/// other, as the lists of a trained pack say.
enum class FacetKind : std::uint8_t {
  kNone,
  kCategory,
  kBrand,
  kColour,
  kPriceBand,
  kLook,
  kTogether
};

}  // namespace vitrine
