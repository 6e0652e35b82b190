// SPDX-License-Identifier: Apache-2.0
#include "sdk/onnx/onnx_ranker.h"

#include "sdk/onnx/session_options.h"

#include <vitrine/ranking/features.h>

#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

namespace vitrine {
namespace {

constexpr auto kFeatures = static_cast<std::int64_t>(kFeatureCount);
constexpr std::array<std::size_t, 2> kTriedCandidates = {1, 3};

// An input or output as the model declares it.
struct Value {
  std::string name;
  std::string type;                 // "float32", ONNX's name of another, or "no tensor".
  std::vector<std::string> sizes;   // Of the dimensions; an open one by its name or "?".
  std::vector<std::int64_t> shape;  // -1 where open.
};

std::string TypeName(ONNXTensorElementDataType type) {
  constexpr std::array<const char*, 17> kNames = {
      "undefined", "float32", "uint8",     "int8",       "uint16",  "int16",
      "int32",     "int64",   "string",    "bool",       "float16", "float64",
      "uint32",    "uint64",  "complex64", "complex128", "bfloat16"};
  const auto index = static_cast<std::size_t>(type);
  return index < kNames.size() ? kNames.at(index) : "type " + std::to_string(index);
}

Value Describe(std::string name, const Ort::TypeInfo& info) {
  Value value{std::move(name), "no tensor", {}, {}};
  if (info.GetONNXType() != ONNX_TYPE_TENSOR) {
    return value;
  }
  const auto tensor = info.GetTensorTypeAndShapeInfo();
  value.type = TypeName(tensor.GetElementType());
  value.shape = tensor.GetShape();
  std::vector<const char*> names(value.shape.size());
  tensor.GetSymbolicDimensions(names.data(), names.size());
  for (std::size_t i = 0; i < value.shape.size(); ++i) {
    const std::string open = *names[i] == '\0' ? "?" : names[i];
    value.sizes.push_back(value.shape[i] < 0 ? open : std::to_string(value.shape[i]));
  }
  return value;
}

std::string KindOf(const Value& value) {
  std::string text = value.type + " of ";
  for (std::size_t i = 0; i < value.sizes.size(); ++i) {
    text += (i == 0 ? "" : " x ") + value.sizes[i];
  }
  return value.sizes.empty() ? text + "no known shape" : text;
}

std::string SignatureOf(std::span<const Value> values) {
  std::string text;
  for (const Value& value : values) {
    text += (text.empty() ? "" : ", ") + ("\"" + value.name + "\", ") + KindOf(value);
  }
  return text.empty() ? "nothing" : text;
}

bool TakesFeatures(const Value& input) {
  return input.type == "float32" && input.shape.size() == 2 &&
         (input.shape[1] == kFeatures || input.shape[1] < 0);
}

std::optional<std::string> ProblemOfInputs(std::span<const Value> inputs) {
  if (inputs.size() != 1) {
    return "one input was expected, it has " + std::to_string(inputs.size()) + ": " +
           SignatureOf(inputs);
  }
  const Value& input = inputs.front();
  if (input.type != "float32" || input.shape.size() != 2) {
    return "an input of float32 of n x 40, n open, was expected, it is " + KindOf(input);
  }
  if (!TakesFeatures(input)) {
    return "40 features were expected, see `vitrine model features`; the input is " + KindOf(input);
  }
  if (input.shape[0] >= 0) {
    return "any number of candidates was expected, so an open first dimension; the input is " +
           KindOf(input);
  }
  return std::nullopt;
}

std::optional<std::string> ProblemOfOutputs(std::span<const Value> outputs) {
  if (outputs.size() != 1) {
    return "one output was expected, it has " + std::to_string(outputs.size()) + ": " +
           SignatureOf(outputs);
  }
  const Value& output = outputs.front();
  const bool is_scores = output.shape.size() < 2 || (output.shape.size() == 2 &&
                                                     (output.shape[1] == 1 || output.shape[1] < 0));
  if (output.type != "float32" || !is_scores) {
    return "an output of float32 of n or n x 1 was expected, it is " + KindOf(output);
  }
  return std::nullopt;
}

}  // namespace

struct OnnxRanker::Session {
  explicit Session(std::string_view model)
      : env(ORT_LOGGING_LEVEL_FATAL), session(env, model.data(), model.size(), Options()) {
    const Ort::AllocatorWithDefaultOptions allocator;
    for (std::size_t i = 0; i < session.GetInputCount(); ++i) {
      inputs.push_back(
          Describe(session.GetInputNameAllocated(i, allocator).get(), session.GetInputTypeInfo(i)));
    }
    for (std::size_t i = 0; i < session.GetOutputCount(); ++i) {
      outputs.push_back(Describe(session.GetOutputNameAllocated(i, allocator).get(),
                                 session.GetOutputTypeInfo(i)));
    }
  }

  static Ort::SessionOptions Options() {
    Ort::SessionOptions options = OneThread();
    // In a browser nothing lies beside a model, so its weights have to be in its own file.
    options.AddConfigEntry("session.model_external_initializers_file_folder_path",
                           "/no/weights/in/other/files");
    return options;
  }

  Ort::Env env;
  Ort::Session session;
  std::vector<Value> inputs;
  std::vector<Value> outputs;
};

OnnxRanker::OnnxRanker(std::unique_ptr<Session> session) : session_(std::move(session)) {
  for (auto&& problem : {ProblemOfInputs(session_->inputs), ProblemOfOutputs(session_->outputs)}) {
    if (problem) {
      problems_.push_back(*problem);
    }
  }
  signature_ = SignatureOf(session_->inputs) + ", to " + SignatureOf(session_->outputs);
}

OnnxRanker::~OnnxRanker() = default;

Result<std::string> ReadRanker(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) {
    return Fail(ErrorCode::kInvalidArgument, path.string() + ": " + error.message());
  }
  if (size > kMostRankerBytes) {
    return Fail(ErrorCode::kTooLarge, path.string() + " has " + std::to_string(size) +
                                          " bytes; expected at most " +
                                          std::to_string(kMostRankerBytes));
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (bytes.size() != size) {
    return Fail(ErrorCode::kInvalidArgument, path.string() + " could not be read");
  }
  return bytes;
}

Result<std::unique_ptr<OnnxRanker>> OnnxRanker::Load(std::string_view model) {
  try {
    return std::unique_ptr<OnnxRanker>(new OnnxRanker(std::make_unique<Session>(model)));
  } catch (const Ort::Exception& exception) {
    return Fail(ErrorCode::kInvalidArgument, std::string("no ONNX model: ") + exception.what());
  }
}

Result<std::unique_ptr<OnnxRanker>> OnnxRanker::Open(const std::filesystem::path& path) {
  const auto model = ReadRanker(path);
  if (!model) {
    return std::unexpected(model.error());
  }
  auto ranker = Load(*model);
  if (!ranker) {
    return Fail(ranker.error().code, path.string() + ": " + ranker.error().message);
  }
  if (!(*ranker)->problems().empty()) {
    return Fail(ErrorCode::kInvalidArgument, path.string() + ": " + (*ranker)->problems().front());
  }
  for (const std::size_t candidates : kTriedCandidates) {
    const std::vector<float> features(candidates * kFeatureCount);
    std::vector<float> scores(candidates);
    if (auto scored = (*ranker)->Score(features, scores); !scored) {
      return Fail(scored.error().code, path.string() + ": " + scored.error().message);
    }
  }
  return ranker;
}

std::optional<std::size_t> OnnxRanker::list_size() const {
  const std::vector<Value>& inputs = session_->inputs;
  const std::vector<Value>& outputs = session_->outputs;
  if (inputs.size() != 1 || !TakesFeatures(inputs.front()) || outputs.empty() ||
      outputs.front().type != "float32") {
    return 0;
  }
  const std::int64_t size = inputs.front().shape[0];
  return size < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(size));
}

Result<void> OnnxRanker::Score(std::span<const float> features, std::span<float> scores) {
  const std::string candidates = std::to_string(scores.size()) + " candidates";
  if (features.size() != scores.size() * kFeatureCount || list_size().value_or(1) == 0) {
    return Fail(ErrorCode::kShapeMismatch, "the ranker cannot be run with " +
                                               std::to_string(features.size()) + " features for " +
                                               candidates);
  }
  const std::array<std::int64_t, 2> shape = {static_cast<std::int64_t>(scores.size()), kFeatures};
  const char* const input_name = session_->inputs.front().name.c_str();
  const char* const output_name = session_->outputs.front().name.c_str();
  try {
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    // ONNX Runtime writes no input; its interface just does not say so.
    const Ort::Value input = Ort::Value::CreateTensor<float>(
        memory, const_cast<float*>(features.data()), features.size(), shape.data(), shape.size());
    const auto outputs =
        session_->session.Run(Ort::RunOptions(), &input_name, &input, 1, &output_name, 1);
    const auto info = outputs.front().GetTensorTypeAndShapeInfo();
    if (info.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT ||
        info.GetElementCount() != scores.size()) {
      return Fail(ErrorCode::kShapeMismatch,
                  "the ranker gave " + std::to_string(info.GetElementCount()) + " numbers of " +
                      TypeName(info.GetElementType()) + " for " + candidates);
    }
    std::copy_n(outputs.front().GetTensorData<float>(), scores.size(), scores.begin());
  } catch (const Ort::Exception& exception) {
    return Fail(ErrorCode::kInternal,
                "the ranker failed with " + candidates + ": " + exception.what());
  }
  return {};
}

}  // namespace vitrine
