// SPDX-License-Identifier: Apache-2.0
// Any bytes as a line of a batch's manifest: nothing, or a record that survives being written.
#include "sdk/cli/batch/manifest.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto record = vitrine::cli::ParseRecord({reinterpret_cast<const char*>(data), size});
  if (record) {
    const auto again = vitrine::cli::ParseRecord(vitrine::cli::ToLine(*record, std::nullopt));
    Require(again.has_value() && again->input == record->input && again->bytes == record->bytes);
    Require(again->output == record->output && again->error == record->error);
  }
  return 0;
}
