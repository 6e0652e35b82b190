// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/big_endian.h>
#include <vitrine/imaging/colour_profile/icc_curve.h>
#include <vitrine/imaging/colour_profile/icc_numbers.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace vitrine {
namespace {

// Type, reserved bytes, and the number of entries or of the formula.
constexpr std::size_t kHeadBytes = 12;

// The formula (a x + b)^g + e from d on and c x + f below: all five are this one, with what they
// leave out as it is here.
struct Formula {
  double g = 1;
  double a = 1;
  double b = 0;
  double c = 0;
  double d = 0;
  double e = 0;
  double f = 0;
};

double Value(const Formula& formula, double x) {
  if (x < formula.d) {
    return formula.c * x + formula.f;
  }
  const double base = formula.a * x + formula.b;
  return (base > 0 ? Exp(formula.g * Log(base)) : 0.0) + formula.e;
}

std::optional<ToneCurve> Evaluate(const Formula& formula) {
  if (formula.g <= 0) {
    return std::nullopt;
  }
  ToneCurve curve;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    curve[i] = std::clamp(Value(formula, static_cast<double>(i) / 255.0), 0.0, 1.0);
  }
  return curve;
}

std::optional<ToneCurve> ReadFormula(std::span<const std::byte> tag) {
  Formula formula;
  const std::array<double*, 7> in_full = {&formula.g, &formula.a, &formula.b, &formula.c,
                                          &formula.d, &formula.e, &formula.f};
  const std::array<double*, 4> without_line = {&formula.g, &formula.a, &formula.b, &formula.e};
  const std::span<double* const> all(in_full);
  const std::array<std::span<double* const>, 5> parameters = {all.first(1), all.first(3),
                                                              without_line, all.first(5), all};
  const std::size_t type = ReadBigEndian16(tag, 8);
  if (type >= parameters.size() || tag.size() < kHeadBytes + parameters[type].size() * 4) {
    return std::nullopt;
  }
  std::size_t offset = kHeadBytes;
  for (double* const parameter : parameters[type]) {
    *parameter = ReadFixed16(tag, offset);
    offset += 4;
  }
  return Evaluate(formula);
}

ToneCurve Interpolate(std::span<const std::byte> table) {
  const std::size_t last = table.size() / 2 - 1;
  const auto entry = [table](std::size_t i) {
    return static_cast<double>(ReadBigEndian16(table, i * 2)) / 65535.0;
  };
  ToneCurve curve;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const std::size_t position = i * last;
    const std::size_t below = position / 255;
    const double low = entry(below);
    const double high = entry(std::min(below + 1, last));
    curve[i] = low + (high - low) * (static_cast<double>(position % 255) / 255.0);
  }
  return curve;
}

std::optional<ToneCurve> ReadTable(std::span<const std::byte> tag) {
  const std::size_t count = ReadBigEndian32(tag, 8);
  if (count > (tag.size() - kHeadBytes) / 2) {
    return std::nullopt;
  }
  if (count == 0) {
    return Evaluate({});
  }
  if (count == 1) {
    return Evaluate({.g = static_cast<double>(ReadBigEndian16(tag, kHeadBytes)) / 256.0});
  }
  return Interpolate(tag.subspan(kHeadBytes, count * 2));
}

}  // namespace

std::optional<ToneCurve> ReadIccCurve(std::span<const std::byte> tag) {
  if (tag.size() < kHeadBytes) {
    return std::nullopt;
  }
  switch (ReadBigEndian32(tag, 0)) {
    case IccSignature("para"):
      return ReadFormula(tag);
    case IccSignature("curv"):
      return ReadTable(tag);
    default:
      return std::nullopt;
  }
}

}  // namespace vitrine
