// SPDX-License-Identifier: Apache-2.0
// The module `shards`: which shards of a catalogue a device takes, and what becomes of them. Only
// shops whose catalogue comes in shards load it.
#include <emscripten/bind.h>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/shard_set.h"

EMSCRIPTEN_BINDINGS(vitrine_shards) {
  using vitrine::bindings::ShardSet;
  vitrine::bindings::RegisterCommon();
  emscripten::class_<ShardSet>("ShardSet")
      .constructor<>()
      .function("openIndex", &ShardSet::OpenIndex)
      .function("openHead", &ShardSet::OpenHead)
      .function("addInterest", &ShardSet::AddInterest)
      .function("pick", &ShardSet::Pick)
      .function("shard", &ShardSet::OneShard)
      .function("applyDelta", &ShardSet::Apply)
      .function("add", &ShardSet::Add)
      .function("bytes", &ShardSet::Bytes);
}
