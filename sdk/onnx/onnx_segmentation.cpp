// SPDX-License-Identifier: Apache-2.0
#include "sdk/onnx/onnx_segmentation.h"

#include "sdk/onnx/session_options.h"

#include <onnxruntime_cxx_api.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr const char* kInput = "picture";
constexpr const char* kOutput = "likelihood";
constexpr std::size_t kChannels = 3;

// "1 x 3 x 224 x 224", for people.
std::string ShapeText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) {
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  }
  return text;
}

bool IsFloats(const Ort::ConstTensorTypeAndShapeInfo& info, std::int64_t channels,
              std::int64_t side) {
  return info.GetElementType() == ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT &&
         info.GetShape() == std::vector<std::int64_t>{1, channels, side, side};
}

}  // namespace

struct OnnxSegmentation::Session {
  explicit Session(const std::filesystem::path& path) : session(env, path.c_str(), OneThread()) {}

  Ort::Env env;
  Ort::Session session;
  std::size_t side = 0;
};

OnnxSegmentation::OnnxSegmentation(std::unique_ptr<Session> session)
    : session_(std::move(session)) {}

OnnxSegmentation::~OnnxSegmentation() = default;

Result<std::unique_ptr<OnnxSegmentation>> OnnxSegmentation::Open(
    const std::filesystem::path& path) {
  constexpr auto kLeast = static_cast<std::int64_t>(kLeastModelSide);
  constexpr auto kMost = static_cast<std::int64_t>(kMostModelSide);
  try {
    auto session = std::make_unique<Session>(path);
    const Ort::AllocatorWithDefaultOptions allocator;
    if (session->session.GetInputCount() != 1 || session->session.GetOutputCount() != 1 ||
        std::string(session->session.GetInputNameAllocated(0, allocator).get()) != kInput ||
        std::string(session->session.GetOutputNameAllocated(0, allocator).get()) != kOutput) {
      return Fail(ErrorCode::kInvalidArgument,
                  path.string() + ": a model from \"picture\" to \"likelihood\" was expected");
    }
    const Ort::TypeInfo input = session->session.GetInputTypeInfo(0);
    const Ort::TypeInfo output = session->session.GetOutputTypeInfo(0);
    const auto shape = input.GetTensorTypeAndShapeInfo().GetShape();
    const std::int64_t side = shape.empty() ? 0 : shape.back();
    if (side < kLeast || side > kMost ||
        !IsFloats(input.GetTensorTypeAndShapeInfo(), kChannels, side) ||
        !IsFloats(output.GetTensorTypeAndShapeInfo(), 1, side)) {
      return Fail(ErrorCode::kInvalidArgument,
                  path.string() +
                      ": float32 of 1 x 3 x S x S to 1 x 1 x S x S, S of 32 to 1024, was "
                      "expected, it is " +
                      ShapeText(shape) + " to " +
                      ShapeText(output.GetTensorTypeAndShapeInfo().GetShape()));
    }
    session->side = static_cast<std::size_t>(side);
    return std::unique_ptr<OnnxSegmentation>(new OnnxSegmentation(std::move(session)));
  } catch (const Ort::Exception& exception) {
    return Fail(ErrorCode::kInvalidArgument, path.string() + ": " + exception.what());
  }
}

Result<Plane> OnnxSegmentation::LikelihoodOf(const ImageView& picture) {
  const std::size_t side = session_->side;
  Result<std::vector<float>> planes = ModelPlanesOf(picture, side);
  if (!planes) {
    return std::unexpected(planes.error());
  }
  std::vector<float> answer(side * side);
  const auto length = static_cast<std::int64_t>(side);
  const std::array<std::int64_t, 4> input_shape = {1, kChannels, length, length};
  const std::array<std::int64_t, 4> output_shape = {1, 1, length, length};
  try {
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    const Ort::Value input = Ort::Value::CreateTensor<float>(
        memory, planes->data(), planes->size(), input_shape.data(), input_shape.size());
    Ort::Value output = Ort::Value::CreateTensor<float>(memory, answer.data(), answer.size(),
                                                        output_shape.data(), output_shape.size());
    session_->session.Run(Ort::RunOptions(), &kInput, &input, 1, &kOutput, &output, 1);
  } catch (const Ort::Exception& exception) {
    return Fail(ErrorCode::kInternal, std::string("the segmentation model: ") + exception.what());
  }
  return LikelihoodOfAnswer(answer, side);
}

}  // namespace vitrine
