// SPDX-License-Identifier: Apache-2.0
// What ./dev setup compiles to see that an Emscripten does all we ask of it: C++23's <expected>,
// vector instructions through Highway, Embind, the optimiser.
#include <emscripten/bind.h>
#include <hwy/highway.h>

#include <expected>
#include <numeric>
#include <vector>

namespace {

std::expected<float, int> SumOfSquares(int count) {
  if (count < 0) {
    return std::unexpected(count);
  }
  const hwy::HWY_NAMESPACE::ScalableTag<float> tag;
  const std::size_t lanes = hwy::HWY_NAMESPACE::Lanes(tag);
  std::vector<float> values((static_cast<std::size_t>(count) + lanes - 1) / lanes * lanes);
  std::iota(values.begin(), values.begin() + count, 0.0F);
  auto sum = hwy::HWY_NAMESPACE::Zero(tag);
  for (std::size_t i = 0; i < values.size(); i += lanes) {
    const auto lane = hwy::HWY_NAMESPACE::LoadU(tag, values.data() + i);
    sum = hwy::HWY_NAMESPACE::Add(sum, hwy::HWY_NAMESPACE::Mul(lane, lane));
  }
  return hwy::HWY_NAMESPACE::GetLane(hwy::HWY_NAMESPACE::SumOfLanes(tag, sum));
}

}  // namespace

EMSCRIPTEN_BINDINGS(check) {
  emscripten::function("sumOfSquares", +[](int count) { return SumOfSquares(count).value_or(-1); });
}
