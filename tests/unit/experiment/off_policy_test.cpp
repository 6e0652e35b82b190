// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/experiment/off_policy.h>
#include <vitrine/experiment/reward_model.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::uint32_t kActions = 10;
constexpr std::uint32_t kPositions = 3;
constexpr std::uint32_t kContexts = 4;

// A small shop in which all is known: shoppers of four kinds, ten items, three positions.
class World {
 public:
  // The rewards are about this large on average.
  explicit World(double mean_reward) {
    Random random(17);
    const auto weights = [&](double spread) {
      std::vector<double> table;
      for (std::uint32_t i = 0; i < kActions * kPositions; ++i) {
        table.push_back(std::exp(spread * random.Normal()));
      }
      return PolicyFromWeights(kActions, std::move(table)).value();
    };
    logging_ = weights(0.7);
    wanted_ = weights(0.7);
    for (double& chance : chances_) {
      chance = std::min(mean_reward * std::exp(0.5 * random.Normal()), 1.0);
    }
  }

  const PolicyTable& wanted() const { return wanted_; }

  double Truth(const PolicyTable& policy) const {
    double sum = 0;
    for (std::uint32_t context = 0; context < kContexts; ++context) {
      for (std::uint32_t position = 0; position < kPositions; ++position) {
        for (std::uint32_t action = 0; action < kActions; ++action) {
          sum += policy.row(position)[action] * Chance(context, position, action);
        }
      }
    }
    return sum / (kContexts * kPositions);
  }

  BanditLog Log(std::size_t rounds, std::uint64_t seed) const {
    Random random(seed, 7);
    BanditLog log = {.action_count = kActions,
                     .position_count = kPositions,
                     .actions = {},
                     .positions = {},
                     .rewards = {},
                     .propensities = {},
                     .context_width = 1,
                     .category_count = kContexts,
                     .contexts = {}};
    for (std::size_t i = 0; i < rounds; ++i) {
      const std::uint32_t context = random.Below(kContexts);
      const std::uint32_t position = random.Below(kPositions);
      const auto row = logging_.row(position);
      double place = random.Uniform();
      std::uint32_t action = 0;
      while (action + 1 < kActions && place >= row[action]) {
        place -= row[action];
        action += 1;
      }
      log.actions.push_back(action);
      log.positions.push_back(position);
      log.contexts.push_back(context);
      log.propensities.push_back(row[action]);
      log.rewards.push_back(random.Uniform() < Chance(context, position, action) ? 1 : 0);
    }
    return log;
  }

 private:
  double Chance(std::uint32_t context, std::uint32_t position, std::uint32_t action) const {
    return chances_[(context * kPositions + position) * kActions + action];
  }

  PolicyTable logging_;
  PolicyTable wanted_;
  std::array<double, std::size_t{kContexts} * kPositions * kActions> chances_{};
};

constexpr OffPolicyOptions kQuick = {.bootstrap = {.resamples = 1000}, .repeats = 1, .ridge = 100};

bool Holds(const PolicyValue& value, double truth) {
  return value.interval && value.interval->low <= truth && truth <= value.interval->high;
}

// Two hundred logs tell a coverage to 1.5 points; this many, to 0.9.
TEST(OffPolicy, IntervalsHoldTheTruthOnAlmostAllLogs) {
  constexpr std::uint64_t kLogs = 600;
  const World world(0.1);
  const double truth = world.Truth(world.wanted());
  OffPolicyOptions options = kQuick;
  options.bootstrap.resamples = 400;
  double answered = 0;
  double ips = 0;
  double snips = 0;
  double doubly_robust = 0;
  for (std::uint64_t i = 1; i <= kLogs; ++i) {
    const auto result = EvaluatePolicy(world.Log(1500, i), world.wanted(), options);
    ASSERT_TRUE(result) << result.error().message;
    answered += result->refusals.empty() ? 1 : 0;
    ips += Holds(result->ips, truth) ? 1 : 0;
    snips += Holds(result->snips, truth) ? 1 : 0;
    doubly_robust += Holds(result->doubly_robust, truth) ? 1 : 0;
  }
  EXPECT_GE(answered, 0.98 * kLogs);
  for (const double held : {ips, snips, doubly_robust}) {
    EXPECT_GE(held / answered, 0.93);
    EXPECT_LE(held / answered, 0.97);
  }
}

TEST(OffPolicy, DoublyRobustIsNoWorseThanSelfNormalised) {
  const World world(0.3);
  const double truth = world.Truth(world.wanted());
  double snips = 0;
  double doubly_robust = 0;
  OffPolicyOptions options = kQuick;
  options.bootstrap.resamples = 100;
  options.ridge = 3;
  for (std::uint64_t i = 1; i <= 60; ++i) {
    const auto result = EvaluatePolicy(world.Log(2000, i), world.wanted(), options).value();
    snips += std::pow(result.snips.value - truth, 2);
    doubly_robust += std::pow(result.doubly_robust.value - truth, 2);
  }
  EXPECT_LT(doubly_robust, snips);
}

TEST(OffPolicy, PropensitiesNearZeroAreRefusedByNumbers) {
  const World world(0.3);
  for (const double tiny : {1e-200, 5e-324}) {
    BanditLog log = world.Log(500, 2);
    for (const std::size_t i : {10U, 20U, 30U}) {
      log.propensities[i] = tiny;
    }
    const auto result = EvaluatePolicy(log, world.wanted(), kQuick).value();
    ASSERT_FALSE(result.refusals.empty());
    EXPECT_GE(result.overlap.effective_rounds, tiny == 1e-200 ? 1 : 0);
    EXPECT_LE(result.overlap.effective_rounds, 3);
    EXPECT_LE(result.overlap.effective_rewards, 3);
    EXPECT_LE(result.overlap.largest_share_01, 1);
    for (const std::string& refusal : result.refusals) {
      EXPECT_THAT(refusal, Not(HasSubstr("NaN")));
    }
    EXPECT_TRUE(result.logged.interval);
    EXPECT_FALSE(result.ips.interval);
  }
}

TEST(OffPolicy, RewardsWhoseSquaresOverflowHaveAnInterval) {
  const World world(0.3);
  BanditLog log = world.Log(500, 2);
  log.rewards[3] = 1e150;
  const auto result = EvaluatePolicy(log, world.wanted(), kQuick).value();
  EXPECT_FALSE(std::isnan(result.logged.interval->low));
  EXPECT_FALSE(std::isnan(result.logged.interval->high));
}

TEST(OffPolicy, ThePolicyThatWasLoggedIsWorthWhatItEarned) {
  const World world(0.2);
  BanditLog log = world.Log(3000, 5);
  std::ranges::fill(log.propensities, 1.0 / kActions);
  std::ranges::for_each(log.actions,
                        [i = 0U](std::uint32_t& action) mutable { action = i++ % kActions; });
  const auto result = EvaluatePolicy(log, UniformPolicy(kActions, kPositions), kQuick).value();
  EXPECT_NEAR(result.ips.value, result.logged.value, 1e-12);
  EXPECT_NEAR(result.snips.value, result.logged.value, 1e-12);
  EXPECT_NEAR(result.doubly_robust.value, result.logged.value, 0.01);
  EXPECT_NEAR(result.overlap.effective_rounds, 3000, 1e-6);
}

TEST(OffPolicy, TheSameSeedGivesTheSameIntervals) {
  const World world(0.2);
  const BanditLog log = world.Log(500, 3);
  const auto first = EvaluatePolicy(log, world.wanted(), kQuick).value();
  const auto again = EvaluatePolicy(log, world.wanted(), kQuick).value();
  EXPECT_EQ(first.doubly_robust.interval->low, again.doubly_robust.interval->low);
  OffPolicyOptions other = kQuick;
  other.bootstrap.seed = 2;
  const auto second = EvaluatePolicy(log, world.wanted(), other).value();
  EXPECT_NE(first.ips.interval->low, second.ips.interval->low);
}

TEST(OffPolicy, WeightsThatOverflowAreRefused) {
  const World world(0.2);
  BanditLog log = world.Log(3000, 5);
  log.propensities[0] = 5e-324;
  const auto result = EvaluatePolicy(log, world.wanted(), kQuick).value();
  EXPECT_FALSE(result.refusals.empty());
  EXPECT_FALSE(result.ips.interval);
}

TEST(BanditLog, UniformOverShownLeavesOutWhatAPositionNeverShowed) {
  const BanditLog log = {.action_count = 3,
                         .position_count = 2,
                         .actions = {0, 0, 2, 1},
                         .positions = {0, 0, 0, 1},
                         .rewards = {0, 0, 0, 0},
                         .propensities = {0.5, 0.5, 0.5, 1},
                         .contexts = {}};
  const PolicyTable policy = UniformOverShown(log).value();
  EXPECT_EQ(policy.probabilities, (std::vector<double>{0.5, 0, 0.5, 0, 1, 0}));
}

TEST(BanditLog, TablesThatWouldBeTooLargeAreNotMade) {
  BanditLog log;
  log.action_count = 4'000'000'000U;
  log.position_count = 4'000'000'000U;
  EXPECT_EQ(UniformOverShown(log).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(PolicyOfLog(log).error().code, ErrorCode::kTooLarge);
  EXPECT_TRUE(CheckCells(std::size_t{1} << 20U, 16));
  EXPECT_FALSE(CheckCells((std::size_t{1} << 20U) + 1, 16));
}

// Each gives a log that cannot answer and the reason that must be among those given.
void ExpectRefusal(const BanditLog& log, const PolicyTable& policy, const std::string& reason) {
  const auto result = EvaluatePolicy(log, policy, kQuick);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->refusals, ::testing::Contains(HasSubstr(reason)));
  EXPECT_FALSE(result->ips.interval);
  EXPECT_FALSE(result->snips.interval);
  EXPECT_FALSE(result->direct.interval);
  EXPECT_FALSE(result->doubly_robust.interval);
}

TEST(OffPolicy, ALogThatCannotAnswerGivesNoInterval) {
  const World world(0.2);
  const BanditLog good = world.Log(2000, 1);
  ExpectRefusal(world.Log(90, 1), world.wanted(), "effective sample size");

  BanditLog dominated = good;
  dominated.propensities[0] = 1e-6;
  ExpectRefusal(dominated, world.wanted(), "of all weight");

  BanditLog without = good;
  for (std::uint32_t& action : without.actions) {
    action = action == 0 ? 1 : action;
  }
  ExpectRefusal(without, world.wanted(), "was never shown");

  BanditLog unrewarded = good;
  std::ranges::fill(unrewarded.rewards, 0.0);
  ExpectRefusal(unrewarded, world.wanted(), "rewarded rounds");

  BanditLog mistaken = good;
  for (double& propensity : mistaken.propensities) {
    propensity /= 2;
  }
  ExpectRefusal(mistaken, world.wanted(), "the propensities are not those");

  ExpectRefusal(world.Log(1, 1), world.wanted(), "effective sample size");
}

TEST(OffPolicy, BadLogsAndPoliciesAreErrors) {
  const World world(0.2);
  const BanditLog good = world.Log(200, 1);
  const auto code = [&](const auto& spoil) {
    BanditLog log = good;
    PolicyTable policy = world.wanted();
    OffPolicyOptions options = kQuick;
    spoil(log, policy, options);
    const auto result = EvaluatePolicy(log, policy, options);
    EXPECT_FALSE(result);
    return result ? ErrorCode::kInternal : result.error().code;
  };
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  using Log = BanditLog;
  using Policy = PolicyTable;
  using Options = OffPolicyOptions;
  for (const double propensity : {0.0, -0.1, 1.5, kNan}) {
    EXPECT_EQ(code([&](Log& log, Policy&, Options&) { log.propensities[3] = propensity; }),
              ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(code([&](Log& log, Policy&, Options&) { log.rewards[3] = kNan; }),
            ErrorCode::kNonFinite);
  EXPECT_EQ(code([](Log& log, Policy&, Options&) { log = BanditLog{}; }), ErrorCode::kInconclusive);
  EXPECT_EQ(code([](Log& log, Policy&, Options&) { log.rewards.pop_back(); }),
            ErrorCode::kShapeMismatch);
  EXPECT_EQ(code([](Log& log, Policy&, Options&) { log.actions[0] = kActions; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](Log& log, Policy&, Options&) { log.contexts[0] = kContexts; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([&](Log&, Policy& policy, Options&) { policy.probabilities[0] = kNan; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](Log&, Policy& policy, Options&) { policy.probabilities[0] /= 2; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](Log&, Policy& policy, Options&) { policy.probabilities.pop_back(); }),
            ErrorCode::kShapeMismatch);
  EXPECT_EQ(code([](Log&, Policy&, Options& options) { options.folds = 1; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](Log&, Policy&, Options& options) { options.bootstrap.resamples = 3; }),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code([](Log&, Policy&, Options& options) { options.ridge = 0; }),
            ErrorCode::kInvalidArgument);
}

TEST(Policy, WeightsBecomeProbabilities) {
  const auto policy = PolicyFromWeights(2, {1, 3, 0, 5}).value();
  EXPECT_THAT(policy.probabilities, ::testing::ElementsAre(0.25, 0.75, 0, 1));
  EXPECT_FALSE(PolicyFromWeights(2, {0, 0}));
  EXPECT_FALSE(PolicyFromWeights(2, {1, -1}));
  EXPECT_FALSE(PolicyFromWeights(2, {1, 2, 3}));
}

TEST(RewardModel, LearnsItsOwnKindOfRewards) {
  // Rewards outside 0..1 are modelled linearly: action 1 earns 5 more than action 0.
  BanditLog log = {.action_count = 2,
                   .position_count = 1,
                   .actions = {},
                   .positions = {},
                   .rewards = {},
                   .propensities = {},
                   .contexts = {}};
  for (std::uint32_t i = 0; i < 400; ++i) {
    log.actions.push_back(i % 2);
    log.positions.push_back(0);
    log.rewards.push_back(i % 2 == 0 ? 2 : 7);
    log.propensities.push_back(0.5);
  }
  std::vector<std::uint32_t> rounds(log.size());
  std::iota(rounds.begin(), rounds.end(), 0U);
  const RewardModel model = RewardModel::Fit(log, rounds, 0.1);
  EXPECT_NEAR(model.Predict(log, 0, 0), 2, 0.01);
  EXPECT_NEAR(model.Predict(log, 0, 1), 7, 0.01);
  EXPECT_NEAR(model.PredictPolicy(log, 0, UniformPolicy(2, 1)), 4.5, 0.01);
}

TEST(RewardModel, ApproachesTheRatesOfEachAction) {
  const World world(0.3);
  const BanditLog log = world.Log(20'000, 1);
  std::vector<std::uint32_t> rounds(log.size());
  std::iota(rounds.begin(), rounds.end(), 0U);
  const RewardModel model = RewardModel::Fit(log, rounds, 1);
  double predicted = 0;
  double earned = 0;
  for (const std::uint32_t round : rounds) {
    if (log.actions[round] == 4 && log.positions[round] == 1) {
      predicted += model.Predict(log, round, 4);
      earned += log.rewards[round];
    }
  }
  EXPECT_NEAR(predicted / earned, 1, 0.02);
}

}  // namespace
}  // namespace vitrine
