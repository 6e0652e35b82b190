// SPDX-License-Identifier: Apache-2.0
// The loop of a storefront whose slots are drawn: shoppers whose clicks have known probabilities,
// the log that their pages write, and what `vitrine ope` says of it.
#include "tests/support/catalog_fixture.h"
#include "tests/unit/cli/run_command.h"

#include <vitrine/base/random.h>
#include <vitrine/experiment/experiment_log.h>
#include <vitrine/ranking/explorer.h>

#include <rapidjson/document.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;
using ::vitrine::testing::MakeCatalog;
using ::vitrine::testing::MakeShop;

constexpr std::int64_t kStart = 1'790'000'000'000;
constexpr std::int64_t kTwoDays = 2 * 86'400'000;
constexpr std::size_t kProducts = 60;

struct Shop {
  Shop() : catalog(MakeCatalog(MakeShop(kProducts, 3), Popularity())), ranker(catalog) {}

  static std::vector<float> Popularity() {
    Random random(3);
    std::vector<float> popularity(kProducts);
    for (float& value : popularity) {
      value = random.Uniform();
    }
    return popularity;
  }

  // Popular products are clicked more, so that what the sampler prefers earns more than the rest.
  double ClickChance(ProductIndex product) const {
    return 0.02 + 0.4 * std::pow(static_cast<double>(catalog.popularity()[product]), 4);
  }

  Catalog catalog;
  Ranker ranker;
};

struct Visits {
  std::uint64_t seed = 0;
  std::size_t shoppers = 300;
  std::size_t each = 8;  // Two days apart.
  float diversity_01 = 0.35F;
  bool have_tastes = false;  // Each shopper has viewed another product before.
};

struct ShopLog {
  std::vector<LogEvent> events;
  std::map<ProductIndex, std::pair<double, double>> propensities;  // Their sum and number.

  std::string Lines() const {
    std::string lines;
    for (const LogEvent& event : events) {
      lines += ToLine(event);
    }
    return lines;
  }

  double TruthOfUniform(const Shop& shop) const {
    double sum = 0;
    for (const auto& [product, unused] : propensities) {
      sum += shop.ClickChance(product);
    }
    return sum / static_cast<double>(propensities.size());
  }

  double TruthOfMeanPropensity(const Shop& shop) const {
    double sum = 0;
    double all = 0;
    for (const auto& [product, sum_and_number] : propensities) {
      const double mean = sum_and_number.first / sum_and_number.second;
      sum += mean * shop.ClickChance(product);
      all += mean;
    }
    return sum / all;
  }
};

// One slot a page: its candidates are the same on every visit of all shoppers without a taste,
// whatever the sampler has learned of them.
ShopLog Simulate(const Shop& shop, const Visits& visits) {
  ShopLog log;
  Random random(visits.seed, 17);
  for (std::size_t shopper = 0; shopper < visits.shoppers; ++shopper) {
    const std::string unit = "u" + std::to_string(shopper);
    Explorer explorer((visits.seed << 20U) + shopper, visits.diversity_01);
    Profile profile;
    if (visits.have_tastes) {
      const auto product = static_cast<ProductIndex>(shopper % kProducts);
      profile.Observe(
          {EventKind::kView, kStart - 1000, "", {std::string(shop.catalog.id(product))}});
    }
    for (std::size_t visit = 0; visit < visits.each; ++visit) {
      const std::int64_t time = kStart + static_cast<std::int64_t>(visit) * kTwoDays;
      PageRequest request;
      request.count = 1;
      request.now_ms = time;
      request.exploration = explorer.For(visit);
      const auto picks = shop.ranker.PickPage(profile, request).value();
      explorer.Seen(shop.catalog, picks);
      const ProductIndex product = picks[0].product;
      const std::string id(shop.catalog.id(product));
      const double propensity = picks[0].draw.value().propensity;
      log.propensities[product].first += propensity;
      log.propensities[product].second += 1;
      log.events.push_back({.kind = LogKind::kShown,
                            .unit = unit,
                            .time_ms = time,
                            .place = {id, 0, 0, propensity}});
      if (static_cast<double>(random.Uniform()) < shop.ClickChance(product)) {
        log.events.push_back({.kind = LogKind::kClick,
                              .unit = unit,
                              .time_ms = time + 5000,
                              .adds = {.clicks = 1},
                              .place = {id, 0, 0, {}}});
        explorer.Observe({EventKind::kSelect, time + 5000, "", {id}});
      }
    }
  }
  return log;
}

struct Told {
  Result<void> done;
  rapidjson::Document report;

  bool Covers(const char* estimator, double truth) const {
    const auto& interval = report["values"][estimator]["interval"];
    return interval.IsArray() && interval[0].GetDouble() <= truth &&
           truth <= interval[1].GetDouble();
  }
};

// `rest` are the further arguments: more files of the log, and the policy.
Told Ope(const TemporaryFolder& folder, const ShopLog& log, const std::string& rest) {
  const std::string path = folder.Write("events.jsonl", log.Lines());
  const std::string json = (folder / "ope.json").string();
  Told told = {RunCommand("ope --resamples 300 --json " + json + " --log " + path + " " + rest),
               {}};
  told.report.Parse(ReadFile(json).value().c_str());
  return told;
}

constexpr std::array<const char*, 3> kEstimators = {"ips", "snips", "doubly_robust"};
constexpr int kRuns = 20;

TEST(OpeOfAStorefront, IntervalsHoldTheTruthOfTheUniformPolicy) {
  const Shop shop;
  const TemporaryFolder folder;
  std::map<std::string, int> covered;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
    const ShopLog log = Simulate(shop, {.seed = seed});
    const Told told = Ope(folder, log, "--policy uniform");
    ASSERT_TRUE(told.done) << told.done.error().message;
    for (const char* estimator : kEstimators) {
      covered[estimator] += told.Covers(estimator, log.TruthOfUniform(shop)) ? 1 : 0;
    }
    // What was logged is another policy's value.
    covered["logged"] += told.Covers("logged", log.TruthOfUniform(shop)) ? 1 : 0;
  }
  for (const char* estimator : kEstimators) {
    EXPECT_GE(covered[estimator], 17) << estimator;
    RecordProperty(estimator, covered[estimator]);
  }
  EXPECT_LE(covered["logged"], 2);
}

TEST(OpeOfAStorefront, IntervalsHoldTheTruthOfAnotherExplorersLog) {
  const Shop shop;
  const TemporaryFolder folder;
  std::map<std::string, int> covered;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
    const ShopLog log = Simulate(shop, {.seed = seed, .diversity_01 = 0.9F});
    const ShopLog other = Simulate(shop, {.seed = seed + 100});
    const Told told =
        Ope(folder, log, "--policy-log " + folder.Write("other.jsonl", other.Lines()));
    ASSERT_TRUE(told.done) << told.done.error().message;
    for (const char* estimator : kEstimators) {
      covered[estimator] += told.Covers(estimator, other.TruthOfMeanPropensity(shop)) ? 1 : 0;
    }
    covered["logged"] += told.Covers("logged", other.TruthOfMeanPropensity(shop)) ? 1 : 0;
  }
  for (const char* estimator : kEstimators) {
    EXPECT_GE(covered[estimator], 17) << estimator;
    RecordProperty(estimator, covered[estimator]);
  }
  EXPECT_LE(covered["logged"], 2);
}

TEST(OpeOfAStorefront, WrongPropensitiesAreRefused) {
  const Shop shop;
  const TemporaryFolder folder;
  ShopLog log = Simulate(shop, {.seed = 1});
  for (LogEvent& event : log.events) {
    if (event.place.propensity) {
      event.place.propensity = *event.place.propensity / 2;
    }
  }
  const Told told = Ope(folder, log, "--policy uniform");
  ASSERT_FALSE(told.done);
  EXPECT_EQ(told.done.error().code, ErrorCode::kInconclusive);
  EXPECT_THAT(told.done.error().message, HasSubstr("the weights' mean is"));
}

// Every shopper has candidates of their own, and no weights reach what was none.
TEST(OpeOfAStorefront, CandidatesThatDifferAreRefused) {
  const Shop shop;
  const TemporaryFolder folder;
  const ShopLog log = Simulate(shop, {.seed = 1, .have_tastes = true});
  const Told told = Ope(folder, log, "--policy uniform");
  ASSERT_FALSE(told.done);
  EXPECT_EQ(told.done.error().code, ErrorCode::kInconclusive);
  EXPECT_THAT(told.done.error().message, HasSubstr("not a candidate in every round"));
  EXPECT_LT(told.report["overlap"]["mean_weight"].GetDouble(), 0.8);
  EXPECT_TRUE(told.report["values"]["doubly_robust"]["interval"].IsNull());
}

TEST(OpeOfAStorefront, ProductsThatWereNeverDrawnAreRefused) {
  const Shop shop;
  const TemporaryFolder folder;
  const ShopLog log = Simulate(shop, {.seed = 1});
  const ShopLog other = Simulate(shop, {.seed = 2, .have_tastes = true});
  const Told told = Ope(folder, log, "--policy-log " + folder.Write("other", other.Lines()));
  ASSERT_FALSE(told.done);
  EXPECT_THAT(told.done.error().message, HasSubstr("never shown in the log"));
}

TEST(OpeOfAStorefront, SeveralFilesAreOneLogAndTellWhatWasLeftOut) {
  const Shop shop;
  const TemporaryFolder folder;
  ShopLog log = Simulate(shop, {.seed = 1});
  ShopLog rest;
  const auto middle = log.events.begin() + static_cast<std::ptrdiff_t>(log.events.size() / 2);
  rest.events.assign(middle, log.events.end());
  rest.events.push_back(
      {.kind = LogKind::kShown, .unit = "u", .time_ms = kStart, .place = {"x", 0, 1, {}}});
  log.events.erase(middle, log.events.end());
  const std::string second = folder.Write("rest.jsonl", rest.Lines() + "{\"type\":\n");
  const Told told = Ope(folder, log, second + " --policy uniform");
  ASSERT_TRUE(told.done) << told.done.error().message;
  EXPECT_EQ(told.report["rounds"].GetUint(), 2400U);
  EXPECT_EQ(told.report["log"]["decided"].GetUint(), 1U);
  EXPECT_EQ(told.report["log"]["broken"].GetUint(), 1U);
  const auto mixed = RunCommand("ope --log " + second + " " + folder.Write("a.csv", "item_id\n") +
                                " --policy uniform");
  ASSERT_FALSE(mixed);
  EXPECT_THAT(mixed.error().message, HasSubstr("a.csv is a table"));
}

}  // namespace
}  // namespace vitrine::cli
