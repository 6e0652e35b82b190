// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/image.h>

#include <cstddef>

namespace vitrine {

/// A run of rows.
struct RowRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// A picture, or some of its rows, as brightness and two differences of colour, on sRGB's curve
/// with straight alpha: y 0 .. 255, cb and cr around 0. Where nothing is to be seen the row's last
/// colour goes on, so that filters find no edge there.
/// Source: ITU-T T.871 (JFIF), clause 7.
struct Ycc {
  Plane y;
  Plane cb;
  Plane cr;
};

Ycc YccOfRows(const ImageView& picture, const RowRange& rows);

/// As above, of the brightness alone.
Plane BrightnessOfRows(const ImageView& picture, const RowRange& rows);

/// Red, green and blue of a sample on sRGB's curve; outside 0 .. 255 where there is no such colour.
struct RgbSample {
  float r = 0;
  float g = 0;
  float b = 0;
};
inline RgbSample RgbOfYcc(float y, float cb, float cr) {
  return {
      .r = y + 1.402F * cr, .g = y - 0.344136286F * cb - 0.714136286F * cr, .b = y + 1.772F * cb};
}

}  // namespace vitrine
