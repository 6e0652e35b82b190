// SPDX-License-Identifier: Apache-2.0
// The module `imaging`: pictures and the pages made from them.
#include <emscripten/bind.h>

#include <cstddef>

#include "wasm/bindings/canvas_shaper.h"
#include "wasm/bindings/drawing.h"
#include "wasm/bindings/memory.h"
#include "wasm/bindings/picture.h"

// With the page, what decoding takes and the module's own it stays below 160 MB.
std::size_t vitrine::bindings::PictureBytes() { return std::size_t{96} << 20U; }

EMSCRIPTEN_BINDINGS(vitrine_imaging) {
  using vitrine::bindings::Drawing;
  using vitrine::bindings::DrawnPage;
  using vitrine::bindings::DrawnProduct;
  using vitrine::bindings::TemplateChoice;
  vitrine::bindings::RegisterCommon();
  vitrine::bindings::RegisterPicture();
  emscripten::register_type<MeasureText>(
      "(text: string, typeface: number, sizePx: number, trackingEm: number) => number");
  emscripten::value_object<DrawnProduct>("DrawnProduct")
      .field("id", &DrawnProduct::id)
      .field("title", &DrawnProduct::title)
      .field("brand", &DrawnProduct::brand)
      .field("price", &DrawnProduct::price)
      .field("regularPrice", &DrawnProduct::regular_price)
      .field("reason", &DrawnProduct::reason)
      .field("description", &DrawnProduct::description);
  emscripten::value_object<DrawnPage>("DrawnPage")
      .field("template", &DrawnPage::page_template)
      .field("width", &DrawnPage::width)
      .field("height", &DrawnPage::height)
      .field("devicePixelRatio", &DrawnPage::device_pixel_ratio)
      .field("dark", &DrawnPage::dark)
      .field("rightToLeft", &DrawnPage::right_to_left)
      .field("kicker", &DrawnPage::kicker)
      .field("headline", &DrawnPage::headline)
      .field("folio", &DrawnPage::folio);
  emscripten::value_object<TemplateChoice>("TemplateChoice")
      .field("name", &TemplateChoice::name)
      .field("slotCount", &TemplateChoice::slot_count);
  emscripten::function("chooseTemplate", &vitrine::bindings::ChooseTemplate);
  emscripten::class_<Drawing>("Drawing")
      .constructor<>()
      .function("add", &Drawing::Add, emscripten::allow_raw_pointers())
      .function("layOut", &Drawing::LayOut)
      .function("scene", &Drawing::Scene)
      .function("compose", &Drawing::Compose)
      .function("pixels", &Drawing::Pixels)
      .property("width", &Drawing::width)
      .property("height", &Drawing::height);
}
