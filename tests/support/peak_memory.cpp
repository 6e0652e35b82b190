// SPDX-License-Identifier: Apache-2.0
#include "tests/support/peak_memory.h"

#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>

// What the linker calls them.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming)
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);
void __real_free(void* memory);
void* __wrap_malloc(std::size_t size);
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size);
void __wrap_free(void* memory);
}

namespace {

std::ptrdiff_t in_use = 0;
std::ptrdiff_t most = 0;
std::size_t largest = SIZE_MAX;

void* Taken(void* memory) {
  in_use += static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
  most = std::max(most, in_use);
  return memory;
}

}  // namespace

void* __wrap_malloc(std::size_t size) {
  return size > largest ? nullptr : Taken(__real_malloc(size));
}

void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
  return size > largest ? nullptr : Taken(__real_aligned_alloc(alignment, size));
}

void __wrap_free(void* memory) {
  in_use -= static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
  __real_free(memory);
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)

// The library's other forms of `new` and `delete` come down to these, but for those of types
// aligned beyond the usual, which like `calloc` and `realloc` are not counted.
void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) {
    std::abort();
  }
  return memory;
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace vitrine {

PeakMemory::PeakMemory() : begin_(in_use) { most = in_use; }

std::size_t PeakMemory::bytes() const { return static_cast<std::size_t>(most - begin_); }

RefuseAbove::RefuseAbove(std::size_t bytes) { largest = bytes; }

RefuseAbove::~RefuseAbove() { largest = SIZE_MAX; }

}  // namespace vitrine
