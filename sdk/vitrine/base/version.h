// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace vitrine {

/// The version of this library, by Semantic Versioning: "1.2.3". Lives as long as the program.
std::string_view Version();

}  // namespace vitrine
