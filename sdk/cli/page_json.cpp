// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/page_json.h"

#include <vitrine/ranking/reason_text.h>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string_view>
#include <variant>

namespace vitrine::cli {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void Text(Writer& writer, const char* key, std::string_view text) {
  writer.Key(key);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void Number(Writer& writer, const char* key, double number) {
  writer.Key(key);
  writer.Double(number);
}

void Box(Writer& writer, const char* key, const Rect& rect) {
  writer.Key(key);
  writer.StartArray();
  for (const float value : {rect.x, rect.y, rect.width, rect.height}) {
    writer.Double(static_cast<double>(value));
  }
  writer.EndArray();
}

void Slate(Writer& writer, const Catalog& catalog, const Page& page) {
  writer.Key("slate");
  writer.StartArray();
  for (std::size_t i = 0; i < page.picks.size(); ++i) {
    const Pick& pick = page.picks[i];
    writer.StartObject();
    Text(writer, "id", catalog.id(pick.product));
    Text(writer, "title", page.products[i].title);
    Text(writer, "price", page.products[i].price);
    Number(writer, "score", static_cast<double>(pick.score));
    writer.Key("viewed");
    writer.Bool(pick.viewed);
    if (pick.pinned) {
      writer.Key("pinned");
      writer.Bool(true);
    }
    if (pick.draw) {
      Number(writer, "propensity", pick.draw->propensity);
    }
    Text(writer, "reason", ReasonText(catalog, pick));
    writer.Key("rank");
    writer.Uint(pick.reason.rank_with);
    writer.Key("rankWithoutReason");
    writer.Uint(pick.reason.rank_without);
    writer.EndObject();
  }
  writer.EndArray();
}

void Layers(Writer& writer, const Scene& scene) {
  writer.Key("texts");
  writer.StartArray();
  for (const Layer& layer : scene.layers) {
    if (const auto* text = std::get_if<TextLayer>(&layer)) {
      writer.StartObject();
      Text(writer, "text", text->text);
      Number(writer, "x", static_cast<double>(text->x));
      Number(writer, "baseline", static_cast<double>(text->baseline));
      Number(writer, "width", static_cast<double>(text->width_px));
      Number(writer, "size", static_cast<double>(text->style.size_px));
      writer.EndObject();
    }
  }
  writer.EndArray();
  writer.Key("regions");
  writer.StartArray();
  for (const HitRegion& region : scene.regions) {
    writer.StartObject();
    writer.Key("product");
    writer.Uint64(region.product);
    Box(writer, "area", region.area);
    Box(writer, "picture", region.picture);
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace

std::string PagesJson(const Catalog& catalog, std::span<const Page> pages) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const Page& page : pages) {
    writer.StartObject();
    Text(writer, "template", TemplateName(page.page_template));
    Text(writer, "headline", page.headline);
    Number(writer, "width", static_cast<double>(page.scene.width_px));
    Number(writer, "height", static_cast<double>(page.scene.height_px));
    Slate(writer, catalog, page);
    Layers(writer, page.scene);
    writer.EndObject();
  }
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace vitrine::cli
