// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/session.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace vitrine::training {
namespace {

std::vector<ProductIndex> Different(const Session& session) {
  std::vector<ProductIndex> products;
  for (const Visit& visit : session) {
    products.push_back(visit.product);
  }
  std::ranges::sort(products);
  products.erase(std::ranges::unique(products).begin(), products.end());
  return products;
}

}  // namespace

SessionIndex::SessionIndex(std::span<const Session> sessions, std::size_t product_count)
    : sessions_(sessions), ends_(product_count + 1) {
  for (const Session& session : sessions) {
    for (const ProductIndex product : Different(session)) {
      ++ends_[product + 1];
    }
  }
  std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
  entries_.resize(ends_.back());
  std::vector<std::size_t> next(ends_.begin(), ends_.end() - 1);
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    for (const ProductIndex product : Different(sessions[i])) {
      entries_[next[product]++] = static_cast<std::uint32_t>(i);
    }
  }
}

}  // namespace vitrine::training
