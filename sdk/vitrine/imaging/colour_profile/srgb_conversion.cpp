// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/colour_profile/srgb_conversion.h>
#include <vitrine/imaging/srgb.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace vitrine {
namespace {

// Lights are summed in 2^-24ths. A single one is kept below 32, so that three fit into 32 bits.
constexpr double kOne = 16'777'216;
constexpr double kMost = 32 * kOne;

// The table back has 2^14 entries: where the curve of sRGB is steepest, at the dark end, five of
// them are one step of 8 bits.
constexpr int kEntryShift = 10;
constexpr std::int16_t kEntries = 1 << 14;
constexpr std::int16_t kLast = kEntries - 1;

using Encoded = std::array<std::uint8_t, kEntries>;

// The value of the light in the middle of each entry.
Encoded MakeEncoded() {
  Encoded encoded{};
  std::int16_t entry = 0;
  for (int value = 0; value < 256; ++value) {
    const double upper = value < 255 ? LinearFromSrgb((value + 0.5) / 255.0) : 1.0;
    for (; entry < kEntries && entry + 0.5 < upper * kEntries; ++entry) {
      encoded[static_cast<std::size_t>(entry)] = static_cast<std::uint8_t>(value);
    }
  }
  return encoded;
}

const Encoded& EncodedLight() {
  static const Encoded kTable = MakeEncoded();
  return kTable;
}

}  // namespace

std::optional<SrgbConversion> SrgbConversion::From(const ColourSpace& space) {
  SrgbConversion conversion;
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::size_t value = 0; value < 256; ++value) {
      for (std::size_t light = 0; light < 3; ++light) {
        const double part = space.to_srgb[light][channel] * space.light[channel][value] * kOne;
        conversion.contributions_[channel][value].light[light] =
            static_cast<std::int32_t>(std::floor(std::clamp(part, -kMost, kMost) + 0.5));
      }
    }
  }
  return conversion.ChangesNothing() ? std::nullopt : std::optional(conversion);
}

void SrgbConversion::Apply(std::span<std::uint8_t> rgba) const {
  const Encoded& encoded = EncodedLight();
  const auto sum = [this](const std::uint8_t* pixel) {
    const auto part = [&](std::size_t channel) {
      return hn::Load(Words(), contributions_[channel][pixel[channel]].light.data());
    };
    return hn::ShiftRight<kEntryShift>(hn::Add(hn::Add(part(0), part(1)), part(2)));
  };
  const auto convert = [&](std::uint8_t* first, std::uint8_t* second) {
    // What the narrowing cuts off is far outside of the table.
    const auto entries = hn::Min(NarrowWords(sum(first), sum(second)), hn::Set(Shorts(), kLast));
    HWY_ALIGN std::array<std::int16_t, 8> inside{};
    hn::Store(hn::Max(entries, hn::Zero(Shorts())), Shorts(), inside.data());
    for (std::size_t light = 0; light < 3; ++light) {
      first[light] = encoded[static_cast<std::size_t>(inside[light])];
      second[light] = encoded[static_cast<std::size_t>(inside[light + 4])];
    }
  };
  constexpr std::size_t kTwo = 8;
  std::size_t i = 0;
  for (; i + kTwo <= rgba.size(); i += kTwo) {
    convert(rgba.data() + i, rgba.data() + i + kTwo / 2);
  }
  if (i < rgba.size()) {
    std::array<std::uint8_t, 4> nobody{};
    convert(rgba.data() + i, nobody.data());
  }
}

// Looks at the diagonals of the colour cube, which have each value of each channel with others that
// are dark, bright and the same. Each has two corners.
bool SrgbConversion::ChangesNothing() const {
  for (unsigned corner = 0; corner < 4; ++corner) {
    std::array<std::uint8_t, std::size_t{256} * 4> before{};
    for (unsigned value = 0; value < 256; ++value) {
      for (unsigned channel = 0; channel < 3; ++channel) {
        const bool rising = (corner >> channel & 1U) != 0;
        before[value * 4 + channel] = static_cast<std::uint8_t>(rising ? value : 255 - value);
      }
    }
    auto after = before;
    Apply(after);
    if (!std::ranges::equal(before, after,
                            [](int one, int other) { return std::abs(one - other) <= 1; })) {
      return false;
    }
  }
  return true;
}

}  // namespace vitrine
