// SPDX-License-Identifier: Apache-2.0
// What `NetworkToOnnx` writes, as ONNX Runtime understands it.
#include "sdk/onnx/network_model.h"

#include <gtest/gtest.h>
#include <onnxruntime_cxx_api.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/networks.h"

namespace vitrine {
namespace {

using testing::RandomNetwork;
using testing::RandomValues;

std::vector<float> ScoresOfRuntime(const std::string& model, std::vector<float> features,
                                   std::size_t feature_count) {
  Ort::Env env;
  Ort::Session session(env, model.data(), model.size(), Ort::SessionOptions());
  const std::array<std::int64_t, 2> shape = {
      static_cast<std::int64_t>(features.size() / feature_count),
      static_cast<std::int64_t>(feature_count)};
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  const Ort::Value input = Ort::Value::CreateTensor<float>(memory, features.data(), features.size(),
                                                           shape.data(), shape.size());
  const char* const input_name = "features";
  const char* const output_name = "scores";
  const auto outputs = session.Run(Ort::RunOptions(), &input_name, &input, 1, &output_name, 1);
  const auto info = outputs[0].GetTensorTypeAndShapeInfo();
  EXPECT_EQ(info.GetShape().at(0), shape[0]);
  const auto* scores = outputs[0].GetTensorData<float>();
  return {scores, scores + info.GetElementCount()};
}

TEST(NetworkToOnnx, GivesTheSameScores) {
  const std::vector<std::vector<std::size_t>> shapes = {
      {1, 1}, {64, 128, 64, 1}, {17, 4, 2}, {8, 1, 33, 7, 3}};
  for (const std::vector<std::size_t>& widths : shapes) {
    const NetworkWeights weights = RandomNetwork(widths, 4);
    const std::string model = NetworkToOnnx(weights).value();
    const Network network = Network::Create(weights).value();
    for (const std::size_t items : {1U, 100U}) {
      const std::vector<float> features = RandomValues(items * widths.front(), 5);
      std::vector<float> scores(items * widths.back());
      ASSERT_TRUE(network.Evaluate(features, scores).has_value());
      const auto expected = ScoresOfRuntime(model, features, widths.front());
      ASSERT_EQ(scores.size(), expected.size());
      for (std::size_t i = 0; i < scores.size(); ++i) {
        EXPECT_NEAR(scores[i], expected[i], 1e-5) << i;
      }
    }
  }
}

TEST(NetworkToOnnx, RejectsWhatIsNoNetwork) {
  NetworkWeights weights = RandomNetwork({3, 1}, 1);
  weights.layers[0].weights[0] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(NetworkToOnnx(weights).error().code, ErrorCode::kNonFinite);
}

}  // namespace
}  // namespace vitrine
