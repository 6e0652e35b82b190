// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/history.h>

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace vitrine::training {

/// What one shopper turned to in one visit to the shop, in the order of time.
using Session = std::vector<Visit>;

/// The products of a session, each once, ascending.
std::vector<ProductIndex> DifferentProducts(const Session& session);

/// Where every product occurs.
class SessionIndex {
 public:
  /// @param sessions Must outlive the index; their products are below `product_count`.
  SessionIndex(std::span<const Session> sessions, std::size_t product_count);

  std::span<const Session> sessions() const { return sessions_; }
  std::size_t product_count() const { return ends_.size() - 1; }

  /// How many days `time_ms` lies before the end of the newest session.
  double DaysBeforeNewest(std::int64_t time_ms) const;

  /// The sessions that have the product, ascending.
  std::span<const std::uint32_t> With(ProductIndex product) const {
    return std::span(entries_).subspan(ends_[product], ends_[product + 1] - ends_[product]);
  }

 private:
  std::span<const Session> sessions_;
  std::int64_t newest_ms_ = std::numeric_limits<std::int64_t>::min();
  std::vector<std::size_t> ends_;  // Of the product before; [product_count + 1].
  std::vector<std::uint32_t> entries_;
};

}  // namespace vitrine::training
