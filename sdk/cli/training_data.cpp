// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/training_data.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace vitrine::cli {

std::vector<Product> ProductsOf(std::span<const Session> sessions) {
  std::set<std::string_view> ids;
  for (const Session& session : sessions) {
    ids.insert(session.items.begin(), session.items.end());
  }
  std::vector<Product> products;
  for (const std::string_view id : ids) {
    Product product;
    product.id = id;
    product.title = id;
    product.image_links = {"none"};
    product.price = {0, "EUR"};
    products.push_back(std::move(product));
  }
  return products;
}

std::vector<training::Session> KnownSessions(std::span<const Session> sessions,
                                             std::span<const Product> products) {
  std::vector<training::Session> known;
  for (const Session& session : sessions) {
    training::Session visits;
    for (std::size_t i = 0; i < session.items.size(); ++i) {
      const auto found = std::ranges::lower_bound(products, session.items[i], {}, &Product::id);
      if (found != products.end() && found->id == session.items[i]) {
        visits.push_back(
            {static_cast<ProductIndex>(found - products.begin()), session.times_ms[i]});
      }
    }
    if (visits.size() > kLongestVisit) {
      visits.erase(visits.begin(), visits.end() - static_cast<std::ptrdiff_t>(kLongestVisit));
    }
    if (visits.size() > 1) {
      known.push_back(std::move(visits));
    }
  }
  return known;
}

}  // namespace vitrine::cli
