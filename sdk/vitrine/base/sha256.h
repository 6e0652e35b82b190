// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace vitrine {

/// The SHA-256 digest of some bytes. Cost: O(bytes), some 200 MB in a second.
///
/// Source: FIPS 180-4, sections 5 and 6.2.
std::array<std::byte, 32> Sha256(std::span<const std::byte> bytes);

}  // namespace vitrine
