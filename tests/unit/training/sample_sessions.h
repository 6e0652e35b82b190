// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/session.h"

#include <vitrine/base/random.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace vitrine::training {

/// Visits one second apart.
inline Session SessionOf(std::initializer_list<ProductIndex> products, std::int64_t start_ms = 0) {
  Session session;
  for (const ProductIndex product : products) {
    session.push_back({product, start_ms});
    start_ms += 1000;
  }
  return session;
}

/// Shoppers who walk round one of `rings` rings of four products each, from a random one on.
inline std::vector<Session> RingSessions(std::size_t rings, std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Session> sessions;
  for (std::size_t i = 0; i < count; ++i) {
    const ProductIndex first = 4 * random.Below(static_cast<std::uint32_t>(rings));
    const ProductIndex start = random.Below(4);
    Session session;
    for (ProductIndex step = 0; step < 3; ++step) {
      session.push_back({first + (start + step) % 4,
                         static_cast<std::int64_t>(i) * 100'000 + std::int64_t{step} * 1000});
    }
    sessions.push_back(session);
  }
  return sessions;
}

/// `count` products, ascending by id, with nothing but their ids.
inline std::vector<Product> BareProducts(std::size_t count) {
  std::vector<Product> products;
  for (std::size_t i = 0; i < count; ++i) {
    Product product;
    product.id = "p" + std::to_string(10'000 + i);
    product.title = product.id;
    product.image_links = {"none"};
    product.price = {0, "EUR"};
    products.push_back(product);
  }
  return products;
}

}  // namespace vitrine::training
