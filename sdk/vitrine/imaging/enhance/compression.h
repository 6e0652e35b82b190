// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/dct_shrink.h>
#include <vitrine/imaging/enhance/plane.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine {

/// What lossy compression has left in a picture's pixels.
struct JpegTraces {
  /// On the scale of the Independent JPEG Group's encoder, 5 .. 90; 0 where there are no traces.
  std::int32_t quality = 0;

  bool operator==(const JpegTraces&) const = default;
};

/// The steps to which that encoder rounds the coefficients of an orthonormal transform.
/// Source: ITU-T T.81, annex K, tables K.1 and K.2, scaled as the encoder does.
enum class JpegChannel { kBrightness, kColour };
DctTable JpegSteps(JpegChannel channel, std::int32_t quality);

/// Finds them: the coefficients of the 8 x 8 blocks of a picture that was a JPEG are multiples of
/// its steps. Tables of other encoders are found where they are near to multiples of this one's.
///
/// Source: Z. Fan and R. L. de Queiroz, "Identification of bitmap compression history: JPEG
/// detection and quantizer estimation", 2003.
class CompressionMeter {
 public:
  /// How many low frequencies are looked at: those whose row and column sum to 1 .. 4.
  static constexpr std::size_t kFrequencies = 14;

  CompressionMeter();

  /// Adds a piece whose left upper corner lies at the corner of a block.
  void Add(const Plane& brightness);

  JpegTraces Traces() const;

 private:
  // How well the coefficients fit the steps, -1 .. 1; `turned` by a quarter, as the picture may be.
  double Score(std::int32_t quality, bool turned) const;

  // How often each size of a coefficient was seen.
  std::array<std::vector<std::uint32_t>, kFrequencies> seen_;
};

}  // namespace vitrine
