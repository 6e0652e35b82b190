// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>

#include <cmath>
#include <cstdint>

namespace vitrine {
namespace {

// Up to here a double holds every whole number.
constexpr double kMostPlain = 9'007'199'254'740'992.0;

std::string Plain(double magnitude) {
  constexpr std::uint64_t kMillion = 1'000'000;
  auto whole = static_cast<std::uint64_t>(magnitude);
  const double fraction = magnitude - static_cast<double>(whole);
  auto millionths =
      static_cast<std::uint64_t>(std::lround(fraction * static_cast<double>(kMillion)));
  if (millionths == kMillion) {
    whole += 1;
    millionths = 0;
  }
  std::string text = std::to_string(whole);
  if (millionths != 0) {
    // The leading 1 keeps the zeros behind the point.
    text += "." + std::to_string(kMillion + millionths).substr(1);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

}  // namespace

std::string NumberText(double value) {
  constexpr double kTen = 10;
  if (std::isnan(value)) {
    return "NaN";
  }
  std::string sign = std::signbit(value) ? "-" : "";
  double magnitude = std::abs(value);
  if (std::isinf(value)) {
    return sign + "infinity";
  }
  if (magnitude < kMostPlain) {
    const std::string text = Plain(magnitude);
    return text == "0" ? text : sign + text;
  }
  int exponent = 0;
  for (; magnitude >= kTen; ++exponent) {
    magnitude /= kTen;
  }
  std::string digits = Plain(magnitude);
  if (digits == "10") {
    digits = "1";
    exponent += 1;
  }
  return sign + digits + "e+" + std::to_string(exponent);
}

}  // namespace vitrine
