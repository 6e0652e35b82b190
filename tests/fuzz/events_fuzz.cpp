// SPDX-License-Identifier: Apache-2.0
// Any bytes as events: an error, or events that a profile takes in, keeps in order and saves.
#include "tests/fuzz/require.h"

#include <vitrine/profile/event.h>
#include <vitrine/profile/profile.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::int64_t kNow = 1'790'000'000'000;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const auto events = vitrine::ReadEvents(json, kNow);
  if (!events) {
    Require(!events.error().message.empty());
    return 0;
  }
  vitrine::Profile profile;
  for (const vitrine::Event& event : *events) {
    Require(!event.product_ids.empty());
    Require(event.time_ms >= 0 && event.time_ms < kNow + std::ssize(*events));
    profile.Observe(event);
  }
  Require(profile.interactions().size() <= vitrine::Profile::kMaxInteractions);
  Require(std::ranges::is_sorted(profile.interactions(), {}, &vitrine::Interaction::time_ms));
  for (const float weight : vitrine::InteractionWeights(profile, kNow, {})) {
    Require(std::isfinite(weight));
  }
  auto restored = vitrine::Profile::Restore(profile.Save());
  Require(restored.has_value() && restored->Save() == profile.Save());
  restored->Merge(profile);
  Require(restored->Save() == profile.Save());
  const std::int64_t next_ms = profile.TimeOfNext(kNow / 2);
  Require(profile.interactions().empty() || next_ms > profile.interactions().back().time_ms);
  return 0;
}
