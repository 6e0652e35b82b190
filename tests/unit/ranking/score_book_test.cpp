// SPDX-License-Identifier: Apache-2.0
// Rankings by scores that come later are those by scores that are there at once, and a broken model
// is told.
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/ranking/lookbook_plan.h>
#include <vitrine/ranking/ranker.h>
#include <vitrine/ranking/reason_text.h>
#include <vitrine/ranking/score_book.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::size_t kLinearSlow = 2;
constexpr std::int64_t kNow = 10;

// A model that answers at once.
class Direct : public RankModel {
 public:
  explicit Direct(std::function<float(std::span<const float>)> score) : score_(std::move(score)) {}

  Result<void> Score(std::span<const float> features, std::span<float> scores) override {
    for (std::size_t i = 0; i < scores.size(); ++i) {
      scores[i] = score_(features.subspan(i * kFeatureCount, kFeatureCount));
    }
    return {};
  }

 private:
  std::function<float(std::span<const float>)> score_;
};

Direct LinearSlow() {
  return Direct([](std::span<const float> row) { return row[kLinearSlow]; });
}

// Gives the book what it wants; whether it wanted anything.
bool Answer(ScoreBook& book, RankModel& model) {
  bool any = false;
  for (; !book.Wanted().empty(); any = true) {
    std::vector<float> scores(book.Wanted().size() / kFeatureCount);
    EXPECT_TRUE(model.Score(book.Wanted(), scores));
    EXPECT_TRUE(book.Give(scores));
  }
  return any;
}

std::vector<std::string> Told(const Catalog& catalog, std::span<const Pick> picks) {
  std::vector<std::string> lines;
  for (const Pick& pick : picks) {
    lines.push_back(std::string(catalog.id(pick.product)) + " " + std::to_string(pick.score) + " " +
                    ReasonText(catalog, pick) + " " + std::to_string(pick.reason.rank_with) + " " +
                    std::to_string(pick.reason.rank_without));
  }
  return lines;
}

TEST(Reranker, OfAModelOrdersAsTheSameNetworkDoes) {
  const Catalog catalog = TrainedCatalog(400, WriteNetwork(ScoreByFeature(kLinearSlow, 1)).value());
  Direct model = LinearSlow();
  const Ranker by_network(catalog, {}, Reranker::Open(catalog).value());
  const Ranker by_model(catalog, {}, Reranker::Of(catalog, model));
  const PageRequest request = {.count = 6, .now_ms = kNow, .shown = {}, .recent_reasons = {}};
  const Profile profile = Viewed({"p150", "p250", "p151"});
  EXPECT_EQ(Told(catalog, by_model.PickPage(profile, request).value()),
            Told(catalog, by_network.PickPage(profile, request).value()));
}

TEST(Reranker, OfAModelNeedsNoTrainedPack) {
  const Catalog catalog = TrainedCatalog(60, {});
  Direct model([](std::span<const float> row) { return -row[17]; });  // By position.
  Ranker ranker(catalog);
  std::vector<float> plain(catalog.size());
  ASSERT_TRUE(ranker.ScoreFor(Viewed({"p150"}), kNow, plain));
  ranker.UseModel(&model);
  std::vector<float> scores(catalog.size());
  const auto raised = ranker.ScoreFor(Viewed({"p150"}), kNow, scores);
  ASSERT_TRUE(raised);
  EXPECT_EQ(raised->size(), catalog.size());
  EXPECT_GT(scores[51], scores[52]);
  ranker.UseModel(nullptr);
  ASSERT_TRUE(ranker.ScoreFor(Viewed({"p150"}), kNow, scores));
  EXPECT_EQ(scores, plain);
}

TEST(Reranker, OfAModelGivesWayToTheNetworkAgain) {
  const Catalog catalog = TrainedCatalog(60, WriteNetwork(ScoreByFeature(kLinearSlow, 1)).value());
  Direct model([](std::span<const float> row) { return -row[kLinearSlow]; });
  Ranker ranker(catalog, {}, Reranker::Open(catalog).value());
  std::vector<float> scores(catalog.size());
  for (RankModel* used : {static_cast<RankModel*>(nullptr), static_cast<RankModel*>(&model),
                          static_cast<RankModel*>(nullptr)}) {
    ranker.UseModel(used);
    ASSERT_TRUE(ranker.ScoreFor(Viewed({"p110"}), kNow, scores));
    EXPECT_EQ(scores[11] > scores[12], used == nullptr);
  }
}

TEST(Reranker, OfAModelThatGivesNoNumbersSaysSo) {
  const Catalog catalog = TrainedCatalog(60, {});
  std::vector<float> scores(catalog.size());
  for (const float broken :
       {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
    Direct model([broken](std::span<const float> row) { return row[17] > 0.5F ? broken : 1.0F; });
    const Ranker ranker(catalog, {}, Reranker::Of(catalog, model));
    const auto scored = ranker.ScoreFor(Viewed({"p110"}), kNow, scores);
    ASSERT_FALSE(scored);
    EXPECT_EQ(scored.error().code, ErrorCode::kNonFinite);
    EXPECT_THAT(scored.error().message, HasSubstr("a score that is NaN or infinite"));
  }
}

// Several pages, one after the other forgotten, so that one call decides more than one.
TEST(ScoreBook, PagesAreThoseOfAModelThatAnswersAtOnce) {
  const Catalog catalog = TrainedCatalog(400, {});
  Direct model = LinearSlow();
  ScoreBook book;
  const Ranker direct(catalog, {}, Reranker::Of(catalog, model));
  const Ranker booked(catalog, {}, Reranker::Of(catalog, book));
  LookbookPlan expected(direct);
  LookbookPlan plan(booked);
  const Profile profile = Viewed({"p150", "p250", "p151", "p300", "p152"});
  std::size_t rounds = 0;
  for (const std::size_t index : {0U, 1U, 2U, 3U, 2U}) {
    if (index == 3) {
      plan.Restart();
      expected.Restart();
    }
    for (bool wanting = true; wanting; ++rounds) {
      ASSERT_TRUE(plan.Page(index, 6, profile, kNow));
      wanting = Answer(book, model);
      if (wanting) {
        plan.Undo();
      }
    }
    book.Clear();
    EXPECT_EQ(Told(catalog, plan.Page(index, 6, profile, kNow).value()),
              Told(catalog, expected.Page(index, 6, profile, kNow).value()));
  }
  EXPECT_LE(rounds, 5U * 4);
}

TEST(ScoreBook, WantsEachListOnceAndKeepsItsScores) {
  ScoreBook book;
  std::vector<float> one(2 * kFeatureCount, 1.0F);
  std::vector<float> other(kFeatureCount, 2.0F);
  std::vector<float> scores(2, 9.0F);
  for (int time = 0; time < 2; ++time) {
    ASSERT_TRUE(book.Score(one, scores));
    EXPECT_THAT(scores, Each(0.0F));
    ASSERT_TRUE(book.Score(other, std::span(scores).first(1)));
  }
  EXPECT_EQ(book.Wanted().size(), one.size());
  ASSERT_TRUE(book.Give(std::vector<float>{3, 4}));
  EXPECT_EQ(book.Wanted().size(), other.size());
  ASSERT_TRUE(book.Give(std::vector<float>{5}));
  EXPECT_THAT(book.Wanted(), IsEmpty());
  ASSERT_TRUE(book.Score(one, scores));
  EXPECT_EQ(scores, (std::vector<float>{3, 4}));
  EXPECT_THAT(book.Wanted(), IsEmpty());
  book.Clear();
  ASSERT_TRUE(book.Score(one, scores));
  EXPECT_FALSE(book.Wanted().empty());
}

TEST(ScoreBook, RefusesWhatIsNotWantedAndKeepsWaiting) {
  ScoreBook book;
  EXPECT_EQ(book.Give({}).error().code, ErrorCode::kShapeMismatch);
  std::vector<float> scores(2);
  ASSERT_TRUE(book.Score(std::vector<float>(2 * kFeatureCount), scores));
  const auto short_of_one = book.Give(std::vector<float>{1});
  EXPECT_EQ(short_of_one.error().code, ErrorCode::kShapeMismatch);
  EXPECT_THAT(short_of_one.error().message, HasSubstr("one for each candidate"));
  for (const float broken :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(book.Give(std::vector<float>{1, broken}).error().code, ErrorCode::kNonFinite);
  }
  EXPECT_EQ(book.Wanted().size(), 2 * kFeatureCount);
  EXPECT_TRUE(book.Give(std::vector<float>{1, 2}));
}

}  // namespace
}  // namespace vitrine
