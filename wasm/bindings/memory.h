// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <string>
#include <vector>

// A Uint8Array in the types that Embind generates.
EMSCRIPTEN_DECLARE_VAL_TYPE(BytesView)

namespace vitrine::bindings {

/// Counts the live objects of the bindings in this module, so that a test can find a leak.
class Counted {
 public:
  Counted() { ++alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --alive; }

  static int live() { return alive; }

 private:
  static inline int alive = 0;
};

/// Bytes that JavaScript writes straight into wasm memory: create, `view().set(...)`, hand over.
class ByteBuffer : Counted {
 public:
  /// Takes memory for `size` bytes; false, and an empty buffer, when there is not enough.
  bool Allocate(std::size_t size);

  /// A view of the bytes. It dies with the next growth of the memory, so it is never kept.
  BytesView View();

  std::vector<std::byte>& bytes() { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

/// Bytes allocated in this module's memory.
double HeapBytes();

/// Whether the memory can give `size` more bytes in one piece.
bool CanAllocate(std::size_t size);

/// Registers what both modules have: Status, Answer, ByteBuffer and the counters.
void RegisterCommon();

}  // namespace vitrine::bindings
