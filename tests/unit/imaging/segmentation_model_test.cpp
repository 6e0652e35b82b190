// SPDX-License-Identifier: Apache-2.0
// What goes into a segmentation model, and what comes out of one.
#include <vitrine/imaging/cutout/segmentation_model.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

TEST(ModelPlanesOf, AreRedThenGreenThenBlueFromZeroToOne) {
  const Image picture = Plain(50, 20, {255, 51, 0, 255});
  const std::vector<float> planes = ModelPlanesOf(picture.view(), 32).value();
  ASSERT_EQ(planes.size(), 3U * 32 * 32);
  for (std::size_t i = 0; i < std::size_t{32} * 32; ++i) {
    EXPECT_EQ(planes[i], 1);
    EXPECT_FLOAT_EQ(planes[1024 + i], 0.2F);
    EXPECT_EQ(planes[2048 + i], 0);
  }
}

TEST(ModelPlanesOf, ShowTheWholeOfThePictureRowsTopDown) {
  Image picture = Plain(400, 100, {0, 0, 0, 255});
  for (std::int32_t y = 0; y < 50; ++y) {
    for (std::int32_t x = 300; x < 400; ++x) {
      SetPixel(picture, x, y, {255, 255, 255, 255});
    }
  }
  const std::vector<float> planes = ModelPlanesOf(picture.view(), 64).value();
  const auto red = [&](std::size_t x, std::size_t y) { return planes[y * 64 + x]; };
  EXPECT_NEAR(red(60, 3), 1, 0.05);
  EXPECT_NEAR(red(40, 3), 0, 0.05);
  EXPECT_NEAR(red(60, 60), 0, 0.05);
}

TEST(ModelPlanesOf, RefusesOtherSides) {
  const Image picture = Plain(50, 20, {1, 2, 3, 255});
  for (const std::size_t side : {0U, 31U, 1025U}) {
    EXPECT_EQ(ModelPlanesOf(picture.view(), side).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_TRUE(ModelPlanesOf(picture.view(), kMostModelSide));
  EXPECT_EQ(ModelPlanesOf({}, 64).error().code, ErrorCode::kInvalidArgument);
}

TEST(LikelihoodOfAnswer, IsFromZeroToOneWhateverTheModelSays) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<float> answer = {0.25F, -3, 7, kNan, kInfinity, -kInfinity, 0, 1, 0.5F};
  const Plane likelihood = LikelihoodOfAnswer(answer, 3).value();
  EXPECT_EQ(likelihood.width, 3U);
  EXPECT_EQ(likelihood.height, 3U);
  EXPECT_EQ(likelihood.values, (std::vector<float>{0.25F, 0, 1, 0, 0, 0, 0, 1, 0.5F}));
}

TEST(LikelihoodOfAnswer, RefusesAnotherShape) {
  // Its square is 0 in 32 bits.
  EXPECT_EQ(LikelihoodOfAnswer({}, 65'536).error().code, ErrorCode::kShapeMismatch);
  const auto error = LikelihoodOfAnswer(std::vector<float>(63), 8).error();
  EXPECT_EQ(error.code, ErrorCode::kShapeMismatch);
  EXPECT_NE(error.message.find("8 x 8 values was expected, it has 63"), std::string::npos);
}

}  // namespace
}  // namespace vitrine
