// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine {

/// The key of a SipHash: its two halves, each read little-endian.
struct SipKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

/// SipHash-2-4 of `bytes`: 64 bits that nobody can steer without the key, the same everywhere.
///
/// Source: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012.
std::uint64_t SipHash(const SipKey& key, std::string_view bytes);

}  // namespace vitrine
