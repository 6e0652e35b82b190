// SPDX-License-Identifier: Apache-2.0
// Any bytes as a colour profile: nothing, or lights within their range and a conversion that leaves
// alpha alone and gives the same colour wherever a pixel stands.
#include "tests/fuzz/require.h"

#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/colour_profile/icc_profile.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using vitrine::testing::Require;

// Each of 256 values in another channel; seven pixels, so that one is left over after the pairs.
void CheckConversion(const vitrine::SrgbConversion& conversion) {
  std::array<std::uint8_t, std::size_t{4} * 7> pixels{};
  for (unsigned value = 0; value < 256; ++value) {
    for (std::size_t i = 0; i < pixels.size(); i += 4) {
      pixels[i] = static_cast<std::uint8_t>(value);
      pixels[i + 1] = static_cast<std::uint8_t>(255 - value);
      pixels[i + 2] = static_cast<std::uint8_t>(value * 7);
      pixels[i + 3] = static_cast<std::uint8_t>(value);
    }
    conversion.Apply(pixels);
    for (std::size_t i = 0; i < pixels.size(); i += 4) {
      Require(pixels[i + 3] == value);
      Require(std::equal(pixels.begin(), pixels.begin() + 4,
                         pixels.begin() + static_cast<std::ptrdiff_t>(i)));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto profile = vitrine::ReadIccProfile(bytes);
  for (const bool picture_is_grey : {false, true}) {
    const auto conversion = vitrine::ConversionOfProfile(bytes, picture_is_grey);
    Require(profile.has_value() || !conversion.has_value());
    if (conversion) {
      CheckConversion(*conversion);
    }
  }
  if (profile) {
    for (const auto& curve : profile->space.light) {
      Require(std::ranges::all_of(curve, [](double light) { return light >= 0 && light <= 1; }));
    }
  }
  return 0;
}
