// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/image.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// Something that knows subjects when it sees them, whatever is behind them: a neural network.
class SegmentationModel {
 public:
  SegmentationModel() = default;
  virtual ~SegmentationModel() = default;
  SegmentationModel(const SegmentationModel&) = delete;
  SegmentationModel& operator=(const SegmentationModel&) = delete;

  /// How likely each pixel belongs to the subject, 0 .. 1, over the whole picture at any size.
  /// Errors: whatever keeps the model from answering.
  virtual Result<Plane> LikelihoodOf(const ImageView& picture) = 0;
};

/// The sides of the squares that our models may work on, in pixels.
inline constexpr std::size_t kLeastModelSide = 32;
inline constexpr std::size_t kMostModelSide = 1024;

/// A picture as our models take it: the whole of it stretched to a square of `side`, red, then
/// green, then blue, each 0 .. 1 on sRGB's curve, rows top down.
/// Errors: kInvalidArgument for a side outside its range; those of Resize.
Result<std::vector<float>> ModelPlanesOf(const ImageView& picture, std::size_t side);

/// What such a model answered, rows top down, as a likelihood: what is outside 0 .. 1 becomes the
/// nearer end, what is no number 0, because a model can be broken without noticing.
/// Errors: kShapeMismatch for other than side x side values.
Result<Plane> LikelihoodOfAnswer(std::span<const float> answer, std::size_t side);

}  // namespace vitrine
