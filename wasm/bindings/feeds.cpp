// SPDX-License-Identifier: Apache-2.0
// The module `feeds`: from a product feed to a pack. Shops that pack beforehand never load it.
#include <emscripten/bind.h>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/packed_feed.h"

EMSCRIPTEN_BINDINGS(vitrine_feeds) {
  using vitrine::bindings::PackedFeed;
  vitrine::bindings::RegisterCommon();
  emscripten::class_<PackedFeed>("PackedFeed")
      .constructor<>()
      .function("read", &PackedFeed::Read)
      .function("pack", &PackedFeed::Pack);
}
