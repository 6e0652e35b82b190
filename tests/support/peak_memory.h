// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace vitrine {

/// How much memory was in use at once since this was made, beyond what was in use then. It counts
/// what `new`, malloc and aligned_alloc give in a program that links this with
/// --wrap=malloc,--wrap=aligned_alloc,--wrap=free. One at a time, and on one thread.
class PeakMemory {
 public:
  PeakMemory();

  /// Bytes.
  std::size_t bytes() const;

 private:
  std::ptrdiff_t begin_;
};

/// While it lives, memory of more than so many bytes at once is not to be had, in the same
/// programs.
class RefuseAbove {
 public:
  explicit RefuseAbove(std::size_t bytes);
  RefuseAbove(const RefuseAbove&) = delete;
  RefuseAbove& operator=(const RefuseAbove&) = delete;
  ~RefuseAbove();
};

}  // namespace vitrine
