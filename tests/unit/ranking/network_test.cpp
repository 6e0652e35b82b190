// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/network.h>

#include <vitrine/base/random.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>
#include <vector>

#include "tests/support/networks.h"
#include "tests/unit/ranking/each_target.h"
#include "tests/unit/ranking/hash.h"

namespace vitrine {
namespace {

using ::testing::HasSubstr;
using testing::RandomNetwork;
using testing::RandomValues;

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// The documented order, item by item.
std::vector<float> Reference(const NetworkWeights& network, std::span<const float> features) {
  std::vector<float> values;
  for (std::size_t i = 0; i < features.size(); ++i) {
    values.push_back((features[i] - network.means[i]) * network.scales[i]);
  }
  for (const NetworkWeights::Layer& layer : network.layers) {
    std::vector<float> sums = layer.biases;
    for (std::size_t output = 0; output < sums.size(); ++output) {
      for (std::size_t input = 0; input < values.size(); ++input) {
        sums[output] += layer.weights[output * values.size() + input] * values[input];
      }
      if (&layer != &network.layers.back()) {
        sums[output] = std::max(sums[output], 0.0F);
      }
    }
    values = sums;
  }
  return values;
}

TEST(Network, EveryInstructionSetGivesTheDocumentedBits) {
  const std::vector<std::vector<std::size_t>> shapes = {
      {1, 1}, {3, 5, 1}, {64, 128, 64, 1}, {17, 4, 2}, {8, 1, 33, 7, 3}};
  for (const std::vector<std::size_t>& widths : shapes) {
    const NetworkWeights weights = RandomNetwork(widths, 2);
    const Network network = Network::Create(weights).value();
    EXPECT_EQ(network.feature_count(), widths.front());
    EXPECT_EQ(network.output_count(), widths.back());
    OnEachTarget([&] {
      for (const std::size_t items : {0U, 1U, 15U, 16U, 50U}) {
        const std::vector<float> features = RandomValues(items * widths.front(), 3);
        std::vector<float> outputs(items * widths.back());
        ASSERT_TRUE(network.Evaluate(features, outputs).has_value());
        for (std::size_t item = 0; item < items; ++item) {
          const auto expected = Reference(
              weights, std::span(features).subspan(item * widths.front(), widths.front()));
          EXPECT_TRUE(std::ranges::equal(
              std::span(outputs).subspan(item * widths.back(), widths.back()), expected))
              << "item " << item << " of " << items;
        }
      }
    });
  }
}

// The number was taken natively and in wasm.
TEST(Network, GivesItsBitsOnEveryPlatform) {
  const Network network = Network::Create(RandomNetwork({64, 128, 64, 1}, 2)).value();
  std::vector<float> scores(100);
  ASSERT_TRUE(network.Evaluate(RandomValues(100 * 64, 3), scores).has_value());
  EXPECT_EQ(HashOf<float>(scores), 0x0F233E2C0C2E2A0CU);
}

TEST(Network, RejectsShapesThatDoNotAgree) {
  const Network network = Network::Create(RandomNetwork({4, 3, 2}, 1)).value();
  std::vector<float> outputs(6);
  for (const std::size_t features : {0U, 8U, 11U, 13U, 16U}) {
    const auto evaluated = network.Evaluate(std::vector<float>(features), outputs);
    ASSERT_FALSE(evaluated.has_value()) << features;
    EXPECT_EQ(evaluated.error().code, ErrorCode::kShapeMismatch);
  }
  outputs.resize(5);
  EXPECT_EQ(network.Evaluate(std::vector<float>(12), outputs).error().code,
            ErrorCode::kShapeMismatch);
}

TEST(Network, RejectsFeaturesThatAreNotFiniteAndSaysWhose) {
  const Network network = Network::Create(RandomNetwork({4, 3, 1}, 1)).value();
  for (const float broken : {kNaN, kInfinity, -kInfinity}) {
    std::vector<float> features = RandomValues(80, 1);
    features[4 * 17 + 2] = broken;
    std::vector<float> scores(20, 5);
    const auto evaluated = network.Evaluate(features, scores);
    ASSERT_FALSE(evaluated.has_value());
    EXPECT_EQ(evaluated.error().code, ErrorCode::kNonFinite);
    EXPECT_THAT(evaluated.error().message, HasSubstr("item 17"));
    EXPECT_EQ(scores, std::vector<float>(20, 5));
  }
}

TEST(Network, SaysWhenSumsLeaveTheRange) {
  NetworkWeights weights = RandomNetwork({2, 2, 1}, 1);
  weights.layers[0].weights = {3e38F, 3e38F, 3e38F, 3e38F};
  weights.layers[1].weights = {1, -1};
  const Network network = Network::Create(weights).value();
  std::vector<float> scores(1);
  const auto evaluated = network.Evaluate(std::vector<float>{1e10F, 1e10F}, scores);
  ASSERT_FALSE(evaluated.has_value());
  EXPECT_EQ(evaluated.error().code, ErrorCode::kNonFinite);
}

ErrorCode CodeOf(const NetworkWeights& weights) {
  const auto network = Network::Create(weights);
  const auto written = WriteNetwork(weights);
  EXPECT_FALSE(network.has_value());
  EXPECT_FALSE(written.has_value());
  return network.error().code;
}

TEST(CheckNetwork, RejectsWhatIsNoNetwork) {
  const NetworkWeights sound = RandomNetwork({5, 4, 3, 1}, 1);
  ASSERT_TRUE(CheckNetwork(sound).has_value());
  NetworkWeights weights = sound;
  weights.scales.pop_back();
  EXPECT_EQ(CodeOf(weights), ErrorCode::kShapeMismatch);
  weights = sound;
  weights.layers[1].weights.pop_back();
  EXPECT_EQ(CodeOf(weights), ErrorCode::kShapeMismatch);
  weights = sound;
  weights.layers[1].biases.clear();
  EXPECT_EQ(CodeOf(weights), ErrorCode::kTooLarge);
  weights = sound;
  weights.layers.clear();
  EXPECT_EQ(CodeOf(weights), ErrorCode::kTooLarge);
  weights.means.clear();
  weights.scales.clear();
  EXPECT_EQ(CodeOf(weights), ErrorCode::kTooLarge);
  EXPECT_EQ(CodeOf(RandomNetwork(std::vector<std::size_t>(kMaxNetworkLayers + 2, 2), 1)),
            ErrorCode::kTooLarge);
  EXPECT_EQ(CodeOf(RandomNetwork({2, kMaxNetworkWidth + 1}, 1)), ErrorCode::kTooLarge);
  for (const float broken : {kNaN, kInfinity}) {
    weights = sound;
    weights.means[4] = broken;
    EXPECT_EQ(CodeOf(weights), ErrorCode::kNonFinite);
    weights = sound;
    weights.layers[2].weights[1] = broken;
    EXPECT_EQ(CodeOf(weights), ErrorCode::kNonFinite);
    weights = sound;
    weights.layers[0].biases[3] = broken;
    EXPECT_EQ(CodeOf(weights), ErrorCode::kNonFinite);
  }
}

TEST(NetworkBytes, AreReadAsTheyWereWritten) {
  const NetworkWeights weights = RandomNetwork({5, 4, 3, 1}, 1);
  const std::vector<std::byte> bytes = WriteNetwork(weights).value();
  // Header, three widths, then 5 + 5 standardising floats and the layers'.
  EXPECT_EQ(bytes.size(), 16U + 12U + 4U * (10U + 5 * 4 + 4 + 4 * 3 + 3 + 3 + 1));
  const NetworkWeights read = ReadNetwork(bytes).value();
  EXPECT_EQ(read.means, weights.means);
  EXPECT_EQ(read.scales, weights.scales);
  ASSERT_EQ(read.layers.size(), weights.layers.size());
  for (std::size_t i = 0; i < read.layers.size(); ++i) {
    EXPECT_EQ(read.layers[i].weights, weights.layers[i].weights);
    EXPECT_EQ(read.layers[i].biases, weights.layers[i].biases);
  }
  EXPECT_EQ(WriteNetwork(read).value(), bytes);
}

TEST(NetworkBytes, RejectsEveryTruncation) {
  const std::vector<std::byte> bytes = WriteNetwork(RandomNetwork({3, 2, 1}, 1)).value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = ReadNetwork(std::span(bytes).first(size));
    ASSERT_FALSE(read.has_value()) << size;
    EXPECT_EQ(read.error().code, ErrorCode::kPackCorrupt);
  }
  std::vector<std::byte> longer = bytes;
  longer.push_back(std::byte{0});
  EXPECT_EQ(ReadNetwork(longer).error().code, ErrorCode::kPackCorrupt);
}

TEST(NetworkBytes, RejectsWhatBreaksARule) {
  const std::vector<std::byte> sound = WriteNetwork(RandomNetwork({3, 2, 1}, 1)).value();
  const auto code_with = [&](std::size_t offset, std::uint32_t value) {
    std::vector<std::byte> bytes = sound;
    std::memcpy(bytes.data() + offset, &value, sizeof value);
    const auto read = ReadNetwork(bytes);
    EXPECT_FALSE(read.has_value());
    return read.error().code;
  };
  EXPECT_EQ(code_with(0, 2), ErrorCode::kPackVersion);
  EXPECT_EQ(code_with(4, 0), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(4, 0xFFFFFFFFU), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(8, 0), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(8, 0xFFFFFFFFU), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(12, 1), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(16, 0), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(16, 0xFFFFFFFFU), ErrorCode::kPackCorrupt);
  EXPECT_EQ(code_with(24, 0x7FC00000U), ErrorCode::kPackCorrupt);  // A mean that is NaN.
}

}  // namespace
}  // namespace vitrine
