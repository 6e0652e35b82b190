// SPDX-License-Identifier: Apache-2.0
// The module `core`: catalogue, profile and ranking.
#include <vitrine/lookbook/price_text.h>

#include <emscripten/bind.h>

#include <cstdint>
#include <string>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/session.h"

namespace {

// Micros come as a JavaScript number, in which prices are exact.
std::string FormatPrice(double micros, const std::string& currency) {
  return vitrine::FormatPrice(static_cast<std::int64_t>(micros), currency);
}

}  // namespace

EMSCRIPTEN_BINDINGS(vitrine_core) {
  using vitrine::bindings::Session;
  vitrine::bindings::RegisterCommon();
  emscripten::function("formatPrice", &FormatPrice);
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("openPack", &Session::OpenPack)
      .function("productCount", &Session::ProductCount)
      .function("observe", &Session::Observe)
      .function("dismiss", &Session::Dismiss)
      .function("overridePrice", &Session::OverridePrice)
      .function("overrideAvailability", &Session::OverrideAvailability)
      .function("revision", &Session::Revision)
      .function("page", &Session::Page)
      .function("picks", &Session::Picks)
      .function("why", &Session::Why)
      .function("details", &Session::Details)
      .function("setRules", &Session::SetRules)
      .function("explore", &Session::Explore)
      .function("seen", &Session::Seen)
      .function("hasVisits", &Session::HasVisits)
      .function("rankByScores", &Session::RankByScores)
      .function("wantedFeatures", &Session::WantedFeatures)
      .function("giveScores", &Session::GiveScores)
      .function("forgetScores", &Session::ForgetScores)
      .function("interests", &Session::Interests)
      .function("restartFrom", &Session::RestartFrom)
      .function("forget", &Session::Forget)
      .function("saveProfile", &Session::SaveProfile)
      .function("mergeProfile", &Session::MergeProfile);
}
