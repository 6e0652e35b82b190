// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
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

/// The last time that a JavaScript Date can hold, and so the last of an event.
inline constexpr std::int64_t kLastTimeMs = 8'640'000'000'000'000;

/// Ids of products and events that are longer, in bytes, are left out.
inline constexpr std::size_t kMaxIdBytes = 512;

/// Reads a storefront's events, each in the vocabulary that its shape shows:
///
/// - Google Analytics 4: `{event, ecommerce: {items}}` (data layer), `{name, params: {items}}`
///   (Measurement Protocol, also inside `{events: [...]}`), `["event", name, {items}]` (gtag
///   arguments), `{event_name, items}` (export to BigQuery); and our own `vitrine_not_for_me`.
/// - Segment: `{type: "track", event, properties}`, also inside `{batch: [...]}`.
/// - Google Retail and Discovery Engine: `{eventType, productDetails}` or `{eventType, documents}`,
///   also inside `{userEvents: [...]}` and the import requests around it.
///
/// A JSON array and JSON lines hold several, of several vocabularies too. docs/events.md says field
/// by field what becomes of them.
///
/// @param now_ms When the events are told. A time after it becomes `now_ms`: the clock that gave it
///   is ahead. Events without a time happen at `now_ms`, each a millisecond after the one before.
/// @return The events in order. Other events (page_view, identify, ...) are not an error and give
///   nothing; kEventSyntax for anything that is not JSON of these shapes, with the byte offset;
///   kTooLarge beyond 16 MiB.
///
/// Source: Google Analytics 4, "Measure ecommerce" and Measurement Protocol reference; Segment,
/// "Spec: V2 Ecommerce Events"; Google Cloud, UserEvent of Retail v2 and Discovery Engine v1.
Result<std::vector<Event>> ReadEvents(std::string_view json, std::int64_t now_ms);

}  // namespace vitrine
