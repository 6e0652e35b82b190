// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/decoder_memory.h>

#include <cstdlib>
#include <cstring>

namespace vitrine {
namespace {

// The decoder's own state is smaller than this. It is cleared: a damaged picture may use tables
// that it never defined.
constexpr std::size_t kStateBytes = std::size_t{64} * 1024;

struct Budget {
  std::size_t largest_bytes = 0;
  bool exhausted = false;
};

// The decoder's hooks take no context, so the running decode leaves its limit here.
Budget& CurrentBudget() {
  thread_local Budget budget;
  return budget;
}

}  // namespace

DecoderMemory::DecoderMemory(std::size_t largest_bytes) {
  CurrentBudget() = {.largest_bytes = largest_bytes, .exhausted = false};
}

DecoderMemory::~DecoderMemory() { CurrentBudget() = {}; }

bool DecoderMemory::exhausted() const { return CurrentBudget().exhausted; }

void* DecoderAllocate(std::size_t bytes) {
  void* const memory = DecoderReallocate(nullptr, bytes);
  if (memory != nullptr && bytes <= kStateBytes) {
    std::memset(memory, 0, bytes);
  }
  return memory;
}

void* DecoderReallocate(void* memory, std::size_t bytes) {
  Budget& budget = CurrentBudget();
  if (bytes > budget.largest_bytes) {
    return nullptr;
  }
  void* const larger = std::realloc(memory, bytes);
  budget.exhausted = budget.exhausted || larger == nullptr;
  return larger;
}

void DecoderFree(void* memory) { std::free(memory); }

}  // namespace vitrine
