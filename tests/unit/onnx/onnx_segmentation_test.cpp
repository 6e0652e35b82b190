// SPDX-License-Identifier: Apache-2.0
// ONNX Runtime behind the port. The model is tests/data/models/warm.onnx, whose arithmetic is
// known; wasm/test/browser/segmentation.test.mjs holds the browser to the same.
#include "sdk/onnx/onnx_segmentation.h"

#include <vitrine/imaging/decode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

constexpr std::size_t kSide = 64;
constexpr const char* kModel = "tests/data/models/warm.onnx";

// The mean of a plane in the 5 x 5 pixels around one, those outside left out.
double MeanAround(const std::vector<float>& planes, std::size_t channel, std::size_t x,
                  std::size_t y) {
  const auto from = [](std::size_t at) { return at < 2 ? 0 : at - 2; };
  const auto to = [](std::size_t at) { return std::min(at + 3, kSide); };
  double sum = 0;
  for (std::size_t v = from(y); v < to(y); ++v) {
    for (std::size_t u = from(x); u < to(x); ++u) {
      sum += planes[(channel * kSide + v) * kSide + u];
    }
  }
  return sum / static_cast<double>((to(x) - from(x)) * (to(y) - from(y)));
}

double WarmthAt(const std::vector<float>& planes, std::size_t x, std::size_t y) {
  const double warmth = 12 * MeanAround(planes, 0, x, y) - 6 * MeanAround(planes, 1, x, y) -
                        6 * MeanAround(planes, 2, x, y) - 1.5;
  return 1 / (1 + std::exp(-warmth));
}

TEST(OnnxSegmentation, ComputesWhatTheModelSays) {
  const Image picture =
      DecodeImage(ReadFile("web-demo/catalogue/images/boo-house-oxblood.jpg")).value();
  const auto model = OnnxSegmentation::Open(kModel).value();
  const Plane likelihood = model->LikelihoodOf(picture.view()).value();
  ASSERT_EQ(likelihood.width, kSide);
  ASSERT_EQ(likelihood.height, kSide);
  const std::vector<float> planes = ModelPlanesOf(picture.view(), kSide).value();
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      ASSERT_NEAR(likelihood.Row(y)[x], WarmthAt(planes, x, y), 1e-4) << x << ", " << y;
    }
  }
  const auto [least, most] = std::ranges::minmax(likelihood.values);
  EXPECT_GT(most - least, 0.5) << "the picture shows nothing to tell apart";
}

TEST(OnnxSegmentation, RefusesWhatIsNoModel) {
  const auto missing = OnnxSegmentation::Open("tests/data/models/missing.onnx");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kInvalidArgument);
  const auto text = OnnxSegmentation::Open("tests/data/models/make-models.mjs");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(text.error().message.find("make-models.mjs"), std::string::npos);
}

TEST(OnnxSegmentation, RefusesAModelOfAnotherKind) {
  const std::filesystem::path folder = "tests/data/models";
  for (const auto& [name, expected] : {std::pair("wrong-input.onnx", "from \"picture\""),
                                       {"wrong-output.onnx", "to \"likelihood\""},
                                       {"too-small.onnx", "1 x 3 x 16 x 16"},
                                       {"free-size.onnx", "S of 32 to 1024"}}) {
    const auto model = OnnxSegmentation::Open(folder / name);
    ASSERT_FALSE(model) << name;
    EXPECT_EQ(model.error().code, ErrorCode::kInvalidArgument) << name;
    EXPECT_NE(model.error().message.find(name), std::string::npos) << model.error().message;
    EXPECT_NE(model.error().message.find(expected), std::string::npos) << model.error().message;
  }
}

TEST(OnnxSegmentation, OfAModelThatFailsGivesAnError) {
  const auto model = OnnxSegmentation::Open("tests/data/models/failing.onnx").value();
  const Image picture = Plain(80, 60, {200, 40, 30, 255});
  const auto likelihood = model->LikelihoodOf(picture.view());
  ASSERT_FALSE(likelihood);
  EXPECT_FALSE(likelihood.error().message.empty());
}

}  // namespace
}  // namespace vitrine
