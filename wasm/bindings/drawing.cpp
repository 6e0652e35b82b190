// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/drawing.h"

#include <vitrine/base/number_text.h>
#include <vitrine/lookbook/compose.h>

#include <emscripten/bind.h>

#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "wasm/bindings/json.h"

namespace vitrine::bindings {
namespace {

std::optional<PageTemplate> TemplateOf(std::string_view name) {
  for (std::size_t index = 0; index < kTemplateCount; ++index) {
    const auto page_template = static_cast<PageTemplate>(index);
    if (TemplateName(page_template) == name) {
      return page_template;
    }
  }
  return std::nullopt;
}

std::string CssColour(const Colour& colour) {
  return "rgb(" + std::to_string(colour.r) + " " + std::to_string(colour.g) + " " +
         std::to_string(colour.b) + " / " + NumberText(colour.a / 255.0) + ")";
}

void WriteRect(Json& json, std::string_view name, const Rect& rect) {
  json.Key(name)
      .BeginObject()
      .Field("x", static_cast<double>(rect.x))
      .Field("y", static_cast<double>(rect.y))
      .Field("width", static_cast<double>(rect.width))
      .Field("height", static_cast<double>(rect.height))
      .EndObject();
}

void WriteText(Json& json, const TextLayer& layer) {
  json.BeginObject()
      .Field("text", layer.text)
      .Field("typeface", static_cast<int>(layer.style.typeface))
      .Field("size", static_cast<double>(layer.style.size_px))
      .Field("tracking", static_cast<double>(layer.style.tracking_em))
      .Field("colour", CssColour(layer.colour))
      .Field("x", static_cast<double>(layer.x))
      .Field("baseline", static_cast<double>(layer.baseline))
      .Field("width", static_cast<double>(layer.width_px))
      .Field("rightToLeft", layer.right_to_left)
      .EndObject();
}

}  // namespace

TemplateChoice ChooseTemplate(std::size_t page_index, double seed) {
  const PageTemplate chosen = TemplateForPage(page_index, static_cast<std::uint64_t>(seed));
  return {std::string(TemplateName(chosen)), SlotCount(chosen)};
}

void Drawing::Add(const DrawnProduct& product, Picture* picture) {
  PageProduct added;
  added.id = product.id;
  added.title = product.title;
  added.brand = product.brand;
  added.price = product.price;
  added.regular_price = product.regular_price;
  added.reason = product.reason;
  added.description = product.description;
  if (picture != nullptr && picture->kept()) {
    added.picture_width = picture->width();
    added.picture_height = picture->height();
    added.colours = picture->Colours();
    pictures_.push_back(picture->kept());
  } else {
    pictures_.emplace_back();
  }
  products_.push_back(std::move(added));
}

Status Drawing::LayOut(const DrawnPage& page, MeasureText measure) {
  const auto page_template = TemplateOf(page.page_template);
  if (!page_template) {
    return StatusOf(Error{ErrorCode::kInvalidArgument,
                          "template '" + page.page_template + "' is not one of this release"});
  }
  PageSpec spec;
  spec.page_template = *page_template;
  spec.width_px = page.width;
  spec.height_px = page.height;
  spec.device_pixel_ratio = page.device_pixel_ratio;
  spec.dark = page.dark;
  spec.right_to_left = page.right_to_left;
  spec.words = {page.kicker, page.headline, page.folio};
  spec.products = products_;
  CanvasShaper shaper(std::move(measure));
  auto scene = LayOutPage(spec, shaper);
  if (scene) {
    scene_ = std::move(*scene);
  }
  return StatusOf(scene);
}

std::string Drawing::Scene() const {
  Json json;
  json.BeginObject().Key("texts").BeginArray();
  for (const Layer& layer : scene_.layers) {
    if (const auto* text = std::get_if<TextLayer>(&layer)) {
      WriteText(json, *text);
    }
  }
  json.EndArray().Key("regions").BeginArray();
  for (const HitRegion& region : scene_.regions) {
    json.BeginObject().Field("product", region.product);
    WriteRect(json, "area", region.area);
    WriteRect(json, "picture", region.picture);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

Status Drawing::Compose() {
  const float ratio = scene_.device_pixel_ratio;
  const double pixels = std::ceil(static_cast<double>(scene_.width_px * ratio)) *
                        std::ceil(static_cast<double>(scene_.height_px * ratio));
  // The page, and about as much again for pictures at their size on the page.
  if (!CanAllocate(static_cast<std::size_t>(pixels) * 4 * 2)) {
    return StatusOf(Error{ErrorCode::kOutOfMemory, "there is no memory left for a page of " +
                                                       NumberText(scene_.width_px * ratio) + " x " +
                                                       NumberText(scene_.height_px * ratio) +
                                                       " pixels"});
  }
  std::vector<PictureView> views;
  views.reserve(pictures_.size());
  for (const auto& picture : pictures_) {
    views.push_back(picture ? picture->view() : PictureView());
  }
  auto image = vitrine::Compose(scene_, views);
  if (image) {
    image_ = std::move(*image);
  }
  return StatusOf(image);
}

BytesView Drawing::Pixels() {
  const std::span<std::uint8_t> pixels = image_.pixels();
  return BytesView(emscripten::val(emscripten::typed_memory_view(pixels.size(), pixels.data())));
}

}  // namespace vitrine::bindings
