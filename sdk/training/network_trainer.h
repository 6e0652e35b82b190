// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/questions.h"

#include <vitrine/ranking/network.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace vitrine::training {

struct NetworkOptions {
  std::vector<std::size_t> hidden = {64, 32};  ///< Widths of the layers before the last.
  std::size_t epochs = 8;
  std::size_t batch = 64;        ///< Questions between two steps.
  double learning_rate = 0.002;  ///< At the start; falls to 0 along half a cosine.
  double weight_decay = 1e-4;
  std::uint64_t seed = 1;
};

/// Trains the network that puts the answers of the questions first: the cross-entropy of the
/// softmax over each question's candidates, by Adam with decoupled weight decay. Equal on every
/// number of cores of one kind.
///
/// @param questions At least one.
/// @param progress  Called after each epoch with its mean loss.
///
/// Source: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007
/// (top-one probability); Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR
/// 2019; He et al., "Delving Deep into Rectifiers", ICCV 2015, for the first weights.
NetworkWeights TrainNetwork(const Questions& questions, const NetworkOptions& options,
                            const std::function<void(std::size_t epoch, double loss)>& progress);

}  // namespace vitrine::training
