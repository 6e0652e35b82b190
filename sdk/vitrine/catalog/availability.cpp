// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/availability.h>

#include <array>
#include <cstddef>
#include <utility>

namespace vitrine {
namespace {

constexpr std::array kNames = {
    std::pair{Availability::kInStock, std::string_view("in_stock")},
    std::pair{Availability::kOutOfStock, std::string_view("out_of_stock")},
    std::pair{Availability::kPreorder, std::string_view("preorder")},
    std::pair{Availability::kBackorder, std::string_view("backorder")},
};

}  // namespace

std::string_view AvailabilityName(Availability availability) {
  return kNames[static_cast<std::size_t>(availability)].second;
}

std::optional<Availability> AvailabilityOf(std::string_view name) {
  for (const auto& [availability, its_name] : kNames) {
    if (its_name == name) {
      return availability;
    }
  }
  return std::nullopt;
}

}  // namespace vitrine
