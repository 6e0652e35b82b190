// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine {

/// A price in the plain international form that pages rendered without a browser show: the
/// currency, a no-break space, the amount with a decimal point and commas between thousands ("€
/// 1,250.00").
///
/// Euro, pound and dollar of the United States stand with their sign, every other currency with its
/// code ("CHF 49.00", "CAD 49.00"), since most signs belong to several. The amount has as many
/// decimals as the currency has ("JPY 4,900", "KWD 4.900"; two for an unknown code) and is rounded
/// half away from zero. A browser formats for the shopper's locale instead.
///
/// @param micros   The amount times 1,000,000.
/// @param currency ISO 4217 code in upper case; without one the amount stands alone.
/// Source of the decimals: ISO 4217:2015, list one.
std::string FormatPrice(std::int64_t micros, std::string_view currency);

}  // namespace vitrine
