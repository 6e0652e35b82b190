// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/reason_text.h>

#include <string_view>

namespace vitrine {
namespace {

// What was done with the product, where it is more than looking at it.
std::string_view Deed(EventKind kind) {
  switch (kind) {
    case EventKind::kAddToCart:
      return ", which you put in your bag";
    case EventKind::kPurchase:
      return ", which you bought";
    case EventKind::kImpression:
    case EventKind::kSelect:
    case EventKind::kView:
    case EventKind::kDismiss:
      break;
  }
  return "";
}

std::string TermName(const Catalog& catalog, const Reason& reason) {
  switch (reason.facet) {
    case FacetKind::kCategory:
      return std::string(catalog.category_name(reason.term));
    case FacetKind::kBrand:
      return std::string(catalog.brand_name(reason.term));
    case FacetKind::kColour:
      return std::string(catalog.colour_name(reason.term));
    case FacetKind::kPriceBand:
    case FacetKind::kLook:
    case FacetKind::kTogether:
    case FacetKind::kNone:
      break;
  }
  return {};
}

std::string EventText(const Catalog& catalog, const Reason& reason) {
  const auto product = catalog.Find(reason.interaction_product);
  const std::string other =
      std::string(product ? catalog.title(*product) : reason.interaction_product) +
      std::string(Deed(reason.interaction_kind));
  switch (reason.facet) {
    case FacetKind::kCategory:
      return TermName(catalog, reason) + ", like " + other;
    case FacetKind::kBrand:
      return "Also from " + TermName(catalog, reason) + ", like " + other;
    case FacetKind::kColour:
      return "Also in " + TermName(catalog, reason) + ", like " + other;
    case FacetKind::kPriceBand:
      return "Priced like " + other;
    case FacetKind::kTogether:
      return "Often viewed together with " + other;
    case FacetKind::kLook:
    case FacetKind::kNone:
      break;
  }
  return reason.interaction_kind == EventKind::kView ? "Because you viewed " + other
                                                     : "Like " + other;
}

std::string FacetText(const Catalog& catalog, const Reason& reason) {
  switch (reason.facet) {
    case FacetKind::kCategory:
      return "You keep looking at " + TermName(catalog, reason);
    case FacetKind::kBrand:
      return "More from " + TermName(catalog, reason);
    case FacetKind::kColour:
      return "You like " + TermName(catalog, reason);
    case FacetKind::kPriceBand:
      return "In your price range";
    case FacetKind::kLook:
    case FacetKind::kTogether:
    case FacetKind::kNone:
      break;
  }
  return "Close to what you look at";
}

// "Popular", "Available now" and the like, narrowed to the reason's facet; `everywhere` where it
// has none.
std::string Narrowed(const Catalog& catalog, const Reason& reason, std::string_view claim,
                     std::string everywhere) {
  const std::string name = TermName(catalog, reason);
  if (name.empty()) {
    return everywhere;
  }
  const std::string_view preposition = reason.facet == FacetKind::kBrand ? " from " : " in ";
  return std::string(claim) + std::string(preposition) + name;
}

}  // namespace

std::string ReasonText(const Catalog& catalog, const Pick& pick) {
  const Reason& reason = pick.reason;
  switch (reason.kind) {
    case ReasonKind::kEvent:
      return EventText(catalog, reason);
    case ReasonKind::kFacet:
      return FacetText(catalog, reason);
    case ReasonKind::kPopularity:
      return Narrowed(catalog, reason, "Popular", "Popular in this shop");
    case ReasonKind::kShop:
      return Narrowed(catalog, reason, "The shop's choice", "The shop's choice");
    case ReasonKind::kAvailability:
      break;
  }
  return Narrowed(catalog, reason, "Available now",
                  std::string(catalog.title(pick.product)) + " is available now");
}

}  // namespace vitrine
