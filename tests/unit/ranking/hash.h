// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine {

/// FNV-1a with 64 bits, of the bytes of `values`.
template <typename T>
std::uint64_t HashOf(std::span<const T> values) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::byte byte : std::as_bytes(values)) {
    hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3U;
  }
  return hash;
}

}  // namespace vitrine
