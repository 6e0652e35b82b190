// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/session.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace vitrine::training {
namespace {

constexpr double kMillisecondsPerDay = 86'400'000.0;

}  // namespace

std::vector<ProductIndex> DifferentProducts(const Session& session) {
  std::vector<ProductIndex> products;
  for (const Visit& visit : session) {
    products.push_back(visit.product);
  }
  std::ranges::sort(products);
  products.erase(std::ranges::unique(products).begin(), products.end());
  return products;
}

double SessionIndex::DaysBeforeNewest(std::int64_t time_ms) const {
  return static_cast<double>(newest_ms_ - time_ms) / kMillisecondsPerDay;
}

SessionIndex::SessionIndex(std::span<const Session> sessions, std::size_t product_count)
    : sessions_(sessions), ends_(product_count + 1) {
  for (const Session& session : sessions) {
    newest_ms_ = std::max(newest_ms_, session.back().time_ms);
    for (const ProductIndex product : DifferentProducts(session)) {
      ++ends_[product + 1];
    }
  }
  std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
  entries_.resize(ends_.back());
  std::vector<std::size_t> next(ends_.begin(), ends_.end() - 1);
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    for (const ProductIndex product : DifferentProducts(sessions[i])) {
      entries_[next[product]++] = static_cast<std::uint32_t>(i);
    }
  }
}

}  // namespace vitrine::training
