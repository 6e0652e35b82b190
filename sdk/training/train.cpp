// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/train.h"

#include "sdk/training/cold_products.h"
#include "sdk/training/product_lists.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>

#include <algorithm>
#include <utility>

namespace vitrine::training {
namespace {

constexpr std::size_t kContentDimension = 64;

// A pack of what these sessions say, with the re-ranker that is given.
Result<std::vector<std::byte>> LearnPack(std::span<const Product> products,
                                         std::span<const Session> sessions,
                                         std::span<const float> content,
                                         std::span<const std::byte> weights,
                                         const TrainOptions& options) {
  const SessionIndex index(sessions, products.size());
  const auto pairs = CountPairs(index, options.pairs);
  const auto linear = FitLinearModel(pairs, options.linear);
  const ProductLists lists = MakeLists(index, pairs, linear, options.neighbours);
  std::vector<float> vectors = ImplicitAls(index, options.vectors);
  if (!content.empty()) {
    PlaceColdProducts(index, content, kContentDimension, options.vectors.dimension, vectors);
  }
  const std::vector<float> popularity = MeasurePopularity(index);
  const std::vector<Behaviour> behaviour = MeasureBehaviour(index);
  return WritePack(products, {.vectors = vectors,
                              .dimension = options.vectors.dimension,
                              .precision = VectorPrecision::kInt8,
                              .popularity = popularity,
                              .list_ends = lists.ends,
                              .neighbours = lists.neighbours,
                              .behaviour = behaviour,
                              .weights = weights});
}

}  // namespace

Result<std::vector<std::byte>> TrainPack(std::span<const Product> products,
                                         std::span<const Session> sessions,
                                         const TrainOptions& options, const Progress& progress) {
  if (sessions.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "no visit to at least two of the " +
                                                 std::to_string(products.size()) +
                                                 " products to learn from");
  }
  std::vector<float> content;
  if (options.content) {
    auto vectors = ProductVectors(products, options.looks, kContentDimension, options.vectors.seed);
    if (!vectors) {
      return std::unexpected(std::move(vectors.error()));
    }
    content = std::move(*vectors);
  }
  Questions questions;
  for (std::size_t round = 0; round < options.rounds.size(); ++round) {
    const auto at = [&](double part) {
      return static_cast<std::size_t>(part * static_cast<double>(sessions.size()));
    };
    const std::size_t begin = at(options.rounds[round]);
    const std::size_t end =
        round + 1 < options.rounds.size() ? at(options.rounds[round + 1]) : sessions.size();
    if (begin == 0 || begin == end) {
      continue;
    }
    auto pack = LearnPack(products, sessions.first(begin), content, {}, options);
    if (!pack) {
      return std::unexpected(std::move(pack.error()));
    }
    const auto catalog = Catalog::Open(std::move(*pack));
    if (!catalog) {
      return std::unexpected(catalog.error());
    }
    AskQuestions(*catalog, sessions.subspan(begin, end - begin), options.questions, questions);
    progress("lists from " + std::to_string(begin) + " sessions, " +
             std::to_string(questions.size()) + " questions so far");
  }
  if (options.on_questions) {
    if (auto taken = options.on_questions(questions); !taken) {
      return std::unexpected(std::move(taken.error()));
    }
  }
  std::vector<std::byte> weights;
  if (questions.size() > 0) {
    const NetworkWeights network =
        TrainNetwork(questions, options.network, [&](std::size_t epoch, double loss) {
          progress("re-ranker, epoch " + std::to_string(epoch + 1) + " of " +
                   std::to_string(options.network.epochs) + ": loss " + std::to_string(loss));
        });
    auto bytes = WriteNetwork(network);
    if (!bytes) {
      return std::unexpected(std::move(bytes.error()));
    }
    weights = std::move(*bytes);
  }
  return LearnPack(products, sessions, content, weights, options);
}

}  // namespace vitrine::training
