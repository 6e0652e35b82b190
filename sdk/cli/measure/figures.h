// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/experiment/json_figures-inl.h>

#include <string>
#include <string_view>

namespace vitrine::cli {

/// A number with this many significant digits and no exponent: "0.00592", "1234"; "-" for what is
/// infinite, NaN or above 10^15. For people.
std::string Significant(double value, int digits = 3);

/// A part as a percentage: "0.592 %", "95 %".
std::string PercentText(double part);

/// A p-value: "0.031", "below 0.0001".
std::string ProbabilityText(double p);

/// A relative change with its sign: "+12.3 %".
std::string ChangeText(double change);

/// The text, filled with blanks to a width; longer texts stay as they are.
std::string Padded(std::string_view text, std::size_t width);

}  // namespace vitrine::cli
