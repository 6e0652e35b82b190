// SPDX-License-Identifier: Apache-2.0
// Any bytes as a saved profile: an error, or a profile that saves to what restores to the same.
#include "tests/fuzz/require.h"

#include <vitrine/profile/profile.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  auto profile = vitrine::Profile::Restore(json);
  if (!profile) {
    Require(profile.error().code == vitrine::ErrorCode::kProfileCorrupt);
    return 0;
  }
  Require(profile->interactions().size() <= vitrine::Profile::kMaxInteractions);
  for (const float weight : vitrine::InteractionWeights(*profile, 1'790'000'000'000, {})) {
    Require(std::isfinite(weight));
  }
  auto again = vitrine::Profile::Restore(profile->Save());
  Require(again.has_value() && again->Save() == profile->Save());
  constexpr std::int64_t kNow = 1'000'000'000'000;
  const std::int64_t next_ms = profile->TimeOfNext(kNow);
  Require(next_ms >= kNow && next_ms <= kNow + vitrine::Profile::kMaxStepBackMs);
  Require(std::ranges::is_sorted(profile->interactions(), {}, &vitrine::Interaction::time_ms));
  Require(profile->interactions().size() <= again->interactions().size());
  // What came from anywhere can be taken in anywhere.
  again->Merge(*profile);
  Require(again->interactions().size() <= vitrine::Profile::kMaxInteractions);
  return 0;
}
