// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>
#include <vitrine/imaging/image.h>

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

}  // namespace vitrine
