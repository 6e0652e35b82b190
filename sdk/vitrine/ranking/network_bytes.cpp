// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/network.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

namespace vitrine {
namespace {

static_assert(std::endian::native == std::endian::little, "weights are copied as they lie");

constexpr std::uint32_t kVersion = 1;

struct Header {
  std::uint32_t version;
  std::uint32_t feature_count;
  std::uint32_t layer_count;
  std::uint32_t zero;
};

std::unexpected<Error> Corrupt(const std::string& what) {
  return Fail(ErrorCode::kPackCorrupt, "WGHT: " + what);
}

bool IsWidth(std::size_t count) { return count >= 1 && count <= kMaxNetworkWidth; }

bool AllFinite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

// Appends the bytes of `values`.
template <typename T>
void Append(std::vector<std::byte>& bytes, std::span<const T> values) {
  const auto added = std::as_bytes(values);
  bytes.insert(bytes.end(), added.begin(), added.end());
}

// Fills `values` from the front of `bytes`, which must have as many.
template <typename T>
void Take(std::span<const std::byte>& bytes, std::span<T> values) {
  if (!values.empty()) {
    std::memcpy(values.data(), bytes.data(), values.size_bytes());
    bytes = bytes.subspan(values.size_bytes());
  }
}

std::vector<float> TakeFloats(std::span<const std::byte>& bytes, std::size_t count) {
  std::vector<float> values(count);
  Take<float>(bytes, values);
  return values;
}

}  // namespace

Result<void> CheckNetwork(const NetworkWeights& weights) {
  const auto& [means, scales, layers] = weights;
  if (layers.empty() || layers.size() > kMaxNetworkLayers) {
    return Fail(ErrorCode::kTooLarge, std::to_string(layers.size()) + " layers; 1 to " +
                                          std::to_string(kMaxNetworkLayers) + " are possible");
  }
  if (means.size() != scales.size()) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(means.size()) + " means and " +
                                               std::to_string(scales.size()) + " scales");
  }
  if (!IsWidth(means.size())) {
    return Fail(ErrorCode::kTooLarge, std::to_string(means.size()) + " features; 1 to " +
                                          std::to_string(kMaxNetworkWidth) + " are possible");
  }
  if (!AllFinite(means) || !AllFinite(scales)) {
    return Fail(ErrorCode::kNonFinite, "a mean or a scale is not finite");
  }
  std::size_t input_count = means.size();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string layer = "layer " + std::to_string(i);
    const std::size_t output_count = layers[i].biases.size();
    if (!IsWidth(output_count)) {
      return Fail(ErrorCode::kTooLarge, layer + " has " + std::to_string(output_count) +
                                            " outputs; 1 to " + std::to_string(kMaxNetworkWidth) +
                                            " are possible");
    }
    if (layers[i].weights.size() != output_count * input_count) {
      return Fail(ErrorCode::kShapeMismatch,
                  layer + " has " + std::to_string(layers[i].weights.size()) + " weights for " +
                      std::to_string(output_count) + " outputs of " + std::to_string(input_count) +
                      " inputs");
    }
    if (!AllFinite(layers[i].weights) || !AllFinite(layers[i].biases)) {
      return Fail(ErrorCode::kNonFinite, layer + " has a weight or a bias that is not finite");
    }
    input_count = output_count;
  }
  return {};
}

Result<std::vector<std::byte>> WriteNetwork(const NetworkWeights& weights) {
  if (auto checked = CheckNetwork(weights); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  const Header header = {kVersion, static_cast<std::uint32_t>(weights.means.size()),
                         static_cast<std::uint32_t>(weights.layers.size()), 0};
  std::vector<std::byte> bytes;
  Append<Header>(bytes, {&header, 1});
  for (const NetworkWeights::Layer& layer : weights.layers) {
    const auto output_count = static_cast<std::uint32_t>(layer.biases.size());
    Append<std::uint32_t>(bytes, {&output_count, 1});
  }
  Append<float>(bytes, weights.means);
  Append<float>(bytes, weights.scales);
  for (const NetworkWeights::Layer& layer : weights.layers) {
    Append<float>(bytes, layer.weights);
    Append<float>(bytes, layer.biases);
  }
  return bytes;
}

Result<NetworkWeights> ReadNetwork(std::span<const std::byte> bytes) {
  Header header = {};
  if (bytes.size() < sizeof(Header)) {
    return Corrupt(std::to_string(bytes.size()) + " bytes are no header");
  }
  Take<Header>(bytes, {&header, 1});
  if (header.version != kVersion) {
    return Fail(ErrorCode::kPackVersion, "WGHT: version " + std::to_string(header.version) +
                                             "; expected " + std::to_string(kVersion));
  }
  const std::size_t layer_count = header.layer_count;
  if (!IsWidth(header.feature_count) || layer_count < 1 || layer_count > kMaxNetworkLayers ||
      header.zero != 0 || bytes.size() < layer_count * sizeof(std::uint32_t)) {
    return Corrupt(std::to_string(header.feature_count) + " features and " +
                   std::to_string(layer_count) + " layers in " + std::to_string(bytes.size()) +
                   " bytes");
  }
  std::vector<std::uint32_t> widths(layer_count);
  Take<std::uint32_t>(bytes, widths);
  std::size_t float_count = std::size_t{2} * header.feature_count;
  std::size_t input_count = header.feature_count;
  for (const std::size_t width : widths) {
    if (!IsWidth(width)) {
      return Corrupt("a layer of " + std::to_string(width) + " outputs");
    }
    float_count += width * (input_count + 1);  // At most 2^23 in all.
    input_count = width;
  }
  if (bytes.size() != float_count * sizeof(float)) {
    return Corrupt(std::to_string(float_count * sizeof(float)) + " bytes of weights expected, " +
                   std::to_string(bytes.size()) + " came");
  }
  NetworkWeights weights;
  weights.means = TakeFloats(bytes, header.feature_count);
  weights.scales = TakeFloats(bytes, header.feature_count);
  input_count = header.feature_count;
  for (const std::size_t width : widths) {
    NetworkWeights::Layer& layer = weights.layers.emplace_back();
    layer.weights = TakeFloats(bytes, width * input_count);
    layer.biases = TakeFloats(bytes, width);
    input_count = width;
  }
  if (auto checked = CheckNetwork(weights); !checked) {
    return Corrupt(checked.error().message);
  }
  return weights;
}

}  // namespace vitrine
