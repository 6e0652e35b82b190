// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::cli {

/// Tells texts apart, the same on every machine: FNV-1a with 64 bits.
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, RFC 9923.
constexpr std::uint64_t Fingerprint(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x00000100000001B3U;
  }
  return hash;
}

}  // namespace vitrine::cli
