// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/memory.h"

#include "wasm/bindings/status.h"

#include <emscripten/bind.h>
#include <malloc.h>

#include <cstdint>
#include <cstdlib>

namespace vitrine::bindings {

bool CanAllocate(std::size_t size) {
  // Without exceptions a failing `new` ends the module, so ask malloc first, which says so. The
  // pointer is volatile because a compiler may leave out a malloc that is freed at once.
  void* volatile const probe = std::malloc(size);
  const bool can = probe != nullptr;
  std::free(probe);
  return can || size == 0;
}

bool ByteBuffer::Allocate(std::size_t size) {
  bytes_ = {};
  if (!CanAllocate(size)) {
    return false;
  }
  bytes_.resize(size);
  return true;
}

BytesView ByteBuffer::View() {
  return BytesView(emscripten::val(emscripten::typed_memory_view(
      bytes_.size(), reinterpret_cast<std::uint8_t*>(bytes_.data()))));
}

double HeapBytes() { return static_cast<double>(mallinfo().uordblks); }

void RegisterCommon() {
  emscripten::register_type<BytesView>("Uint8Array");
  emscripten::value_object<Status>("Status")
      .field("code", &Status::code)
      .field("message", &Status::message);
  emscripten::value_object<Answer>("Answer")
      .field("code", &Answer::code)
      .field("message", &Answer::message)
      .field("json", &Answer::json);
  emscripten::class_<ByteBuffer>("ByteBuffer")
      .constructor<>()
      .function("allocate", &ByteBuffer::Allocate)
      .function("view", &ByteBuffer::View);
  emscripten::function("liveObjects", &Counted::live);
  emscripten::function("heapBytes", &HeapBytes);
}

}  // namespace vitrine::bindings
