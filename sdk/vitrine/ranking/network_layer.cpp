// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/network_layer.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE \
  "vitrine/ranking/network_layer.cpp"  // NOLINT(bugprone-macro-parentheses)
#include <hwy/foreach_target.h>        // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace vitrine::HWY_NAMESPACE {  // NOLINT(modernize-concat-nested-namespaces)
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Two vectors of items by four outputs: eight sums, which with the inputs and a weight fit into
// sixteen registers.
using Items = hn::CappedTag<float, kNetworkBlock / 2>;

template <class D, class V = hn::Vec<D>>
HWY_INLINE V Rectified(D d, V value) {
  // NaN stays NaN, so that it is seen at the end.
  return hn::IfThenZeroElse(hn::Lt(value, hn::Zero(d)), value);
}

HWY_INLINE void EvaluateTile(const NetworkLayer& layer, const float* HWY_RESTRICT weights,
                             const float* HWY_RESTRICT biases, const float* HWY_RESTRICT inputs,
                             float* HWY_RESTRICT outputs) {
  const Items d;
  const std::size_t lanes = hn::Lanes(d);
  auto a0 = hn::Set(d, biases[0]);
  auto b0 = hn::Set(d, biases[1]);
  auto c0 = hn::Set(d, biases[2]);
  auto d0 = hn::Set(d, biases[3]);
  auto a1 = a0;
  auto b1 = b0;
  auto c1 = c0;
  auto d1 = d0;
  for (std::size_t i = 0; i < layer.input_count; ++i) {
    const auto x0 = hn::LoadU(d, inputs + i * kNetworkBlock);
    const auto x1 = hn::LoadU(d, inputs + i * kNetworkBlock + lanes);
    const float* HWY_RESTRICT w = weights + i * kNetworkTile;
    const auto a = hn::Set(d, w[0]);
    a0 = hn::Add(a0, hn::Mul(a, x0));
    a1 = hn::Add(a1, hn::Mul(a, x1));
    const auto b = hn::Set(d, w[1]);
    b0 = hn::Add(b0, hn::Mul(b, x0));
    b1 = hn::Add(b1, hn::Mul(b, x1));
    const auto c = hn::Set(d, w[2]);
    c0 = hn::Add(c0, hn::Mul(c, x0));
    c1 = hn::Add(c1, hn::Mul(c, x1));
    const auto e = hn::Set(d, w[3]);
    d0 = hn::Add(d0, hn::Mul(e, x0));
    d1 = hn::Add(d1, hn::Mul(e, x1));
  }
  const auto store = [&](std::size_t output, auto v0, auto v1) HWY_ATTR {
    float* HWY_RESTRICT to = outputs + output * kNetworkBlock;
    hn::StoreU(layer.rectify ? Rectified(d, v0) : v0, d, to);
    hn::StoreU(layer.rectify ? Rectified(d, v1) : v1, d, to + lanes);
  };
  store(0, a0, a1);
  store(1, b0, b1);
  store(2, c0, c1);
  store(3, d0, d1);
}

void EvaluateLayerOnTarget(const NetworkLayer& layer, const float* HWY_RESTRICT inputs,
                           float* HWY_RESTRICT outputs) {
  const std::size_t step = 2 * hn::Lanes(Items());
  for (std::size_t tile = 0; tile < layer.tile_count; ++tile) {
    const float* weights = layer.tiles + tile * layer.input_count * kNetworkTile;
    const float* biases = layer.biases + tile * kNetworkTile;
    float* of_tile = outputs + tile * kNetworkTile * kNetworkBlock;
    for (std::size_t item = 0; item < kNetworkBlock; item += step) {
      EvaluateTile(layer, weights, biases, inputs + item, of_tile + item);
    }
  }
}

}  // namespace
}  // namespace vitrine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitrine {

HWY_EXPORT(EvaluateLayerOnTarget);

void EvaluateLayer(const NetworkLayer& layer, const float* inputs, float* outputs) {
  HWY_DYNAMIC_DISPATCH(EvaluateLayerOnTarget)(layer, inputs, outputs);
}

void StandardiseBlock(const float* features, std::size_t item_count, std::size_t feature_count,
                      const float* means, const float* scales, float* inputs) {
  for (std::size_t i = 0; i < feature_count; ++i) {
    for (std::size_t item = 0; item < kNetworkBlock; ++item) {
      inputs[i * kNetworkBlock + item] =
          item < item_count ? (features[item * feature_count + i] - means[i]) * scales[i] : 0.0F;
    }
  }
}

}  // namespace vitrine
#endif
