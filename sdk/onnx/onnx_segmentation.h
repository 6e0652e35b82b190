// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/segmentation_model.h>

#include <filesystem>
#include <memory>

namespace vitrine {

/// A segmentation model in an ONNX file, run by ONNX Runtime on the CPU. The model takes "picture",
/// float32 of 1 x 3 x S x S, red, green and blue, 0 .. 1 on sRGB's curve, the whole picture
/// stretched to a square; and gives "likelihood", float32 of 1 x 1 x S x S, 0 .. 1. S is 32 to
/// 1024.
class OnnxSegmentation : public SegmentationModel {
 public:
  /// Loads the model, to be run by one thread for each call.
  /// Errors: kInvalidArgument for a file that cannot be read or is no such model, with ONNX
  /// Runtime's reason.
  static Result<std::unique_ptr<OnnxSegmentation>> Open(const std::filesystem::path& path);

  /// Of S x S. From any thread. Errors: kInternal with ONNX Runtime's reason; kOutOfMemory.
  Result<Plane> LikelihoodOf(const ImageView& picture) override;

  ~OnnxSegmentation() override;

 private:
  struct Session;
  explicit OnnxSegmentation(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

}  // namespace vitrine
