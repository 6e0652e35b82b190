// SPDX-License-Identifier: Apache-2.0
// The module `bench`: peers and inputs for the benchmarks.
#include "tests/bench/wasm/candidates.h"
#include "tests/bench/wasm/page.h"
#include "tests/bench/wasm/rerank.h"
#include "tests/bench/wasm/scan.h"
#include "tests/bench/wasm/synthetic_shop.h"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using vitrine::bench::Candidates;
using vitrine::bench::Page;
using vitrine::bench::Rerank;
using vitrine::bench::Scan;

template <typename T>
emscripten::val View(std::span<const T> values) {
  return emscripten::val(emscripten::typed_memory_view(values.size(), values.data()));
}

emscripten::val Rows(const Scan& scan) { return View(scan.rows()); }
emscripten::val Query(const Scan& scan) { return View(scan.query()); }
emscripten::val Top(const Scan& scan) { return View(scan.top()); }

emscripten::val Relevance(const Candidates& candidates) { return View(candidates.relevance()); }
emscripten::val Vectors(const Candidates& candidates) { return View(candidates.vectors()); }
emscripten::val Picks(const Candidates& candidates) { return View(candidates.picks()); }

emscripten::val Features(const Rerank& rerank) { return View(rerank.features()); }
emscripten::val Scores(const Rerank& rerank) { return View(rerank.scores()); }
emscripten::val Onnx(const Rerank& rerank) {
  const std::string_view bytes = rerank.onnx();
  return View(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

// A view of memory that stays until the next call; empty when the pack could not be written.
emscripten::val MakePack(std::size_t count, std::size_t dimension, unsigned seed) {
  static std::vector<std::byte> pack;
  pack = vitrine::bench::MakePack(count, dimension, seed);
  return emscripten::val(emscripten::typed_memory_view(
      pack.size(), reinterpret_cast<const std::uint8_t*>(pack.data())));
}

emscripten::val AddPicture(Page& page, int width, int height) {
  return View<std::uint8_t>(page.AddPicture(width, height));
}

emscripten::val AddPlanes(Page& page, int width, int height) {
  return View<std::uint8_t>(page.AddPlanes(width, height));
}

emscripten::val BytesOf(Page& page, std::size_t picture) {
  return View<std::uint8_t>(page.bytes(picture));
}

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
      .constructor<std::size_t, std::size_t, bool, unsigned>()
      .function("rows", &Rows)
      .function("query", &Query)
      .function("nextQuery", &Scan::NextQuery)
      .function("float32", &Scan::Float32)
      .function("int8", &Scan::Int8)
      .function("eigen", &Scan::Eigen)
      .function("top", &Top)
      .function("bareRead", &Scan::BareRead);
  emscripten::class_<Rerank>("Rerank")
      .constructor<std::size_t, unsigned>()
      .function("features", &Features)
      .function("onnx", &Onnx)
      .function("evaluate", &Rerank::Evaluate)
      .function("scores", &Scores);
  emscripten::class_<Candidates>("Candidates")
      .constructor<std::size_t, std::size_t, unsigned>()
      .function("relevance", &Relevance)
      .function("vectors", &Vectors)
      .function("maximalMarginalRelevance", &Candidates::MaximalMarginalRelevance)
      .function("picks", &Picks);
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
