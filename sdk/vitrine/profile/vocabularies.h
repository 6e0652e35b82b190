// SPDX-License-Identifier: Apache-2.0
// One reader for each vocabulary: an event's kind, products and id. Its time is TimeOf.
#pragma once

#include <vitrine/profile/event.h>
#include <vitrine/profile/event_json.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The most products of one event: GA4's own limit.
inline constexpr std::size_t kMaxItems = 200;

/// Nothing where the event says nothing about a product. `details` is what the event's parameters
/// are in; the object itself where a shop pushes them beside its name.
std::optional<Event> ReadGa4Event(std::string_view name, JsonView object, JsonView details);
std::optional<Event> ReadSegmentEvent(std::string_view name, JsonView object);
std::optional<Event> ReadRetailEvent(std::string_view name, JsonView object);

/// The id of an order, the same in every vocabulary: an order that was told twice is one order.
std::string TransactionId(const std::string& id);

}  // namespace vitrine
