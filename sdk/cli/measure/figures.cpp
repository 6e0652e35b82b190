// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace vitrine::cli {

std::string Significant(double value, int digits) {
  constexpr double kMost = 1e15;
  constexpr int kMostDecimals = 9;
  if (!(std::abs(value) <= kMost)) {
    return "-";
  }
  const int magnitude =
      value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-12));
  const int decimals = std::clamp(digits - 1 - magnitude, 0, kMostDecimals);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string PercentText(double part) {
  std::string text = Significant(100 * part);
  if (text == "-") {
    return text;
  }
  if (text.contains('.')) {
    text.erase(text.find_last_not_of('0') + 1);
    text.erase(text.find_last_not_of('.') + 1);
  }
  return text + " %";
}

std::string ProbabilityText(double p) {
  constexpr double kSmall = 1e-4;
  return p < kSmall ? "below 0.0001" : Significant(p, 2);
}

std::string ChangeText(double change) {
  constexpr double kSmall = 5e-4;
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "%+.1f %%",
                std::abs(change) < kSmall ? 0.0 : 100 * change);
  return text.data();
}

std::string Padded(std::string_view text, std::size_t width) {
  std::string padded(text);
  padded.resize(std::max(width, text.size()), ' ');
  return padded;
}

}  // namespace vitrine::cli
