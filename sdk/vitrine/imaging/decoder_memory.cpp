// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/decoder_memory.h>

#include <cstdlib>

namespace vitrine {
namespace {

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

void* DecoderAllocate(std::size_t bytes) { return DecoderReallocate(nullptr, bytes); }

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
