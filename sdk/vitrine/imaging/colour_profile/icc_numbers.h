// SPDX-License-Identifier: Apache-2.0
// The number types of ICC.1:2022, section 4.
#pragma once

#include <vitrine/imaging/big_endian.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine {

/// Four letters as the number that they are in a file.
constexpr std::uint32_t IccSignature(const char (&letters)[5]) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = (number << 8U) | static_cast<std::uint8_t>(letters[i]);
  }
  return number;
}

/// The s15Fixed16Number in the four bytes at `offset`, which must exist.
inline double ReadFixed16(std::span<const std::byte> bytes, std::size_t offset) {
  return static_cast<double>(static_cast<std::int32_t>(ReadBigEndian32(bytes, offset))) / 65536.0;
}

}  // namespace vitrine
