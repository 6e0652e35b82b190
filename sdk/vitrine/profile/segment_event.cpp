// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/vocabularies.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

constexpr std::pair<std::string_view, EventKind> kNames[] = {
    {"Product List Viewed", EventKind::kImpression},
    {"Product List Filtered", EventKind::kImpression},
    {"Product Clicked", EventKind::kSelect},
    {"Product Viewed", EventKind::kView},
    {"Product Added", EventKind::kAddToCart},
    {"Order Completed", EventKind::kPurchase}};

// `sku` where a shop sends no `product_id`.
void AddProduct(JsonView product, std::vector<std::string>& product_ids) {
  auto id = product["product_id"].Id();
  if (!id) {
    id = product["sku"].Id();
  }
  if (id && product_ids.size() < kMaxItems) {
    product_ids.push_back(std::move(*id));
  }
}

}  // namespace

std::optional<Event> ReadSegmentEvent(std::string_view name, JsonView object) {
  const auto* const named =
      std::ranges::find(kNames, name, &std::pair<std::string_view, EventKind>::first);
  if (named == std::end(kNames)) {
    return std::nullopt;
  }
  const JsonView properties = object["properties"];
  Event event;
  event.kind = named->second;
  const auto order = properties["order_id"].Id();
  event.id = event.kind == EventKind::kPurchase && order
                 ? TransactionId(*order)
                 : object["messageId"].Id().value_or(std::string());
  const JsonView products = properties["products"];
  if (!products.IsArray()) {
    AddProduct(properties, event.product_ids);
  }
  for (std::size_t i = 0; i < products.size(); ++i) {
    AddProduct(products[i], event.product_ids);
  }
  return event;
}

}  // namespace vitrine
