// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/base/random.h>
#include <vitrine/ranking/exploration.h>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace vitrine {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

constexpr std::uint32_t kMostDraws = 65'536;

Result<void> CheckFinite(std::span<const float> features) {
  const auto wrong =
      std::ranges::find_if(features, [](float feature) { return !std::isfinite(feature); });
  if (wrong == features.end()) {
    return {};
  }
  return Fail(ErrorCode::kNonFinite,
              "feature " + std::to_string(wrong - features.begin()) + " is " + NumberText(*wrong));
}

Vector ToVector(std::span<const float> features) {
  return Eigen::Map<const Eigen::VectorXf>(features.data(), static_cast<Index>(features.size()))
      .cast<double>();
}

// The scores of all candidates under one draw of the weights.
void Score(std::span<const float> candidates, const Vector& weights, std::span<double> scores) {
  const auto dimension = static_cast<std::size_t>(weights.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] = ToVector(candidates.subspan(i * dimension, dimension)).dot(weights);
  }
}

}  // namespace

struct LinearThompson::State {
  ThompsonOptions options;
  Eigen::LLT<Matrix> precision;  // Of the weights, given all that was learned.
  Vector evidence;               // precision * mean.

  // mean + L^-T z has the covariance (L L^T)^-1.
  Vector Draw(const Vector& mean, Random& random) const {
    Vector noise(mean.size());
    for (double& value : noise) {
      value = random.Normal();
    }
    precision.matrixU().solveInPlace(noise);
    return mean + noise;
  }
};

LinearThompson::LinearThompson(std::unique_ptr<State> state) : state_(std::move(state)) {}
LinearThompson::LinearThompson(LinearThompson&&) noexcept = default;
LinearThompson& LinearThompson::operator=(LinearThompson&&) noexcept = default;
LinearThompson::~LinearThompson() = default;

Result<LinearThompson> LinearThompson::Create(std::size_t dimension,
                                              const ThompsonOptions& options) {
  const auto positive = [](double x) { return x > 0 && std::isfinite(x); };
  if (dimension == 0 || !positive(options.prior_precision) || !positive(options.noise_variance) ||
      options.draws == 0 || options.draws > kMostDraws ||
      !(options.floor_01 > 0 && options.floor_01 <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                "dimension " + std::to_string(dimension) + ", prior precision " +
                    NumberText(options.prior_precision) + ", noise variance " +
                    NumberText(options.noise_variance) + ", " + std::to_string(options.draws) +
                    " draws, floor " + NumberText(options.floor_01) +
                    "; expected all above 0, at most 65536 draws and a floor of 1");
  }
  if (dimension > kMaxDimension) {
    return Fail(ErrorCode::kTooLarge, std::to_string(dimension) + " features; expected at most " +
                                          std::to_string(kMaxDimension));
  }
  const auto size = static_cast<Index>(dimension);
  auto state = std::make_unique<State>();
  state->options = options;
  state->precision.compute(Matrix::Identity(size, size) * options.prior_precision);
  state->evidence = Vector::Zero(size);
  return LinearThompson(std::move(state));
}

Result<void> LinearThompson::Learn(std::span<const float> features, double reward) {
  const auto dimension = static_cast<std::size_t>(state_->evidence.size());
  if (features.size() != dimension) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(features.size()) +
                                               " features; expected " + std::to_string(dimension));
  }
  if (const auto checked = CheckFinite(features); !checked) {
    return checked;
  }
  if (!std::isfinite(reward)) {
    return Fail(ErrorCode::kNonFinite, "the reward is " + NumberText(reward));
  }
  const Vector row = ToVector(features);
  const double weight = 1 / state_->options.noise_variance;
  state_->precision.rankUpdate(row, weight);
  state_->evidence += (reward * weight) * row;
  return {};
}

Result<std::vector<ExploredItem>> LinearThompson::Choose(std::span<const float> candidates,
                                                         std::size_t slots,
                                                         std::uint64_t seed) const {
  const auto dimension = static_cast<std::size_t>(state_->evidence.size());
  const std::size_t count = candidates.size() / dimension;
  if (candidates.size() != count * dimension) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(candidates.size()) +
                                               " features; expected a multiple of " +
                                               std::to_string(dimension));
  }
  if (slots > count) {
    return Fail(ErrorCode::kInvalidArgument,
                std::to_string(slots) + " slots for " + std::to_string(count) + " candidates");
  }
  if (const auto checked = CheckFinite(candidates); !checked) {
    return std::unexpected(checked.error());
  }
  const ThompsonOptions& options = state_->options;
  Random random(seed);
  const Vector mean = state_->precision.solve(state_->evidence);
  std::vector<double> scores(options.draws * count);
  for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
    Score(candidates, state_->Draw(mean, random), std::span(scores).subspan(draw * count, count));
  }
  std::vector<std::size_t> remaining(count);
  for (std::size_t i = 0; i < count; ++i) {
    remaining[i] = i;
  }
  std::vector<ExploredItem> shown;
  while (shown.size() < slots) {
    std::vector<double> wins(remaining.size());
    for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
      const double* row = &scores[draw * count];
      const auto best =
          std::ranges::max_element(remaining, {}, [&](std::size_t i) { return row[i]; });
      wins[static_cast<std::size_t>(best - remaining.begin())] += 1;
    }
    const double floor = options.floor_01 / static_cast<double>(remaining.size());
    const auto probability = [&](std::size_t place) {
      return floor + (1 - options.floor_01) * wins[place] / options.draws;
    };
    double left = static_cast<double>(random.Next()) * 0x1p-32;
    std::size_t place = 0;
    while (place + 1 < remaining.size() && left >= probability(place)) {
      left -= probability(place);
      place += 1;
    }
    shown.push_back({remaining[place], probability(place)});
    remaining.erase(remaining.begin() + static_cast<std::ptrdiff_t>(place));
  }
  return shown;
}

std::vector<double> LinearThompson::Mean() const {
  const Vector mean = state_->precision.solve(state_->evidence);
  return {mean.begin(), mean.end()};
}

}  // namespace vitrine
