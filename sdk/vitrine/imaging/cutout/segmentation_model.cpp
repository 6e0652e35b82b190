// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/segmentation_model.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace vitrine {

Result<std::vector<float>> ModelPlanesOf(const ImageView& picture, std::size_t side) {
  constexpr std::size_t kChannels = 3;
  constexpr float kWhite = 255;
  if (side < kLeastModelSide || side > kMostModelSide) {
    return Fail(ErrorCode::kInvalidArgument,
                "a model's side of 32 to 1024 was expected, it is " + std::to_string(side));
  }
  const auto length = static_cast<std::int32_t>(side);
  const Result<Image> square = Resize(
      picture,
      {.width = static_cast<float>(picture.width), .height = static_cast<float>(picture.height)},
      length, length);
  if (!square) {
    return std::unexpected(square.error());
  }
  std::vector<float> planes(kChannels * side * side);
  for (std::size_t i = 0; i < side * side; ++i) {
    for (std::size_t c = 0; c < kChannels; ++c) {
      planes[c * side * side + i] = static_cast<float>(square->pixels()[4 * i + c]) / kWhite;
    }
  }
  return planes;
}

Result<Plane> LikelihoodOfAnswer(std::span<const float> answer, std::size_t side) {
  if (side > kMostModelSide || answer.size() != side * side) {
    return Fail(ErrorCode::kShapeMismatch,
                "an answer of " + std::to_string(side) + " x " + std::to_string(side) +
                    " values was expected, it has " + std::to_string(answer.size()));
  }
  Plane likelihood(side, side);
  std::ranges::transform(answer, likelihood.values.begin(), [](float value) {
    return std::isfinite(value) ? std::clamp(value, 0.0F, 1.0F) : 0.0F;
  });
  return likelihood;
}

}  // namespace vitrine
