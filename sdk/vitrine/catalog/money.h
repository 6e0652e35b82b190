// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>

#include <string_view>

namespace vitrine {

/// Whether `code` has the shape of an ISO 4217 code: three letters A-Z, upper case.
bool IsCurrencyCode(std::string_view code);

/// Reads an amount of money as shops write it, exactly: "12.50 EUR", "EUR 12.50", "12,50EUR",
/// "1,234.50 USD", "1.234,50 EUR", "1 234,50 EUR", "1'234.50 CHF".
///
/// A single point is always the decimal point, as Google defines it. A single comma is one unless
/// exactly three digits follow it ("1,234 USD" is one thousand two hundred and thirty-four; "0,125"
/// is not a way to write thousands, so there the comma is decimal). Of two kinds of marks the last
/// is decimal. Thousands must stand in groups of three. Digits below a millionth are rounded half
/// up, since some exporters print 19.990000000000002.
///
/// @param currency Used when the text names none; may be empty.
/// @return The amount, or kInvalidArgument with what was expected and what came.
Result<Money> ParseMoney(std::string_view text, std::string_view currency = {});

}  // namespace vitrine
