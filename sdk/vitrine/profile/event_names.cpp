// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event_names.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace vitrine {
namespace {

// In the order of EventKind.
constexpr std::array<std::string_view, 6> kNames = {
    "view_item_list", "select_item", "view_item", "add_to_cart", "purchase", "vitrine_not_for_me"};

}  // namespace

std::string_view EventName(EventKind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::optional<EventKind> EventKindOf(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) {
    return std::nullopt;
  }
  return static_cast<EventKind>(found - kNames.begin());
}

}  // namespace vitrine
