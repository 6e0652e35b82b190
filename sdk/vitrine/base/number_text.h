// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace vitrine {

/// A number for people, in messages: at most six decimals and none that say nothing, "0.6", "-12",
/// "1.5e+20", "NaN". Smaller than the C library's, which a download would carry for it.
std::string NumberText(double value);

}  // namespace vitrine
