// SPDX-License-Identifier: Apache-2.0
#include "sdk/onnx/network_model.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

static_assert(std::endian::native == std::endian::little, "tensors are little endian");

constexpr std::uint64_t kIrVersion = 8;
constexpr std::uint64_t kOperatorSet = 17;
constexpr std::uint64_t kFloat = 1;         // TensorProto.DataType.FLOAT
constexpr std::uint64_t kIntAttribute = 2;  // AttributeProto.AttributeType.INT

// A protocol buffer's message: fields with a number, each a varint or bytes with their length.
class Message {
 public:
  Message& Number(std::uint32_t field, std::uint64_t value) {
    Varint(std::uint64_t{field} << 3U);
    Varint(value);
    return *this;
  }

  Message& Bytes(std::uint32_t field, std::string_view bytes) {
    Varint(std::uint64_t{field} << 3U | 2U);
    Varint(bytes.size());
    bytes_ += bytes;
    return *this;
  }

  Message& Nested(std::uint32_t field, const Message& message) {
    return Bytes(field, message.bytes_);
  }

  std::string TakeBytes() { return std::move(bytes_); }

 private:
  void Varint(std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) {
      bytes_.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    }
    bytes_.push_back(static_cast<char>(value));
  }

  std::string bytes_;
};

Message Tensor(std::string_view name, std::initializer_list<std::size_t> shape,
               std::span<const float> values) {
  Message tensor;
  for (const std::size_t size : shape) {
    tensor.Number(1, size);
  }
  const auto bytes = std::as_bytes(values);
  return tensor.Number(2, kFloat).Bytes(8, name).Bytes(
      9, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// Floats of a number of items that is left open, `width` for each.
Message ItemsOf(std::string_view name, std::size_t width) {
  const Message shape =
      Message().Nested(1, Message().Bytes(2, "items")).Nested(1, Message().Number(1, width));
  const Message type = Message().Nested(1, Message().Number(1, kFloat).Nested(2, shape));
  return Message().Bytes(1, name).Nested(2, type);
}

Message Node(std::string_view type, std::initializer_list<std::string_view> inputs,
             std::string_view output) {
  Message node;
  for (const std::string_view input : inputs) {
    node.Bytes(1, input);
  }
  return node.Bytes(2, output).Bytes(3, output).Bytes(4, type);
}

Message Graph(const NetworkWeights& weights) {
  const std::size_t feature_count = weights.means.size();
  Message graph;
  graph.Bytes(2, "ranker");
  graph.Nested(5, Tensor("means", {feature_count}, weights.means));
  graph.Nested(5, Tensor("scales", {feature_count}, weights.scales));
  graph.Nested(1, Node("Sub", {"features", "means"}, "centred"));
  graph.Nested(1, Node("Mul", {"centred", "scales"}, "input0"));
  std::size_t input_count = feature_count;
  for (std::size_t i = 0; i < weights.layers.size(); ++i) {
    const auto& [matrix, biases] = weights.layers[i];
    const std::string number = std::to_string(i);
    const bool last = i + 1 == weights.layers.size();
    const std::string sums = last ? "scores" : "sums" + number;
    graph.Nested(5, Tensor("weights" + number, {biases.size(), input_count}, matrix));
    graph.Nested(5, Tensor("biases" + number, {biases.size()}, biases));
    // The weights' rows are the outputs, so the matrix is transposed.
    graph.Nested(
        1, Node("Gemm", {"input" + number, "weights" + number, "biases" + number}, sums)
               .Nested(5, Message().Bytes(1, "transB").Number(3, 1).Number(20, kIntAttribute)));
    if (!last) {
      graph.Nested(1, Node("Relu", {sums}, "input" + std::to_string(i + 1)));
    }
    input_count = biases.size();
  }
  return graph.Nested(11, ItemsOf("features", feature_count))
      .Nested(12, ItemsOf("scores", input_count));
}

}  // namespace

Result<std::string> NetworkToOnnx(const NetworkWeights& weights) {
  if (auto checked = CheckNetwork(weights); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  return Message()
      .Number(1, kIrVersion)
      .Bytes(2, "vitrine")
      .Nested(7, Graph(weights))
      .Nested(8, Message().Bytes(1, "").Number(2, kOperatorSet))
      .TakeBytes();
}

}  // namespace vitrine
