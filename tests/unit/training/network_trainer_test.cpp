// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/network_trainer.h"

#include <vitrine/base/random.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace vitrine::training {
namespace {

constexpr std::size_t kCandidates = 20;

// The answer is the candidate whose second and third feature are nearest to each other: no linear
// function finds it. The last feature never varies.
Questions NearestPairQuestions(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  Questions questions;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t answer = 0;
    float least = 2;
    for (std::uint32_t candidate = 0; candidate < kCandidates; ++candidate) {
      std::vector<float> row(kFeatureCount);
      for (float& value : std::span(row).first(kFeatureCount - 1)) {
        value = random.Uniform();
      }
      const float distance = std::abs(row[1] - row[2]);
      answer = distance < least ? candidate : answer;
      least = std::min(least, distance);
      questions.features.insert(questions.features.end(), row.begin(), row.end());
    }
    questions.answers.push_back(answer);
    questions.ends.push_back(questions.features.size() / kFeatureCount);
  }
  return questions;
}

// The mean reciprocal rank of the answers.
double Judge(const NetworkWeights& weights, const Questions& questions) {
  const auto network = Network::Create(weights);
  EXPECT_TRUE(network.has_value());
  std::vector<float> scores(kCandidates);
  double sum = 0;
  for (std::size_t question = 0; question < questions.size(); ++question) {
    const auto features =
        std::span(questions.features)
            .subspan(questions.begin(question) * kFeatureCount, kCandidates * kFeatureCount);
    EXPECT_TRUE(network->Evaluate(features, scores).has_value());
    const float answer = scores[questions.answers[question]];
    sum += 1.0 / static_cast<double>(std::ranges::count_if(
                     scores, [answer](float score) { return score >= answer; }));
  }
  return sum / static_cast<double>(questions.size());
}

TEST(NetworkTrainer, LearnsWhatNoLinearFunctionSays) {
  std::vector<double> losses;
  const NetworkWeights weights =
      TrainNetwork(NearestPairQuestions(3000, 1), {.hidden = {32, 16}, .epochs = 12},
                   [&](std::size_t, double loss) { losses.push_back(loss); });
  ASSERT_EQ(losses.size(), 12U);
  EXPECT_LT(losses.back(), 0.6 * losses.front());
  // Every linear function is at chance, 0.18 with twenty candidates.
  EXPECT_GT(Judge(weights, NearestPairQuestions(500, 2)), 0.5);
  EXPECT_EQ(weights.scales.back(), 0);
}

TEST(NetworkTrainer, EqualInputGivesEqualBits) {
  const Questions questions = NearestPairQuestions(100, 1);
  const auto train = [&] {
    return TrainNetwork(questions, {.hidden = {8}, .epochs = 2}, [](std::size_t, double) {});
  };
  EXPECT_EQ(train().layers[0].weights, train().layers[0].weights);
}

}  // namespace
}  // namespace vitrine::training
