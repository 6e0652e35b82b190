// SPDX-License-Identifier: Apache-2.0
// The module `bench`: peers and inputs for the benchmarks.
#include "tests/bench/wasm/page.h"
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

using vitrine::bench::Page;
using vitrine::bench::Scan;

emscripten::val View(std::span<const float> values) {
  return emscripten::val(emscripten::typed_memory_view(values.size(), values.data()));
}

emscripten::val View(std::span<const std::uint8_t> values) {
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

emscripten::val AddPicture(Page& page, int width, int height) {
  return View(page.AddPicture(width, height));
}

emscripten::val AddPlanes(Page& page, int width, int height) {
  return View(page.AddPlanes(width, height));
}

emscripten::val BytesOf(Page& page, std::size_t picture) { return View(page.bytes(picture)); }

vitrine::Colour ColourOf(unsigned red, unsigned green, unsigned blue, unsigned alpha) {
  return {.r = static_cast<std::uint8_t>(red),
          .g = static_cast<std::uint8_t>(green),
          .b = static_cast<std::uint8_t>(blue),
          .a = static_cast<std::uint8_t>(alpha)};
}

void SetShadow(Page& page, float x, float y, float sigma, unsigned red, unsigned green,
               unsigned blue, unsigned alpha) {
  page.SetShadow(x, y, sigma, ColourOf(red, green, blue, alpha));
}

bool Compose(Page& page, int width, int height, unsigned red, unsigned green, unsigned blue) {
  return page.Compose(width, height, ColourOf(red, green, blue, 255));
}

emscripten::val ResultOf(const Page& page) { return View(page.result()); }

}  // namespace

EMSCRIPTEN_BINDINGS(vitrine_bench) {
  emscripten::class_<Scan>("Scan")
      .constructor<std::size_t, std::size_t, unsigned>()
      .function("rows", &Rows)
      .function("query", &Query)
      .function("vitrine", &Scan::Vitrine)
      .function("bareRead", &Scan::BareRead)
      .function("eigen", &Scan::Eigen);
  emscripten::class_<Page>("Page")
      .constructor<>()
      .function("addPicture", &AddPicture)
      .function("addPlanes", &AddPlanes)
      .function("bytes", &BytesOf)
      .function("placeLast", &Page::PlaceLast)
      .function("setShadow", &SetShadow)
      .function("compose", &Compose)
      .function("resize", &Page::Resize)
      .function("result", &ResultOf);
  emscripten::function("makePack", &MakePack);
  emscripten::function("productId", &vitrine::bench::ProductId);
}
