// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/layout.h>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/ruled_shaper.h"

namespace vitrine {

inline constexpr std::array kTemplates = {
    PageTemplate::kCover,   PageTemplate::kHeroDetails, PageTemplate::kGridOfSix,
    PageTemplate::kFlatLay, PageTemplate::kMoodBoard,   PageTemplate::kColourStory,
    PageTemplate::kOutfit,  PageTemplate::kDiptych,     PageTemplate::kQuoteProduct};
static_assert(kTemplates.size() == kTemplateCount);

/// One of each shape, a phone's twice.
inline constexpr std::array<std::array<float, 2>, 5> kSizes = {
    {{1080, 1350}, {1080, 1080}, {1600, 900}, {390, 844}, {390, 700}}};

/// Products with large pictures, all alike but for their ids.
inline std::vector<PageProduct> Products(std::size_t count) {
  std::vector<PageProduct> products(count);
  for (std::size_t i = 0; i < count; ++i) {
    products[i].id = std::to_string(i);
    products[i].title = "Linen shirt";
    products[i].brand = "Norrland";
    products[i].price = "€ 49.00";
    products[i].reason = "Available now";
    products[i].picture_width = 1200;
    products[i].picture_height = 1600;
  }
  return products;
}

inline PageSpec Spec(PageTemplate page_template, std::span<const PageProduct> products,
                     std::array<float, 2> size = {1080, 1350}) {
  PageSpec spec;
  spec.page_template = page_template;
  spec.width_px = size[0];
  spec.height_px = size[1];
  spec.words = {.kicker = "Lookbook", .headline = "Worth a closer look", .folio = "2"};
  spec.products = products;
  return spec;
}

inline Result<Scene> LayOut(const PageSpec& spec) {
  RuledShaper shaper;
  return LayOutPage(spec, shaper);
}

/// The layers of a kind, from back to front.
template <typename T>
std::vector<T> LayersOf(const Scene& scene) {
  std::vector<T> layers;
  for (const Layer& layer : scene.layers) {
    if (const auto* found = std::get_if<T>(&layer)) {
      layers.push_back(*found);
    }
  }
  return layers;
}

inline std::vector<PictureLayer> PicturesOf(const Scene& scene) {
  return LayersOf<PictureLayer>(scene);
}

/// The first line with the text in it, or null.
inline const TextLayer* FindText(const Scene& scene, std::string_view text) {
  for (const Layer& layer : scene.layers) {
    const auto* found = std::get_if<TextLayer>(&layer);
    if (found != nullptr && found->text.contains(text)) {
      return found;
    }
  }
  return nullptr;
}

inline float Area(const Rect& rect) { return rect.width * rect.height; }

}  // namespace vitrine
