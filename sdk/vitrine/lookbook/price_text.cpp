// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/price_text.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace vitrine {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kMinus = "\u2212";

bool OneOf(std::string_view code, std::span<const std::string_view> codes) {
  return std::ranges::find(codes, code) != codes.end();
}

std::size_t DecimalsOf(std::string_view currency) {
  constexpr std::array<std::string_view, 17> kNone = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                      "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                      "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::array<std::string_view, 7> kThree = {"BHD", "IQD", "JOD", "KWD",
                                                      "LYD", "OMR", "TND"};
  constexpr std::array<std::string_view, 2> kFour = {"CLF", "UYW"};
  if (OneOf(currency, kNone)) {
    return 0;
  }
  if (OneOf(currency, kThree)) {
    return 3;
  }
  return OneOf(currency, kFour) ? 4 : 2;
}

std::string_view SignOf(std::string_view currency) {
  if (currency == "EUR") {
    return "\u20AC";
  }
  if (currency == "GBP") {
    return "\u00A3";
  }
  return currency == "USD" ? "$" : currency;
}

std::string WithThousands(std::uint64_t whole) {
  std::string digits = std::to_string(whole);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

std::string FormatPrice(std::int64_t micros, std::string_view currency) {
  const std::size_t decimals = DecimalsOf(currency);
  std::uint64_t minor_per_whole = 1;
  for (std::size_t i = 0; i < decimals; ++i) {
    minor_per_whole *= 10;
  }
  const std::uint64_t micros_per_minor = 1'000'000 / minor_per_whole;
  // Unsigned negation also holds for the smallest value.
  const std::uint64_t magnitude =
      micros < 0 ? 0 - static_cast<std::uint64_t>(micros) : static_cast<std::uint64_t>(micros);
  const std::uint64_t minor = (magnitude + micros_per_minor / 2) / micros_per_minor;
  std::string text(SignOf(currency));
  if (!text.empty()) {
    text += kNoBreakSpace;
  }
  if (micros < 0 && minor > 0) {
    text += kMinus;
  }
  text += WithThousands(minor / minor_per_whole);
  if (decimals > 0) {
    const std::string fraction = std::to_string(minor % minor_per_whole);
    text += "." + std::string(decimals - fraction.size(), '0') + fraction;
  }
  return text;
}

}  // namespace vitrine
