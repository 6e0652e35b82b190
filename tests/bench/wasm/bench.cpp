// SPDX-License-Identifier: Apache-2.0
// The module `bench`: peers and inputs for the benchmarks.
#include "tests/bench/wasm/scan.h"
#include "tests/bench/wasm/synthetic_shop.h"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace {

using vitrine::bench::Scan;

emscripten::val View(std::span<const float> values) {
  return emscripten::val(emscripten::typed_memory_view(values.size(), values.data()));
}

emscripten::val Rows(const Scan& scan) { return View(scan.rows()); }
emscripten::val Query(const Scan& scan) { return View(scan.query()); }

// A view of memory that stays until the next call; empty when the pack could not be written.
emscripten::val MakePack(std::size_t count, std::size_t dimension, unsigned seed) {
  static std::vector<std::byte> pack;
  pack = vitrine::bench::MakePack(count, dimension, seed);
  return emscripten::val(emscripten::typed_memory_view(
      pack.size(), reinterpret_cast<const std::uint8_t*>(pack.data())));
}

}  // namespace

EMSCRIPTEN_BINDINGS(vitrine_bench) {
  emscripten::class_<Scan>("Scan")
      .constructor<std::size_t, std::size_t, unsigned>()
      .function("rows", &Rows)
      .function("query", &Query)
      .function("vitrine", &Scan::Vitrine)
      .function("bareRead", &Scan::BareRead)
      .function("eigen", &Scan::Eigen);
  emscripten::function("makePack", &MakePack);
  emscripten::function("productId", &vitrine::bench::ProductId);
}
