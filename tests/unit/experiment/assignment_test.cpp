// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/assignment.h>
#include <vitrine/experiment/sample_ratio.h>
#include <vitrine/experiment/sip_hash.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace vitrine {
namespace {

// The key 00 01 ... 0f and the messages 00 01 ..., as in the paper's appendix A and the vectors
// that go with its reference code.
TEST(SipHash, AgreesWithItsPaper) {
  const SipKey key = {0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
  std::string message;
  EXPECT_EQ(SipHash(key, message), 0x726fdb47dd0e0e31U);
  message.push_back('\0');
  EXPECT_EQ(SipHash(key, message), 0x74f839c593dc67fdU);
  for (char c = 1; c < 8; ++c) {
    message.push_back(c);
  }
  EXPECT_EQ(SipHash(key, message), 0x93f5f5799a932462U);
  for (char c = 8; c < 15; ++c) {
    message.push_back(c);
  }
  EXPECT_EQ(SipHash(key, message), 0xa129ca6149be45e5U);
}

ExperimentPlan Plan(std::string name) {
  return {.name = std::move(name), .arms = {{"control", 1}, {"treatment", 1}}};
}

Assigner Created(ExperimentPlan plan) { return Assigner::Create(std::move(plan)).value(); }

std::size_t ArmOf(const Assigner& assigner, std::size_t i) {
  return assigner.Assign("visitor-" + std::to_string(i))->arm;
}

// These places are part of the contract: a change would move every shopper of a running experiment.
// They were worked out by a second implementation, in Python.
TEST(Assignment, PlacesNeverChange) {
  EXPECT_EQ(PlaceOf("spring", "visitor-1"), 0x1.cb5e2c81bbf53p-1);
  const Assigner assigner = Created(Plan("spring"));
  std::string arms;
  for (std::size_t i = 0; i < 32; ++i) {
    arms += ArmOf(assigner, i) == 0 ? 'c' : 't';
  }
  EXPECT_EQ(arms, "tttccttcctctcctttttttttcccttttcc");
}

TEST(Assignment, FollowsTheWeights) {
  ExperimentPlan plan = Plan("spring");
  plan.arms = {{"control", 5}, {"nobody", 0}, {"a", 3}, {"b", 2}};
  const Assigner assigner = Created(plan);
  std::vector<std::size_t> counts(4);
  for (std::size_t i = 0; i < 100'000; ++i) {
    counts[ArmOf(assigner, i)] += 1;
  }
  EXPECT_EQ(counts[1], 0U);
  EXPECT_GT(TestSampleRatio(counts, std::vector<double>{5, 0, 3, 2})->p_value, 0.01);
}

TEST(Assignment, MovesOnlyThoseBesideAMovedBorder) {
  ExperimentPlan before = Plan("spring");
  ExperimentPlan after = Plan("spring");
  before.arms = {{"control", 9}, {"treatment", 1}};
  const Assigner few = Created(before);
  const Assigner half = Created(after);
  for (std::size_t i = 0; i < 10'000; ++i) {
    EXPECT_GE(ArmOf(half, i), ArmOf(few, i));
  }
}

TEST(Assignment, ExperimentsAndTheHoldOutAreIndependent) {
  ExperimentPlan plan = Plan("spring");
  plan.hold_out_01 = 0.1;
  const Assigner spring = Created(plan);
  plan.name = "summer";
  const Assigner summer = Created(plan);
  std::vector<std::size_t> pairs(4);
  std::size_t held_out = 0;
  for (std::size_t i = 0; i < 100'000; ++i) {
    const std::string id = "visitor-" + std::to_string(i);
    const Assignment first = spring.Assign(id).value();
    const Assignment second = summer.Assign(id).value();
    ASSERT_EQ(first.held_out, second.held_out);
    held_out += first.held_out ? 1 : 0;
    if (!first.held_out) {
      pairs[2 * first.arm + second.arm] += 1;
    }
  }
  EXPECT_NEAR(static_cast<double>(held_out), 10'000, 400);
  EXPECT_GT(TestSampleRatio(pairs, std::vector<double>{1, 1, 1, 1})->p_value, 0.01);
  EXPECT_EQ(spring.NameOf({.held_out = true}), "hold-out");
  EXPECT_EQ(spring.NameOf({.arm = 1}), "treatment");
}

TEST(Assignment, BadPlansAreRefused) {
  const auto refused = [](const auto& spoil) {
    ExperimentPlan plan = Plan("spring");
    spoil(plan);
    const auto assigner = Assigner::Create(plan);
    return !assigner && assigner.error().code == ErrorCode::kInvalidArgument;
  };
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.name = ""; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms.clear(); }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms[1].name = "control"; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms[1].name = ""; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms[1].name = "hold-out"; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms[1].weight = -1; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms[1].weight = kNan; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.arms[0].weight = plan.arms[1].weight = 0; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.hold_out_01 = 1.1; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.hold_out_01 = kNan; }));
  EXPECT_TRUE(refused([](ExperimentPlan& plan) { plan.hold_out_salt = plan.name; }));
  EXPECT_FALSE(Created(Plan("spring")).Assign(""));
}

}  // namespace
}  // namespace vitrine
