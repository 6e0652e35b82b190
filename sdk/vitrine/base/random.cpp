// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/base/random.h>

#include <bit>
#include <cassert>
#include <cmath>

namespace vitrine {

Random::Random(std::uint64_t seed, std::uint64_t stream)
    : state_(0), increment_((stream << 1U) | 1U) {
  Next();
  state_ += seed;
  Next();
}

std::uint32_t Random::Next() {
  const std::uint64_t old = state_;
  state_ = old * 6364136223846793005ULL + increment_;
  const auto xorshifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
  return std::rotr(xorshifted, static_cast<int>(old >> 59U));
}

std::uint32_t Random::Below(std::uint32_t bound) {
  assert(bound > 0);
  // Values under 2^32 mod bound would make the low residues more likely than the others.
  const std::uint32_t threshold = (0U - bound) % bound;
  std::uint32_t value = Next();
  while (value < threshold) {
    value = Next();
  }
  return value % bound;
}

float Random::Uniform() { return static_cast<float>(Next() >> 8U) * 0x1p-24F; }

double Random::Normal() {
  // Of each accepted pair only one number is used, so that the generator has no hidden state.
  for (;;) {
    const double x = static_cast<double>(Next()) * 0x1p-31 - 1.0;
    const double y = static_cast<double>(Next()) * 0x1p-31 - 1.0;
    const double square = x * x + y * y;
    if (square > 0.0 && square < 1.0) {
      return x * std::sqrt(-2.0 * Log(square) / square);
    }
  }
}

}  // namespace vitrine
