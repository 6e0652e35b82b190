// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/profile/event.h>

#include <optional>
#include <string_view>

namespace vitrine {

/// The GA4 name of an event kind ("view_item"); `vitrine_not_for_me` for kDismiss.
std::string_view EventName(EventKind kind);

/// The kind that a GA4 name stands for, or nothing for events that say nothing about a product.
std::optional<EventKind> EventKindOf(std::string_view name);

}  // namespace vitrine
