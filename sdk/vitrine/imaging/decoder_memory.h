// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace vitrine {

/// How much the picture decoder may take at once, for as long as this object lives: a small file can
/// claim, or inflate to, far more than its picture needs. One at a time in a thread.
class DecoderMemory {
 public:
  /// @param largest_bytes The largest single allocation that the picture can need.
  explicit DecoderMemory(std::size_t largest_bytes);
  ~DecoderMemory();
  DecoderMemory(const DecoderMemory&) = delete;
  DecoderMemory& operator=(const DecoderMemory&) = delete;

  /// Whether an allocation within the limit failed.
  bool exhausted() const;
};

// What the decoder calls instead of malloc, realloc and free.
void* DecoderAllocate(std::size_t bytes);
void* DecoderReallocate(void* memory, std::size_t bytes);
void DecoderFree(void* memory);

}  // namespace vitrine
