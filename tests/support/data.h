// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace vitrine {

/// The folder of the data sets that are too large for the repository: VITRINE_DATA, by default the
/// folder shared/data beside the checkout (tests run in the repository's root).
inline std::filesystem::path DataFolder() {
  const char* folder = std::getenv("VITRINE_DATA");
  return folder != nullptr && *folder != '\0' ? folder : "../shared/data";
}

/// Whether a test may skip for want of data: not where VITRINE_REQUIRE_DATA says that it is there.
inline bool DataIsRequired() {
  const char* required = std::getenv("VITRINE_REQUIRE_DATA");
  return required != nullptr && *required != '\0' && std::string_view(required) != "0";
}

}  // namespace vitrine

/// Skips the test, or fails it where data is required, unless `path` exists in the data folder.
#define VITRINE_NEEDS_DATA(path)                                           \
  if (!std::filesystem::exists(vitrine::DataFolder() / (path))) {          \
    if (vitrine::DataIsRequired()) {                                       \
      FAIL() << "needs " << (path) << " in " << vitrine::DataFolder();     \
    }                                                                      \
    GTEST_SKIP() << "needs " << (path) << " in " << vitrine::DataFolder(); \
  }                                                                        \
  static_assert(true, "so that the line ends with a semicolon")
