// SPDX-License-Identifier: Apache-2.0
// Rankers behind ONNX Runtime, and what is said of broken ones. The models of tests/data/models are
// made by the script there, and the browser is held to the same by
// wasm/test/browser/ranker.test.mjs.
#include "sdk/onnx/ranker_check.h"

#include "sdk/onnx/network_model.h"
#include "sdk/onnx/onnx_ranker.h"
#include "tests/support/networks.h"
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/ranking/lookbook_plan.h>
#include <vitrine/ranking/ranker.h>
#include <vitrine/ranking/reason_text.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::filesystem::path ModelPath(const std::string& name) {
  return std::filesystem::path("tests/data/models") / (name + ".onnx");
}

std::string ModelFile(const std::string& name) { return ReadRanker(ModelPath(name)).value(); }

auto IsError(const std::string& words) {
  return AllOf(Field(&Finding::gravity, Gravity::kError),
               Field(&Finding::message, HasSubstr(words)));
}

NetworkWeights FullNetwork(unsigned seed) {
  return testing::RandomNetwork({kFeatureCount, 16, 1}, seed);
}

TEST(CheckRanker, OfThePacksNetworkFindsItEqual) {
  const NetworkWeights weights = FullNetwork(7);
  const Catalog catalog = TrainedCatalog(400, WriteNetwork(weights).value());
  const RankerCheck check = CheckRanker(NetworkToOnnx(weights).value(), &catalog);
  EXPECT_TRUE(check.passed());
  EXPECT_THAT(check.findings, IsEmpty());
  EXPECT_FALSE(check.listwise);
  EXPECT_GT(check.list_ms.value(), 0);
  EXPECT_GT(check.difference.value(), 0);  // It sums in another order.
  EXPECT_LE(check.difference.value(), 1e-5);
  EXPECT_THAT(check.signature, HasSubstr("\"features\", float32 of items x 40, to \"scores\""));
}

TEST(CheckRanker, OfAnotherNetworkFindsADifference) {
  const Catalog catalog = TrainedCatalog(400, WriteNetwork(FullNetwork(7)).value());
  const RankerCheck check = CheckRanker(NetworkToOnnx(FullNetwork(8)).value(), &catalog);
  EXPECT_TRUE(check.passed());
  EXPECT_GT(check.difference.value(), 0.1);
  const Catalog untrained = TrainedCatalog(30, {});
  const RankerCheck alone = CheckRanker(NetworkToOnnx(FullNetwork(8)).value(), &untrained);
  EXPECT_TRUE(alone.passed());
  EXPECT_FALSE(alone.difference.has_value());
}

TEST(CheckRanker, SaysWhatAGoodOneIsLike) {
  EXPECT_THAT(CheckRanker(ModelFile("ranker"), nullptr).findings, IsEmpty());
  const RankerCheck listwise = CheckRanker(ModelFile("ranker-listwise"), nullptr);
  EXPECT_THAT(listwise.findings, IsEmpty());
  EXPECT_TRUE(listwise.listwise);
  const RankerCheck equal = CheckRanker(ModelFile("ranker-equal"), nullptr);
  EXPECT_TRUE(equal.passed());
  EXPECT_THAT(equal.findings, ElementsAre(Field(&Finding::gravity, Gravity::kWarning)));
}

TEST(CheckRanker, SaysAllThatIsWrong) {
  const auto findings = [](const std::string& name) {
    return CheckRanker(ModelFile(name), nullptr).findings;
  };
  EXPECT_THAT(findings("ranker-narrow"),
              ElementsAre(IsError("40 features were expected, see `vitrine model features`; the "
                                  "input is float32 of items x 39")));
  EXPECT_THAT(findings("ranker-whole"), ElementsAre(IsError("it is int64 of items x 40")));
  EXPECT_THAT(findings("ranker-two-inputs"), ElementsAre(IsError("one input was expected")));
  EXPECT_THAT(findings("ranker-two-outputs"), ElementsAre(IsError("one output was expected")));
  EXPECT_THAT(findings("ranker-double"), ElementsAre(IsError("it is float64 of items x 1")));
  EXPECT_THAT(findings("ranker-fixed"), ElementsAre(IsError("the input is float32 of 200 x 40")));
  EXPECT_THAT(findings("ranker-one-score"),
              ElementsAre(IsError("gave 1 numbers of float32 for 7 candidates"),
                          IsError("for 200 candidates")));
  EXPECT_THAT(findings("ranker-nan"), ElementsAre(IsError("usual candidates"), IsError("are 0")));
  EXPECT_THAT(findings("ranker-inverse"),
              ElementsAre(Field(&Finding::gravity, Gravity::kWarning),
                          IsError("features that are 0"), IsError("where newest_gap is 0")));
  EXPECT_THAT(findings("ranker-far-apart"), ElementsAre(IsError("can be compared")));
  EXPECT_THAT(findings("ranker-random"), ElementsAre(IsError("differ from run to run")));
  EXPECT_THAT(findings("ranker-failing"), ElementsAre(IsError("failed with 1 candidates")));
  EXPECT_THAT(findings("ranker-elsewhere"), ElementsAre(IsError("weights")));
  EXPECT_THAT(findings("warm"), ElementsAre(IsError("1 x 3 x 64 x 64"), IsError("an output of")));
}

TEST(CheckRanker, RefusesWhatIsNoModelOrTooLarge) {
  const std::string model = ModelFile("ranker");
  for (std::size_t size = 0; size < model.size(); ++size) {
    EXPECT_FALSE(CheckRanker(model.substr(0, size), nullptr).passed()) << size;
  }
  EXPECT_THAT(CheckRanker("this is no model", nullptr).findings,
              ElementsAre(IsError("no ONNX model")));
  EXPECT_THAT(CheckRanker(std::string(kMostRankerBytes + 1, 'x'), nullptr).findings,
              ElementsAre(IsError("16777216 bytes at most were expected, it has 16777217")));
}

TEST(OnnxRanker, OpensOnlyRankers) {
  EXPECT_TRUE(OnnxRanker::Open(ModelPath("ranker")));
  EXPECT_TRUE(OnnxRanker::Open(ModelPath("ranker-listwise")));
  for (const char* name :
       {"missing", "make-models", "ranker-narrow", "ranker-whole", "ranker-two-inputs",
        "ranker-two-outputs", "ranker-double", "ranker-fixed", "ranker-elsewhere"}) {
    const auto ranker = OnnxRanker::Open(ModelPath(name));
    ASSERT_FALSE(ranker) << name;
    EXPECT_EQ(ranker.error().code, ErrorCode::kInvalidArgument) << name;
    EXPECT_THAT(ranker.error().message, HasSubstr(name));
  }
  EXPECT_EQ(OnnxRanker::Open(ModelPath("ranker-one-score")).error().code,
            ErrorCode::kShapeMismatch);
  EXPECT_EQ(OnnxRanker::Open(ModelPath("ranker-failing")).error().code, ErrorCode::kInternal);
}

TEST(OnnxRanker, RefusesFeaturesOfAnotherNumber) {
  const auto ranker = OnnxRanker::Open(ModelPath("ranker")).value();
  std::vector<float> scores(2);
  const auto scored = ranker->Score(std::vector<float>(2 * kFeatureCount - 1), scores);
  ASSERT_FALSE(scored);
  EXPECT_EQ(scored.error().code, ErrorCode::kShapeMismatch);
  EXPECT_THAT(scored.error().message, HasSubstr("79 features for 2 candidates"));
}

std::vector<std::string> Told(const Ranker& ranker, LookbookPlan& plan, const Profile& profile) {
  std::vector<std::string> lines;
  for (const std::size_t index : {0U, 1U, 2U}) {
    for (const Pick& pick : plan.Page(index, 6, profile, 10).value()) {
      lines.push_back(std::string(ranker.catalog().id(pick.product)) + " " +
                      ReasonText(ranker.catalog(), pick) + " " +
                      std::to_string(pick.reason.rank_without));
    }
  }
  return lines;
}

TEST(OnnxRanker, GivesTheSlatesOfTheSameNetwork) {
  const NetworkWeights weights = FullNetwork(9);
  const Catalog catalog = TrainedCatalog(400, WriteNetwork(weights).value());
  const auto model = OnnxRanker::Load(NetworkToOnnx(weights).value()).value();
  Profile profile;
  std::int64_t time_ms = 0;
  for (const char* id : {"p150", "p250", "p151", "p300"}) {
    profile.Observe({EventKind::kView, ++time_ms, "", {id}});
  }
  const Ranker by_network(catalog, {}, Reranker::Open(catalog).value());
  const Ranker by_model(catalog, {}, Reranker::Of(catalog, *model));
  LookbookPlan expected(by_network);
  LookbookPlan plan(by_model);
  EXPECT_EQ(Told(by_model, plan, profile), Told(by_network, expected, profile));
}

TEST(OnnxRanker, WhoseScoresAreNoNumbersIsAnErrorOfThePage) {
  const Catalog catalog = TrainedCatalog(60, {});
  Profile profile;
  profile.Observe({EventKind::kView, 1, "", {"p110"}});
  for (const char* name : {"ranker-nan", "ranker-inverse", "ranker-far-apart"}) {
    const auto model = OnnxRanker::Open(ModelPath(name)).value();
    const Ranker ranker(catalog, {}, Reranker::Of(catalog, *model));
    const auto page =
        ranker.PickPage(profile, {.count = 6, .now_ms = 10, .shown = {}, .recent_reasons = {}});
    ASSERT_FALSE(page) << name;
    EXPECT_EQ(page.error().code, ErrorCode::kNonFinite) << name;
  }
}

}  // namespace
}  // namespace vitrine
