// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/base/random.h>
#include <vitrine/ranking/exploration.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace vitrine {
namespace {

using Vector = std::vector<double>;

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

Result<void> CheckFeatures(std::span<const float> features, std::size_t dimension) {
  return features.size() == dimension
             ? CheckFinite(features)
             : Fail(ErrorCode::kShapeMismatch, std::to_string(features.size()) +
                                                   " features; expected " +
                                                   std::to_string(dimension));
}

// The lower triangle L of a positive definite matrix L * L^T, row by row.
class CholeskyFactor {
 public:
  // Of `diagonal` times the identity.
  CholeskyFactor(std::size_t dimension, double diagonal) : dimension_(dimension) {
    const double root = std::sqrt(diagonal);
    for (std::size_t row = 0; row < dimension; ++row) {
      numbers_.resize(numbers_.size() + row, 0);
      numbers_.push_back(root);
    }
  }

  // The factor after `weight` * x * x^T, weight > 0, was added to the matrix. Source: Golub and Van
  // Loan, "Matrix Computations", 4th edition, section 6.5.4.
  void Update(std::span<const float> x, double weight) {
    Vector rest(x.begin(), x.end());
    for (double& value : rest) {
      value *= std::sqrt(weight);
    }
    for (std::size_t k = 0; k < dimension_; ++k) {
      const double old = At(k, k);
      const double own = std::sqrt(old * old + rest[k] * rest[k]);
      const double cosine = own / old;
      const double sine = rest[k] / old;
      At(k, k) = own;
      for (std::size_t i = k + 1; i < dimension_; ++i) {
        At(i, k) = (At(i, k) + sine * rest[i]) / cosine;
        rest[i] = cosine * rest[i] - sine * At(i, k);
      }
    }
  }

  // x with L * x = b, in place of b.
  void SolveLower(Vector& b) const {
    for (std::size_t i = 0; i < dimension_; ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        b[i] -= At(i, k) * b[k];
      }
      b[i] /= At(i, i);
    }
  }

  // x with L^T * x = b, in place of b.
  void SolveUpper(Vector& b) const {
    for (std::size_t i = dimension_; i-- > 0;) {
      for (std::size_t k = i + 1; k < dimension_; ++k) {
        b[i] -= At(k, i) * b[k];
      }
      b[i] /= At(i, i);
    }
  }

  Vector& numbers() { return numbers_; }
  const Vector& numbers() const { return numbers_; }
  double& At(std::size_t row, std::size_t column) { return numbers_[row * (row + 1) / 2 + column]; }
  double At(std::size_t row, std::size_t column) const {
    return numbers_[row * (row + 1) / 2 + column];
  }

 private:
  std::size_t dimension_;
  Vector numbers_;
};

double Dot(std::span<const float> features, const Vector& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += static_cast<double>(features[i]) * weights[i];
  }
  return sum;
}

}  // namespace

struct LinearThompson::State {
  ThompsonOptions options;
  CholeskyFactor precision;  // Of the weights, given all that was learned.
  Vector evidence;           // precision * mean.

  Vector Mean() const {
    Vector mean = evidence;
    precision.SolveLower(mean);
    precision.SolveUpper(mean);
    return mean;
  }

  // mean + L^-T z has the covariance (L L^T)^-1.
  Vector Draw(const Vector& mean, Random& random) const {
    Vector weights(mean.size());
    for (double& value : weights) {
      value = random.Normal();
    }
    precision.SolveUpper(weights);
    for (std::size_t i = 0; i < mean.size(); ++i) {
      weights[i] += mean[i];
    }
    return weights;
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
                "an exploration without features, or with options that are not in their range");
  }
  if (!options.prior_mean.empty() && options.prior_mean.size() != dimension) {
    return Fail(ErrorCode::kShapeMismatch, "a prior mean of " +
                                               std::to_string(options.prior_mean.size()) +
                                               " weights; expected " + std::to_string(dimension));
  }
  if (!std::ranges::all_of(options.prior_mean, [](double x) { return std::isfinite(x); })) {
    return Fail(ErrorCode::kInvalidArgument, "the prior mean has a weight that is not finite");
  }
  if (dimension > kMaxDimension) {
    return Fail(ErrorCode::kTooLarge, std::to_string(dimension) + " features; expected at most " +
                                          std::to_string(kMaxDimension));
  }
  auto state = std::make_unique<State>(
      State{options, CholeskyFactor(dimension, options.prior_precision), Vector(dimension, 0)});
  for (std::size_t i = 0; i < options.prior_mean.size(); ++i) {
    state->evidence[i] = options.prior_precision * options.prior_mean[i];
  }
  return LinearThompson(std::move(state));
}

Result<void> LinearThompson::Learn(std::span<const float> features, double reward) {
  if (auto rewarded = Reward(features, reward); !rewarded) {
    return rewarded;
  }
  state_->precision.Update(features, 1 / state_->options.noise_variance);
  return {};
}

Result<void> LinearThompson::Reward(std::span<const float> features, double reward) {
  if (auto checked = CheckFeatures(features, state_->evidence.size()); !checked) {
    return checked;
  }
  if (!std::isfinite(reward)) {
    return Fail(ErrorCode::kNonFinite, "the reward is " + NumberText(reward));
  }
  for (std::size_t i = 0; i < features.size(); ++i) {
    state_->evidence[i] +=
        reward / state_->options.noise_variance * static_cast<double>(features[i]);
  }
  return {};
}

std::vector<double> LinearThompson::Save() const {
  Vector state = state_->evidence;
  const Vector& factor = state_->precision.numbers();
  state.insert(state.end(), factor.begin(), factor.end());
  return state;
}

Result<void> LinearThompson::Restore(std::span<const double> state) {
  const std::size_t dimension = state_->evidence.size();
  const std::size_t expected = dimension * (dimension + 3) / 2;
  if (state.size() != expected) {
    return Fail(ErrorCode::kShapeMismatch, "a state of " + std::to_string(state.size()) +
                                               " numbers; expected " + std::to_string(expected));
  }
  CholeskyFactor factor(dimension, 1);
  std::ranges::copy(state.subspan(dimension), factor.numbers().begin());
  bool valid = std::ranges::all_of(state, [](double x) { return std::isfinite(x); });
  for (std::size_t row = 0; row < dimension; ++row) {
    // What is learned only adds to the prior, whatever was rounded.
    double diagonal = 0;
    for (std::size_t column = 0; column <= row; ++column) {
      diagonal += factor.At(row, column) * factor.At(row, column);
    }
    valid = valid && factor.At(row, row) > 0 && diagonal >= 0.999 * state_->options.prior_precision;
  }
  if (!valid) {
    return Fail(ErrorCode::kProfileCorrupt, "the state of the exploration is none that was saved");
  }
  state_->precision = std::move(factor);
  state_->evidence.assign(state.begin(), state.begin() + static_cast<std::ptrdiff_t>(dimension));
  return {};
}

Result<std::vector<ExploredItem>> LinearThompson::Choose(std::span<const float> candidates,
                                                         std::size_t slots,
                                                         std::uint64_t seed) const {
  const std::size_t dimension = state_->evidence.size();
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
  const Vector mean = state_->Mean();
  std::vector<double> scores;
  for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
    const Vector weights = state_->Draw(mean, random);
    for (std::size_t i = 0; i < count; ++i) {
      scores.push_back(Dot(candidates.subspan(i * dimension, dimension), weights));
    }
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

std::vector<double> LinearThompson::Mean() const { return state_->Mean(); }

}  // namespace vitrine
