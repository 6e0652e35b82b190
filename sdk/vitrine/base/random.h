// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vitrine {

/// The one random generator of the library: PCG-XSH-RR 64/32. Equal seeds give equal sequences on
/// every platform; `std::*_distribution` is never used because its output is not specified.
///
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation", 2014, section 6.3.
class Random {
 public:
  /// @param seed   Starting state, any value.
  /// @param stream Selects one of 2^63 independent sequences.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

  /// A uniform 32-bit integer.
  std::uint32_t Next();

  /// A uniform integer in [0, bound), without modulo bias. `bound` must be positive.
  std::uint32_t Below(std::uint32_t bound);

  /// A uniform number in [0, 1) with 24 random bits.
  float Uniform();

  /// A standard normal number (Marsaglia's polar method, own logarithm).
  double Normal();

 private:
  std::uint64_t state_;
  std::uint64_t increment_;
};

}  // namespace vitrine
