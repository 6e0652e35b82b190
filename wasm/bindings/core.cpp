// SPDX-License-Identifier: Apache-2.0
// The module `core`: catalogue, profile and ranking.
#include <emscripten/bind.h>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/session.h"

EMSCRIPTEN_BINDINGS(vitrine_core) {
  using vitrine::bindings::Session;
  vitrine::bindings::RegisterCommon();
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("openPack", &Session::OpenPack)
      .function("openFeed", &Session::OpenFeed)
      .function("productCount", &Session::ProductCount)
      .function("observe", &Session::Observe)
      .function("dismiss", &Session::Dismiss)
      .function("overridePrice", &Session::OverridePrice)
      .function("overrideAvailability", &Session::OverrideAvailability)
      .function("page", &Session::Page)
      .function("picks", &Session::Picks)
      .function("why", &Session::Why)
      .function("restartFrom", &Session::RestartFrom)
      .function("forget", &Session::Forget)
      .function("saveProfile", &Session::SaveProfile)
      .function("restoreProfile", &Session::RestoreProfile);
}
