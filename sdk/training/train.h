// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/implicit_als.h"
#include "sdk/training/linear_model.h"
#include "sdk/training/network_trainer.h"
#include "sdk/training/pair_counts.h"
#include "sdk/training/product_vectors.h"
#include "sdk/training/questions.h"
#include "sdk/training/session.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::training {

struct TrainOptions {
  AlsOptions vectors;
  PairOptions pairs;
  LinearOptions linear;
  std::size_t neighbours = 20;     ///< In each product's list.
  std::size_t questions = 20'000;  ///< For the re-ranker, at most, in each round.
  NetworkOptions network;
  /// Whether what the products' texts say of them places those that few sessions have.
  bool content = false;
  /// With `content`: what their pictures show of them, as ProductVectors takes it.
  Looks looks = {};
  /// The re-ranker learns from the sessions behind the first so many parts of all, each judged with
  /// lists that were made from those before it.
  std::vector<double> rounds = {0.5, 0.65, 0.8};
  /// Given all that the re-ranker learns from, before it does; an error ends the training.
  std::function<Result<void>(const Questions&)> on_questions;
};

/// Told what is being done and how it went.
using Progress = std::function<void(const std::string& message)>;

/// Learns from a shop's sessions all that its pack holds: vectors, lists, behaviour, popularity,
/// and the network that re-ranks.
///
/// @param products Ascending by id, distinct.
/// @param sessions In the order of time, none empty; their products are positions in `products`.
/// @return The pack, or WritePack's errors; kInvalidArgument without a session of two items.
Result<std::vector<std::byte>> TrainPack(std::span<const Product> products,
                                         std::span<const Session> sessions,
                                         const TrainOptions& options, const Progress& progress);

}  // namespace vitrine::training
