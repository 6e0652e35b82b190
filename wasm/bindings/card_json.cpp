// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/card_json.h"

#include <vitrine/catalog/availability.h>
#include <vitrine/profile/event_names.h>
#include <vitrine/ranking/reason_text.h>

#include <cstddef>
#include <cstdint>

namespace vitrine::bindings {
namespace {

std::string_view KindName(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::kEvent:
      return "event";
    case ReasonKind::kFacet:
      return "facet";
    case ReasonKind::kPopularity:
      return "popularity";
    case ReasonKind::kShop:
      return "shop";
    case ReasonKind::kAvailability:
      break;
  }
  return "availability";
}

std::string_view FacetName(FacetKind facet) {
  switch (facet) {
    case FacetKind::kCategory:
      return "category";
    case FacetKind::kBrand:
      return "brand";
    case FacetKind::kColour:
      return "colour";
    case FacetKind::kPriceBand:
      return "price_band";
    case FacetKind::kLook:
      return "look";
    case FacetKind::kTogether:
      return "together";
    case FacetKind::kNone:
      break;
  }
  return "none";
}

// Price bands have no name of their own.
std::string_view TermName(const Catalog& catalog, const Reason& reason) {
  if (reason.term == kNoTerm) {
    return {};
  }
  switch (reason.facet) {
    case FacetKind::kCategory:
      return catalog.category_name(reason.term);
    case FacetKind::kBrand:
      return catalog.brand_name(reason.term);
    case FacetKind::kColour:
      return catalog.colour_name(reason.term);
    case FacetKind::kPriceBand:
    case FacetKind::kLook:
    case FacetKind::kTogether:
    case FacetKind::kNone:
      break;
  }
  return {};
}

// What the event was about, where the shop still has it.
std::string_view OtherTitle(const Catalog& catalog, const Reason& reason) {
  const auto product = catalog.Find(reason.interaction_product);
  return product ? catalog.title(*product) : reason.interaction_product;
}

std::string_view HeadlineKindName(HeadlineKind kind) {
  switch (kind) {
    case HeadlineKind::kNone:
      break;
    case HeadlineKind::kCategory:
    case HeadlineKind::kTwoCategories:
      return "category";
    case HeadlineKind::kColour:
      return "colour";
    case HeadlineKind::kBrand:
      return "brand";
    case HeadlineKind::kCloserLook:
      return "look";
    case HeadlineKind::kDiscover:
      return "discover";
  }
  return "none";
}

// Attributes of the feed that are shown by themselves.
bool IsShown(std::string_view attribute) {
  return attribute == "size" || attribute == "video_link";
}

void WriteAttributes(Json& json, const Catalog& catalog, ProductIndex product) {
  for (std::size_t i = 0; i < catalog.attribute_count(product); ++i) {
    if (const std::string_view name = catalog.attribute_name(product, i); IsShown(name)) {
      json.Field(name, catalog.attribute_value(product, i));
    }
  }
}

void WriteMoney(Json& json, std::string_view name, std::int64_t micros, std::string_view currency) {
  json.Key(name).BeginObject().Field("micros", micros).Field("currency", currency).EndObject();
}

void WriteCardMembers(Json& json, const Catalog& catalog, ProductIndex product) {
  const TermIndex brand = catalog.brand(product);
  const CurrentPrice price = catalog.price(product);
  json.Field("id", catalog.id(product))
      .Field("title", catalog.title(product))
      .Field("brand", brand == kNoTerm ? std::string_view() : catalog.brand_name(brand));
  WriteMoney(json, "price", price.micros, price.currency);
  if (price.regular_micros) {
    WriteMoney(json, "regularPrice", *price.regular_micros, price.currency);
  }
  json.Field("availability", AvailabilityName(catalog.availability(product)))
      .Field("link", catalog.link(product))
      .Field("image", catalog.image_count(product) > 0 ? catalog.image_link(product, 0)
                                                       : std::string_view());
  WriteAttributes(json, catalog, product);
}

}  // namespace

void WriteCard(Json& json, const Catalog& catalog, ProductIndex product) {
  json.BeginObject();
  WriteCardMembers(json, catalog, product);
  json.EndObject();
}

void WriteDetails(Json& json, const Catalog& catalog, ProductIndex product) {
  json.BeginObject();
  WriteCardMembers(json, catalog, product);
  json.Field("description", catalog.description(product)).Key("images").BeginArray();
  for (std::size_t i = 0; i < catalog.image_count(product); ++i) {
    json.String(catalog.image_link(product, i));
  }
  json.EndArray().EndObject();
}

void WriteHeadline(Json& json, const Catalog& catalog, const Headline& headline) {
  json.BeginObject()
      .Field("text", HeadlineText(catalog, headline))
      .Field("kind", HeadlineKindName(headline.kind))
      .Key("names")
      .BeginArray();
  for (const std::string_view name : HeadlineNames(catalog, headline)) {
    json.String(name);
  }
  json.EndArray().EndObject();
}

void WriteReason(Json& json, const Catalog& catalog, const Pick& pick) {
  const Reason& reason = pick.reason;
  json.BeginObject()
      .Field("text", ReasonText(catalog, pick))
      .Field("kind", KindName(reason.kind))
      .Field("facet", FacetName(reason.facet));
  if (const std::string_view term = TermName(catalog, reason); !term.empty()) {
    json.Field("term", term);
  }
  if (reason.kind == ReasonKind::kEvent) {
    json.Key("because")
        .BeginObject()
        .Field("productId", reason.interaction_product)
        .Field("title", OtherTitle(catalog, reason))
        .Field("event", EventName(reason.interaction_kind))
        .Field("timeMs", reason.interaction_time_ms)
        .EndObject();
  }
  json.Field("rankWith", reason.rank_with).Field("rankWithout", reason.rank_without).EndObject();
}

void WritePick(Json& json, const Catalog& catalog, const Pick& pick) {
  json.BeginObject();
  WriteCardMembers(json, catalog, pick.product);
  json.Field("description", catalog.description(pick.product))
      .Field("score", static_cast<double>(pick.score))
      .Field("viewed", pick.viewed);
  if (pick.pinned) {
    json.Field("pinned", true);
  }
  if (pick.draw) {
    json.Field("propensity", pick.draw->propensity);
  }
  json.Key("reason");
  WriteReason(json, catalog, pick);
  json.EndObject();
}

}  // namespace vitrine::bindings
