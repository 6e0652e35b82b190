// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/train.h"
#include "tests/unit/training/sample_sessions.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace vitrine::training {
namespace {

constexpr std::size_t kRings = 30;

TrainOptions SmallOptions() {
  TrainOptions options;
  options.vectors.dimension = 16;
  options.network.epochs = 2;
  return options;
}

std::vector<std::byte> Train(const TrainOptions& options) {
  auto pack = TrainPack(BareProducts(4 * kRings), RingSessions(kRings, 1500, 7), options,
                        [](const std::string&) {});
  EXPECT_TRUE(pack) << pack.error().message;
  return std::move(*pack);
}

TEST(TrainPack, ThePackForeseesWhatComesNext) {
  const auto catalog = Catalog::Open(Train(SmallOptions()));
  ASSERT_TRUE(catalog) << catalog.error().message;
  EXPECT_TRUE(std::holds_alternative<Int8Rows>(catalog->vectors()));
  auto reranker = Reranker::Open(*catalog);
  ASSERT_TRUE(reranker) << reranker.error().message;
  ASSERT_TRUE(reranker->has_value());
  const Ranker ranker(*catalog, {}, std::move(*reranker));
  for (ProductIndex product = 0; product < catalog->size(); ++product) {
    const ProductIndex ring = product / 4 * 4;
    Profile profile;
    profile.Observe({EventKind::kView, 1000, "", {std::string(catalog->id(product))}});
    profile.Observe(
        {EventKind::kView, 2000, "", {std::string(catalog->id(ring + (product + 1) % 4))}});
    std::vector<float> scores(catalog->size());
    ASSERT_TRUE(ranker.ScoreFor(profile, 2000, scores).has_value());
    const auto best = std::ranges::max_element(scores) - scores.begin();
    EXPECT_EQ(static_cast<ProductIndex>(best), ring + (product + 2) % 4);
  }
}

TEST(TrainPack, EqualInputGivesEqualBytes) {
  EXPECT_EQ(Train(SmallOptions()), Train(SmallOptions()));
}

TEST(TrainPack, WithoutRoundsThereIsNoReranker) {
  TrainOptions options = SmallOptions();
  options.rounds.clear();
  const auto catalog = Catalog::Open(Train(options));
  ASSERT_TRUE(catalog);
  const auto reranker = Reranker::Open(*catalog);
  ASSERT_TRUE(reranker);
  EXPECT_FALSE(reranker->has_value());
  EXPECT_FALSE(catalog->neighbours(0).empty());
}

TEST(TrainPack, NoSessionIsAnError) {
  const auto pack = TrainPack(BareProducts(3), {}, {}, [](const std::string&) {});
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine::training
