// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/colour_profile/cicp.h>
#include <vitrine/imaging/colour_profile/primaries.h>
#include <vitrine/imaging/srgb.h>

#include <cstddef>

namespace vitrine {
namespace {

std::optional<Primaries> PrimariesOf(std::uint16_t number) {
  switch (number) {
    case 1:
    case 2:
      return kSrgbPrimaries;
    case 5:
      return Primaries{{{0.640, 0.330}, {0.290, 0.600}, {0.150, 0.060}}};
    case 6:
    case 7:
      return Primaries{{{0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}}};
    case 9:
      return Primaries{{{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}}};
    case 12:
      return Primaries{{{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}}};
    case 22:
      return Primaries{{{0.630, 0.340}, {0.295, 0.605}, {0.155, 0.077}}};
    default:
      return std::nullopt;
  }
}

double Power(double x, double exponent) { return x > 0 ? Exp(exponent * Log(x)) : 0.0; }

std::optional<double> Light(std::uint16_t transfer, double x) {
  switch (transfer) {
    case 1:
    case 2:
    case 6:
    case 13:
    case 14:
    case 15:
      return LinearFromSrgb(x);
    case 4:
      return Power(x, 2.2);
    case 5:
      return Power(x, 2.8);
    case 8:
      return x;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<ColourSpace> ColourSpaceOf(const Cicp& cicp) {
  constexpr Matrix3 kLinearSrgbFromXyz = Inverse(XyzFromLights(kSrgbPrimaries));
  const auto primaries = PrimariesOf(cicp.primaries);
  if (!primaries) {
    return std::nullopt;
  }
  ColourSpace space;
  space.to_srgb = Multiply(kLinearSrgbFromXyz, XyzFromLights(*primaries));
  for (std::size_t i = 0; i < space.light[0].size(); ++i) {
    const auto light = Light(cicp.transfer, static_cast<double>(i) / 255.0);
    if (!light) {
      return std::nullopt;
    }
    for (ToneCurve& curve : space.light) {
      curve[i] = *light;
    }
  }
  return space;
}

}  // namespace vitrine
