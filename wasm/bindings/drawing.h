// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/image.h>
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/scene.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "wasm/bindings/canvas_shaper.h"
#include "wasm/bindings/memory.h"
#include "wasm/bindings/picture.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// What JavaScript says of a product on the page, ready for display.
struct DrawnProduct {
  std::string id;
  std::string title;
  std::string brand;
  std::string price;
  std::string regular_price;
  std::string reason;
  std::string description;
};

/// What JavaScript says of the page.
struct DrawnPage {
  std::string page_template;  ///< As TemplateName gives it.
  float width = 0;            ///< CSS pixels.
  float height = 0;
  float device_pixel_ratio = 1;
  bool dark = false;
  bool right_to_left = false;
  std::string kicker;
  std::string headline;
  std::string folio;
};

/// A template's name ("cover") and its number of products.
struct TemplateChoice {
  std::string name;
  std::size_t slot_count = 0;
};

TemplateChoice ChooseTemplate(std::size_t page_index, double seed);

/// One page on its way from products to pixels.
class Drawing : Counted {
 public:
  /// Adds the next product; `picture` is null when it could not be had.
  void Add(const DrawnProduct& product, Picture* picture);

  /// Lays the page out. Errors: INVALID_ARGUMENT.
  Status LayOut(const DrawnPage& page, MeasureText measure);

  /// JSON of what is not pixels: {texts: [{text, typeface, size, tracking, colour, x, baseline,
  /// width, rightToLeft}], regions: [{product, area, picture}]}, in CSS pixels, after LayOut.
  std::string Scene() const;

  /// Paints all but the text. Errors: IMAGE_TOO_LARGE, OUT_OF_MEMORY.
  Status Compose();

  /// The page at device resolution, RGBA, opaque. The view dies with the next growth of the memory.
  BytesView Pixels();
  std::int32_t width() const { return image_.width(); }
  std::int32_t height() const { return image_.height(); }

 private:
  std::vector<PageProduct> products_;
  std::vector<std::shared_ptr<KeptPixels>> pictures_;
  vitrine::Scene scene_;
  Image image_;
};

}  // namespace vitrine::bindings
