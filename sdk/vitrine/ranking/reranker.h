// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/history.h>
#include <vitrine/ranking/network.h>
#include <vitrine/ranking/rank_model.h>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

/// Orders the likeliest products: by a network that was trained on the shop's sessions, or by a
/// model of the shop's own.
class Reranker {
 public:
  /// Products that are looked at.
  static constexpr std::size_t kCandidates = 200;

  /// The network in the catalogue's pack, or nothing where the pack was not trained.
  ///
  /// Errors: those of ReadNetwork; kShapeMismatch for a network of other than kFeatureCount
  /// features or more than one output.
  static Result<std::optional<Reranker>> Open(const Catalog& catalog);

  /// One that asks `model`, which must outlive it. The pack need not be trained.
  static Reranker Of(const Catalog& catalog, RankModel& model);

  /// Asks `model` from now on, in place of the network; for null, the network again, where there is
  /// one: else nothing is put before anything.
  void Use(RankModel* model) { model_ = model; }

  /// Puts the candidates that these visits suggest before all other products, in the network's
  /// or the model's order. Without visits, or for what cannot be had (-infinity), nothing changes.
  ///
  /// @param scores [catalog.size()], read and written.
  /// @return The candidates, or kShapeMismatch; kNonFinite from a network whose sums overflow or a
  ///   model whose scores do; the model's errors.
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
  Reranker(const Catalog& catalog, std::optional<Network> network, RankModel* model);

  // The scores less their lowest.
  Result<std::vector<float>> Judge(const Catalog& catalog, std::span<const Visit> visits,
                                   std::span<const Candidate> candidates) const;

  // The model comes first.
  std::optional<Network> network_;
  RankModel* model_;
  std::vector<ProductIndex> popular_;
};

}  // namespace vitrine
