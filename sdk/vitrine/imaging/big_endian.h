// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine {

/// The number in the two bytes at `offset`, which must exist, highest byte first.
inline std::uint32_t ReadBigEndian16(std::span<const std::byte> bytes, std::size_t offset) {
  return (std::to_integer<std::uint32_t>(bytes[offset]) << 8U) |
         std::to_integer<std::uint32_t>(bytes[offset + 1]);
}

/// The number in the four bytes at `offset`, which must exist, highest byte first.
inline std::uint32_t ReadBigEndian32(std::span<const std::byte> bytes, std::size_t offset) {
  return (ReadBigEndian16(bytes, offset) << 16U) | ReadBigEndian16(bytes, offset + 2);
}

}  // namespace vitrine
