// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace vitrine {

/// How the picture is turned, 1 .. 8 (1 is upright), by Exif's tag 0x0112.
///
/// @param block Exif's TIFF structure, which is an APP1 segment of a JPEG behind "Exif\0\0" and the
///   whole of a PNG's chunk eXIf.
/// @return Nothing where it has none that can be trusted.
/// Source: CIPA DC-008 (Exif), section 4.6.
std::optional<std::uint8_t> ExifOrientation(std::span<const std::byte> block);

}  // namespace vitrine
