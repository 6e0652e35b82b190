// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event_names.h>
#include <vitrine/profile/vocabularies.h>

#include <utility>

namespace vitrine {
namespace {

std::string IdOf(EventKind kind, JsonView object, JsonView details) {
  if (kind == EventKind::kPurchase) {
    for (const JsonView source : {details, object, object["ecommerce"]}) {
      if (const auto id = source["transaction_id"].Id()) {
        return TransactionId(*id);
      }
    }
  }
  // Not gtm.uniqueEventId: Tag Manager counts it from the start on every page.
  for (const JsonView source : {object, details}) {
    if (auto id = source["event_id"].Id()) {
      return std::move(*id);
    }
  }
  return {};
}

}  // namespace

std::optional<Event> ReadGa4Event(std::string_view name, JsonView object, JsonView details) {
  const auto kind = EventKindOf(name);
  const JsonView items = details["items"];
  if (!kind || !items.IsArray()) {
    return std::nullopt;
  }
  Event event;
  event.kind = *kind;
  event.id = IdOf(*kind, object, details);
  for (std::size_t i = 0; i < items.size() && event.product_ids.size() < kMaxItems; ++i) {
    if (auto id = items[i]["item_id"].Id()) {
      event.product_ids.push_back(std::move(*id));
    }
  }
  return event;
}

}  // namespace vitrine
