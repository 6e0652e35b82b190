// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// What a shopper did, in rising order of what it says; `kDismiss` is 'not for me'.
enum class EventKind : std::uint8_t {
  kImpression,
  kSelect,
  kView,
  kAddToCart,
  kPurchase,
  kDismiss
};

/// One thing that happened in the shop, whichever vocabulary it was told in.
struct Event {
  EventKind kind = EventKind::kView;
  std::int64_t time_ms = 0;              ///< Milliseconds since 1970-01-01 UTC.
  std::string id;                        ///< For de-duplication; may be empty.
  std::vector<std::string> product_ids;  ///< The products concerned, at least one.
};

/// Reads Google Analytics 4 e-commerce events as storefronts emit them.
///
/// Understood: `view_item_list`, `select_item`, `view_item`, `add_to_cart`, `purchase`, and our own
/// `vitrine_not_for_me`; each as `{event, ecommerce: {items}}` (data layer), as `{name, params:
/// {items}}` (Measurement Protocol, also inside `{events: [...]}`), or as `["event", name,
/// {items}]` (gtag arguments). A JSON array and JSON lines hold several. Products are
/// `items[].item_id`. The time is `time_ms`, `timestamp_micros` or `gtm.start` where present, else
/// `now_ms`.
///
/// @return The events in order. Other GA4 events (page_view, scroll, ...) are not an error and give
///   nothing; kEventSyntax for anything that is not JSON of these shapes, with the byte offset.
///
/// Source: Google Analytics 4, "Measure ecommerce"; Measurement Protocol reference.
Result<std::vector<Event>> ReadGa4Events(std::string_view json, std::int64_t now_ms);

}  // namespace vitrine
