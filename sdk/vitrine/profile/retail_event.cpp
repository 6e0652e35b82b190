// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/vocabularies.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

// Retail's names, then those of Discovery Engine that differ. A list's event names the products
// that it showed.
constexpr std::pair<std::string_view, EventKind> kNames[] = {
    {"home-page-view", EventKind::kImpression}, {"category-page-view", EventKind::kImpression},
    {"search", EventKind::kImpression},         {"detail-page-view", EventKind::kView},
    {"add-to-cart", EventKind::kAddToCart},     {"purchase-complete", EventKind::kPurchase},
    {"view-home-page", EventKind::kImpression}, {"view-category-page", EventKind::kImpression},
    {"view-item-list", EventKind::kImpression}, {"view-item", EventKind::kView},
    {"purchase", EventKind::kPurchase}};

// `id`, or the last part of a resource's `name`.
std::optional<std::string> IdOf(JsonView resource) {
  if (auto id = resource["id"].Id()) {
    return id;
  }
  auto name = resource["name"].Id();
  if (name) {
    name->erase(0, name->rfind('/') + 1);
  }
  return name && !name->empty() ? name : std::nullopt;
}

std::string OrderOf(JsonView object) {
  const JsonView ids[] = {object["purchaseTransaction"]["id"], object["transactionInfo"]["id"],
                          object["transactionInfo"]["transactionId"]};
  for (const JsonView id : ids) {
    if (const auto text = id.Id()) {
      return TransactionId(*text);
    }
  }
  return {};
}

}  // namespace

std::optional<Event> ReadRetailEvent(std::string_view name, JsonView object) {
  const auto* const named =
      std::ranges::find(kNames, name, &std::pair<std::string_view, EventKind>::first);
  if (named == std::end(kNames)) {
    return std::nullopt;
  }
  Event event;
  event.kind = named->second;
  event.id = event.kind == EventKind::kPurchase ? OrderOf(object) : std::string();
  const JsonView details = object["productDetails"];
  for (std::size_t i = 0; i < details.size() && event.product_ids.size() < kMaxItems; ++i) {
    if (auto id = IdOf(details[i]["product"])) {
      event.product_ids.push_back(std::move(*id));
    }
  }
  const JsonView documents = object["documents"];
  for (std::size_t i = 0; i < documents.size() && event.product_ids.size() < kMaxItems; ++i) {
    if (auto id = IdOf(documents[i])) {
      event.product_ids.push_back(std::move(*id));
    }
  }
  return event;
}

}  // namespace vitrine
