// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace vitrine {

/// Whether AddressSanitizer checks this build.
constexpr bool Sanitized() {
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  return true;
#endif
#endif
  return false;
}

/// The step through many pictures that a test measures over: 1, or `sanitized` under the
/// sanitizers. They make such work many times slower, and what they look for shows in a few
/// pictures as in all.
constexpr std::size_t EveryOf(std::size_t sanitized) { return Sanitized() ? sanitized : 1; }

}  // namespace vitrine
