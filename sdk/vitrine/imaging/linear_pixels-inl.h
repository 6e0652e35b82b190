// SPDX-License-Identifier: Apache-2.0
// Pixels that are filtered in linear light, for the passes of a resize.
#pragma once

#include <vitrine/imaging/linear_light.h>
#include <vitrine/imaging/resize_columns-inl.h>

#include <cstddef>
#include <cstdint>

namespace vitrine {

/// Reads stored pixels as premultiplied linear light, and stores sums of it. A pixel is turned into
/// light as often as a pair of rows needs it: to keep the light would take as many rows as the
/// filter is high.
class LinearPixels {
 public:
  static constexpr int kBits = kRowBits;
  static constexpr int kSecondShift = kTapBits;
  static_assert(LinearLight::kOne == 255 << kRowBits);

  HWY_INLINE WideSamples Load(const std::uint8_t* from) const { return LoadFirst(from, 16); }

  HWY_INLINE WideSamples LoadFirst(const std::uint8_t* from, std::size_t count) const {
    HWY_ALIGN std::int16_t lanes[16] = {};
    for (std::size_t i = 0; i < count; i += 4) {
      light_.Decode(from + i, lanes + i);
    }
    return {hn::Load(Shorts(), lanes), hn::Load(Shorts(), lanes + 8)};
  }

  HWY_INLINE void Store(hn::Vec<Words> sum, std::uint8_t* to) const {
    HWY_ALIGN std::int32_t lanes[4];
    hn::Store(hn::ShiftRight<kSecondShift>(sum), Words(), lanes);
    light_.Encode(lanes, to);
  }

 private:
  const LinearLight& light_ = LinearLight::Tables();
};

}  // namespace vitrine
