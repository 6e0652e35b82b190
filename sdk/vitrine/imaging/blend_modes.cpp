// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend_modes.h>
#include <vitrine/imaging/vectors-inl.h>

#include <cstddef>

namespace vitrine {
namespace {

using Channels = hn::Vec<Floats>;

// A pixel: its channels times its alpha, and its alpha in each of them; 0 .. 255.
struct Pixel {
  Channels colour;
  Channels alpha;
};

HWY_INLINE Pixel LoadPixel(const std::uint8_t* from) {
  const hn::Rebind<std::uint8_t, Floats> four;
  const auto colour = hn::ConvertTo(Floats(), hn::PromoteTo(Words(), hn::LoadU(four, from)));
  return {.colour = colour, .alpha = hn::Broadcast<3>(colour)};
}

HWY_INLINE Channels Number(float value) { return hn::Set(Floats(), value); }
HWY_INLINE Channels Twice(Channels value) { return hn::Add(value, value); }

// The modes, each as the mixed colour times both alphas, in units of 255^2. All but three are sums
// of products of bytes, so they are exact.

// Below what a difference of two bytes can be, and enough to divide by.
constexpr float kAlmostNothing = 1e-6F;

HWY_INLINE Channels BothAlphas(const Pixel& below, const Pixel& above) {
  return hn::Mul(below.alpha, above.alpha);
}

HWY_INLINE Channels Multiply(const Pixel& below, const Pixel& above) {
  return hn::Mul(below.colour, above.colour);
}

// Either colour where the other layer is opaque.
HWY_INLINE Channels Lower(const Pixel& below, const Pixel& above) {
  return hn::Mul(below.colour, above.alpha);
}
HWY_INLINE Channels Upper(const Pixel& below, const Pixel& above) {
  return hn::Mul(below.alpha, above.colour);
}
HWY_INLINE Channels Sum(const Pixel& below, const Pixel& above) {
  return hn::Add(Lower(below, above), Upper(below, above));
}

HWY_INLINE Channels Screen(const Pixel& below, const Pixel& above) {
  return hn::Sub(Sum(below, above), Multiply(below, above));
}

HWY_INLINE Channels Darken(const Pixel& below, const Pixel& above) {
  return hn::Min(Lower(below, above), Upper(below, above));
}

HWY_INLINE Channels Lighten(const Pixel& below, const Pixel& above) {
  return hn::Max(Lower(below, above), Upper(below, above));
}

// min(1, below / (1 - above)).
HWY_INLINE Channels ColourDodge(const Pixel& below, const Pixel& above) {
  const auto rest = hn::Max(hn::Sub(above.alpha, above.colour), Number(kAlmostNothing));
  const auto dodged = hn::Div(hn::Mul(Lower(below, above), above.alpha), rest);
  return hn::Min(BothAlphas(below, above), dodged);
}

// 1 - min(1, (1 - below) / above).
HWY_INLINE Channels ColourBurn(const Pixel& below, const Pixel& above) {
  const auto both = BothAlphas(below, above);
  const auto burnt = hn::Mul(hn::Sub(both, Lower(below, above)), above.alpha);
  const auto divisor = hn::Max(above.colour, Number(kAlmostNothing));
  return hn::Sub(both, hn::Min(both, hn::Div(burnt, divisor)));
}

// Multiplies by twice `by` where that is below 1, and screens with the rest where it is not.
HWY_INLINE Channels MultiplyOrScreen(const Pixel& below, const Pixel& above, const Pixel& by) {
  const auto multiplied = Twice(Multiply(below, above));
  const auto screened = hn::Sub(Twice(Screen(below, above)), BothAlphas(below, above));
  return hn::IfThenElse(hn::Le(Twice(by.colour), by.alpha), multiplied, screened);
}

HWY_INLINE Channels HardLight(const Pixel& below, const Pixel& above) {
  return MultiplyOrScreen(below, above, above);
}

HWY_INLINE Channels Overlay(const Pixel& below, const Pixel& above) {
  return MultiplyOrScreen(below, above, below);
}

HWY_INLINE Channels SoftLight(const Pixel& below, const Pixel& above) {
  const auto straight = hn::Div(below.colour, hn::Max(below.alpha, Number(1)));
  const auto cubic = hn::Mul(
      hn::Add(hn::Mul(hn::Sub(hn::Mul(straight, Number(16)), Number(12)), straight), Number(4)),
      straight);
  const auto lit = hn::IfThenElse(hn::Le(straight, Number(0.25F)), cubic, hn::Sqrt(straight));
  const auto light = hn::Sub(Twice(above.colour), above.alpha);
  const auto darker = hn::Mul(below.colour, hn::Sub(Number(1), straight));
  const auto lighter = hn::Mul(below.alpha, hn::Sub(lit, straight));
  const auto change = hn::IfThenElse(hn::Le(light, Number(0)), darker, lighter);
  return hn::Add(Lower(below, above), hn::Mul(light, change));
}

HWY_INLINE Channels Difference(const Pixel& below, const Pixel& above) {
  return hn::Abs(hn::Sub(Lower(below, above), Upper(below, above)));
}

HWY_INLINE Channels Exclusion(const Pixel& below, const Pixel& above) {
  return hn::Sub(Sum(below, above), Twice(Multiply(below, above)));
}

// The pixel that two make: co = cs (1 - ab) + cb (1 - as) + as ab B(cb, cs). Source: that of
// BlendMode, section 10.
template <auto Mode>
HWY_INLINE Channels Blended(const Pixel& below, const Pixel& above) {
  const auto is_alpha = hn::Eq(hn::Iota(Floats(), 0), Number(3));
  const auto mixed = hn::IfThenElse(is_alpha, BothAlphas(below, above), Mode(below, above));
  const auto change = hn::Mul(hn::Sub(mixed, Sum(below, above)), Number(1.0F / 255));
  return hn::Add(hn::Add(below.colour, above.colour), change);
}

template <auto Mode>
void BlendRow(std::uint8_t* to, const std::uint8_t* from, std::span<const std::uint8_t> weights) {
  const hn::Rebind<std::uint8_t, Floats> four;
  for (const std::uint8_t weight : weights) {
    const Pixel below = LoadPixel(to);
    const auto change = hn::Sub(Blended<Mode>(below, LoadPixel(from)), below.colour);
    const auto share = Number(static_cast<float>(weight) * (1.0F / 255));
    const auto blended = hn::Add(below.colour, hn::Mul(change, share));
    const auto rounded = hn::ConvertTo(Words(), hn::Add(blended, Number(0.5F)));
    hn::StoreU(hn::DemoteTo(four, hn::Min(rounded, hn::Broadcast<3>(rounded))), four, to);
    to += 4;
    from += 4;
  }
}

// Multiplying, the mode that shops use most, in integers: four pixels at once, each rounded before
// it is weighed.

// What a function of pairs of pixels makes of four.
template <typename Function, typename... Vectors>
HWY_INLINE hn::Vec<Bytes> InHalves(const Function& function, Vectors... bytes) {
  return Narrow(function(WidenLower(bytes)...), function(WidenUpper(bytes)...));
}

// x y + u v, in units of 255.
HWY_INLINE hn::Vec<UnsignedShorts> SumOfProducts(hn::Vec<Shorts> x, hn::Vec<Shorts> y,
                                                 hn::Vec<Shorts> u, hn::Vec<Shorts> v) {
  const auto sum = hn::Add(hn::Mul(x, y), hn::Mul(u, v));
  return DivideBy255(hn::BitCast(UnsignedShorts(), sum));
}

// The general formula above: cs (1 - ab + cb) + cb (1 - as).
HWY_INLINE hn::Vec<Bytes> Multiplied(hn::Vec<Bytes> below, hn::Vec<Bytes> above) {
  const auto shown = hn::Add(hn::Not(AlphaOfEach(below)), below);
  return InHalves(SumOfProducts, above, shown, below, hn::Not(AlphaOfEach(above)));
}

HWY_INLINE hn::Vec<Bytes> Weighed(hn::Vec<Bytes> below, hn::Vec<Bytes> blended,
                                  hn::Vec<Bytes> weight) {
  return InHalves(SumOfProducts, below, hn::Not(weight), blended, weight);
}

void MultiplyRow(std::uint8_t* to, const std::uint8_t* from, const std::uint8_t* weights,
                 std::size_t count) {
  const auto blended = [](hn::Vec<Bytes> below, hn::Vec<Bytes> above, const std::uint8_t* four) {
    return Weighed(below, Multiplied(below, above), InEachChannel(four));
  };
  std::size_t x = 0;
  for (; x + 4 <= count; x += 4, to += 16, from += 16, weights += 4) {
    hn::StoreU(blended(hn::LoadU(Bytes(), to), hn::LoadU(Bytes(), from), weights), Bytes(), to);
  }
  if (const std::size_t left = (count - x) * 4; left > 0) {
    StoreFirst(blended(LoadFirst(Bytes(), to, left), LoadFirst(Bytes(), from, left), weights),
               Bytes(), to, left);
  }
}

}  // namespace

void BlendRowInMode(BlendMode mode, std::uint8_t* to, const std::uint8_t* from,
                    std::span<const std::uint8_t> weights) {
  switch (mode) {
    case BlendMode::kNormal:
      return BlendRow<Upper>(to, from, weights);
    case BlendMode::kMultiply:
      return MultiplyRow(to, from, weights.data(), weights.size());
    case BlendMode::kScreen:
      return BlendRow<Screen>(to, from, weights);
    case BlendMode::kOverlay:
      return BlendRow<Overlay>(to, from, weights);
    case BlendMode::kDarken:
      return BlendRow<Darken>(to, from, weights);
    case BlendMode::kLighten:
      return BlendRow<Lighten>(to, from, weights);
    case BlendMode::kColourDodge:
      return BlendRow<ColourDodge>(to, from, weights);
    case BlendMode::kColourBurn:
      return BlendRow<ColourBurn>(to, from, weights);
    case BlendMode::kHardLight:
      return BlendRow<HardLight>(to, from, weights);
    case BlendMode::kSoftLight:
      return BlendRow<SoftLight>(to, from, weights);
    case BlendMode::kDifference:
      return BlendRow<Difference>(to, from, weights);
    case BlendMode::kExclusion:
      return BlendRow<Exclusion>(to, from, weights);
  }
}

}  // namespace vitrine
