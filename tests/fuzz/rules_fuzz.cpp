// SPDX-License-Identifier: Apache-2.0
// Rules that are read hold what they promise over a catalogue, and a page keeps them.
#include "tests/fuzz/require.h"
#include "tests/unit/catalog/sample_products.h"

#include <vitrine/catalog/pack.h>
#include <vitrine/ranking/lookbook_plan.h>
#include <vitrine/ranking/rules.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const vitrine::Catalog catalog =
      vitrine::Catalog::Open(vitrine::WritePack(vitrine::MixedProducts(40), {}).value()).value();
  static const vitrine::Ranker ranker(catalog);
  auto rules = vitrine::ParseRules({reinterpret_cast<const char*>(data), size});
  if (!rules) {
    Require(!rules.error().message.empty());
    return 0;
  }
  Require(rules->rules.size() + rules->pins.size() <= vitrine::kMaxRules);
  vitrine::LookbookPlan plan(ranker);
  plan.SetRules(std::move(*rules));
  const auto picks = plan.Page(0, 6, {}, 1'700'000'000'000);
  Require(picks.has_value());
  for (const vitrine::Pick& pick : *picks) {
    Require(pick.pinned || std::isfinite(plan.rules()->LiftOf(pick.product)));
  }
  return 0;
}
