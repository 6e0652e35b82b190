// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace vitrine::testing {

/// Where `condition` does not hold, says where and ends the program; libFuzzer reports the input.
inline void Require(bool condition, std::source_location where = std::source_location::current()) {
  if (!condition) {
    std::fprintf(stderr, "%s:%u: broken promise\n", where.file_name(), where.line());
    std::abort();
  }
}

}  // namespace vitrine::testing
