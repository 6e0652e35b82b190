// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// A feed on its way to a pack: what `vitrine pack` does, for shops that do not do it beforehand.
class PackedFeed : Counted {
 public:
  /// Reads a feed, computes content vectors and writes the pack. `format` is one of "auto",
  /// "google-json", "csv", "tsv", "google-xml", "json-ld".
  /// JSON: {skipped, errors: [{row, id, field, message}]}, at most 1000 errors.
  Answer Read(ByteBuffer& feed, const std::string& format);

  /// The pack's bytes. The view dies with the next growth of the memory.
  BytesView Pack();

 private:
  std::vector<std::byte> pack_;
};

}  // namespace vitrine::bindings
