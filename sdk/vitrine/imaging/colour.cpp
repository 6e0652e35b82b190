// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/srgb.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

std::array<double, 256> MakeLinearTable() {
  std::array<double, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = LinearFromSrgb(static_cast<double>(i) / 255.0);
  }
  return table;
}

std::uint8_t ToByte(double value_01) {
  return static_cast<std::uint8_t>(std::floor(value_01 * 255.0 + 0.5));
}

bool IsInSrgb(const Oklab& colour) {
  // Less than a twentieth of an 8-bit step at the dark end, where the curve is steepest.
  constexpr double kSlack = 1e-5;
  return std::ranges::all_of(LinearFromOklab(colour), [](double light) {
    return light >= -kSlack && light <= 1.0 + kSlack;
  });
}

// WCAG 2.2, "relative luminance".
double Luminance(Colour colour) {
  return 0.2126 * LinearFromSrgb(colour.r) + 0.7152 * LinearFromSrgb(colour.g) +
         0.0722 * LinearFromSrgb(colour.b);
}

}  // namespace

// sRGB's curve: IEC 61966-2-1.
double LinearFromSrgb(double value) {
  return value <= 0.04045 ? value / 12.92 : Exp(2.4 * Log((value + 0.055) / 1.055));
}

double LinearFromSrgb(std::uint8_t channel) {
  static const std::array<double, 256> kTable = MakeLinearTable();
  return kTable[channel];
}

double SrgbFromLinear(double light) {
  const double value = std::clamp(light, 0.0, 1.0);
  return value <= 0.0031308 ? value * 12.92 : 1.055 * Exp(Log(value) / 2.4) - 0.055;
}

// The matrices are those of the post that Oklab's comment names.
Oklab ToOklab(Colour colour) {
  return OklabFromLinear(
      {LinearFromSrgb(colour.r), LinearFromSrgb(colour.g), LinearFromSrgb(colour.b)});
}

Oklab OklabFromLinear(const Rgb& light) {
  const auto [r, g, b] = light;
  const double l = Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {.l = static_cast<float>(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s),
          .a = static_cast<float>(1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s),
          .b = static_cast<float>(0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)};
}

Rgb LinearFromOklab(const Oklab& colour) {
  const double lightness = colour.l;
  const double a = colour.a;
  const double b = colour.b;
  const double l_root = lightness + 0.3963377774 * a + 0.2158037573 * b;
  const double m_root = lightness - 0.1055613458 * a - 0.0638541728 * b;
  const double s_root = lightness - 0.0894841775 * a - 1.2914855480 * b;
  const double l = l_root * l_root * l_root;
  const double m = m_root * m_root * m_root;
  const double s = s_root * s_root * s_root;
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
          -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

Oklab ClampToSrgb(const Oklab& colour) {
  if (IsInSrgb(colour)) {
    return colour;
  }
  // All greys of lightness 0 .. 1 are in sRGB, so some share of the chroma always fits.
  const float l = std::clamp(colour.l, 0.0F, 1.0F);
  float fits = 0;
  float exceeds = 1;
  for (int i = 0; i < 24; ++i) {
    const float share = (fits + exceeds) / 2;
    const bool inside = IsInSrgb({.l = l, .a = colour.a * share, .b = colour.b * share});
    (inside ? fits : exceeds) = share;
  }
  return {.l = l, .a = colour.a * fits, .b = colour.b * fits};
}

Colour FromOklab(const Oklab& colour) {
  const Rgb linear = LinearFromOklab(ClampToSrgb(colour));
  return {.r = ToByte(SrgbFromLinear(linear[0])),
          .g = ToByte(SrgbFromLinear(linear[1])),
          .b = ToByte(SrgbFromLinear(linear[2])),
          .a = 255};
}

float ContrastRatio(Colour first, Colour second) {
  const auto [darker, lighter] = std::minmax({Luminance(first), Luminance(second)});
  return static_cast<float>((lighter + 0.05) / (darker + 0.05));
}

}  // namespace vitrine
