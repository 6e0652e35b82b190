// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/history.h>
#include <vitrine/ranking/network.h>

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace vitrine {

/// Orders the likeliest products by a network that was trained on the shop's sessions.
class Reranker {
 public:
  /// Products that the network looks at.
  static constexpr std::size_t kCandidates = 200;

  /// The network in the catalogue's pack, or nothing where the pack was not trained.
  ///
  /// Errors: those of ReadNetwork; kShapeMismatch for a network of other than kFeatureCount
  /// features or more than one output.
  static Result<std::optional<Reranker>> Open(const Catalog& catalog);

  /// Puts the candidates that these visits suggest before all other products, in the network's
  /// order. Without visits, or for what cannot be had (-infinity), nothing changes.
  ///
  /// @param scores [catalog.size()], read and written.
  /// @return The candidates, or kShapeMismatch; kNonFinite from a network whose sums overflow.
  Result<std::vector<ProductIndex>> Raise(const Catalog& catalog, std::span<const Visit> visits,
                                          std::span<float> scores) const;

  /// As Raise, where only some products are scored and only the candidates given are looked at.
  ///
  /// @param products Ascending.
  /// @param scores   [products.size()], read and written.
  Result<void> RaiseSome(const Catalog& catalog, std::span<const Visit> visits,
                         std::span<const ProductIndex> candidates,
                         std::span<const ProductIndex> products, std::span<float> scores) const;

 private:
  Reranker(Network network, std::vector<ProductIndex> popular)
      : network_(std::move(network)), popular_(std::move(popular)) {}

  // The network's outputs less their lowest.
  Result<std::vector<float>> Judge(const Catalog& catalog, std::span<const Visit> visits,
                                   std::span<const Candidate> candidates) const;

  Network network_;
  std::vector<ProductIndex> popular_;
};

}  // namespace vitrine
