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

}  // namespace vitrine
