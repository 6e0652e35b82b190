// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour_profile/colour_space.h>

#include <cstddef>
#include <optional>
#include <span>

namespace vitrine {

/// The curve in a tag of an ICC profile: a power ("curv" with one entry), a table between whose
/// entries it runs straight ("curv"), or a formula ("para"). What exceeds 0 .. 1 is cut off.
///
/// @return Nothing for another type, an unknown formula, a power that is not above 0, or a tag that
///   is cut short.
/// Source: ICC.1:2022, sections 10.6 and 10.18.
std::optional<ToneCurve> ReadIccCurve(std::span<const std::byte> tag);

}  // namespace vitrine
