// SPDX-License-Identifier: Apache-2.0
// Any bytes as a style: an error that says something, or a style within its ranges that survives
// being written and read.
#include "tests/fuzz/require.h"

#include <vitrine/imaging/harmonise/style.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto style = vitrine::ParseStyle({reinterpret_cast<const char*>(data), size});
  if (!style) {
    Require(!style.error().message.empty());
    return 0;
  }
  Require(vitrine::CheckStyle(*style).has_value());
  const auto again = vitrine::ParseStyle(vitrine::ToJson(*style));
  Require(again.has_value() && vitrine::ToJson(*again) == vitrine::ToJson(*style));
  return 0;
}
