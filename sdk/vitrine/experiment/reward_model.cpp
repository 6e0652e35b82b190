// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/reward_model.h>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

// Where each effect lies: the intercept, then actions, positions, actions at positions, categories.
struct Layout {
  explicit Layout(const BanditLog& log)
      : action_count(log.action_count),
        positions(actions + log.action_count),
        cells(positions + log.position_count),
        categories(cells + std::size_t{log.action_count} * log.position_count),
        size(categories + log.category_count) {}

  std::size_t CellOf(std::uint32_t position, std::uint32_t action) const {
    return cells + std::size_t{position} * action_count + action;
  }

  std::size_t action_count;
  std::size_t actions = 1;
  std::size_t positions;
  std::size_t cells;
  std::size_t categories;
  std::size_t size;
};

// The rounds as rows of a matrix of zeros and ones, of which only the places of the ones are kept.
class Design {
 public:
  Design(const BanditLog& log, std::span<const std::uint32_t> rounds)
      : layout_(log), row_count_(rounds.size()), width_(4 + log.context_width) {
    ones_.reserve(rounds.size() * width_);
    for (const std::uint32_t round : rounds) {
      const std::uint32_t action = log.actions[round];
      const std::uint32_t position = log.positions[round];
      ones_.insert(ones_.end(), {0, layout_.actions + action, layout_.positions + position,
                                 layout_.CellOf(position, action)});
      for (const std::uint32_t category : log.context(round)) {
        ones_.push_back(layout_.categories + category);
      }
    }
  }

  Index feature_count() const { return static_cast<Index>(layout_.size); }
  Index row_count() const { return static_cast<Index>(row_count_); }

  Vector Times(const Vector& effects) const {
    Vector product = Vector::Zero(row_count());
    for (std::size_t i = 0; i < ones_.size(); ++i) {
      product[static_cast<Index>(i / width_)] += effects[static_cast<Index>(ones_[i])];
    }
    return product;
  }

  Vector TransposedTimes(const Vector& rows) const {
    Vector product = Vector::Zero(feature_count());
    for (std::size_t i = 0; i < ones_.size(); ++i) {
      product[static_cast<Index>(ones_[i])] += rows[static_cast<Index>(i / width_)];
    }
    return product;
  }

 private:
  Layout layout_;
  std::size_t row_count_;
  std::size_t width_;
  std::vector<std::size_t> ones_;
};

// Solves (X' W X + diag(penalty)) step = gradient, preconditioned by the diagonal. Newton's method
// mends what is left over in its next step.
Vector SolveStep(const Design& design, const Vector& weights, const Vector& penalty,
                 const Vector& gradient) {
  constexpr double kTolerance = 1e-2;
  const Vector diagonal = design.TransposedTimes(weights) + penalty;
  Vector step = Vector::Zero(gradient.size());
  Vector residual = gradient;
  Vector scaled = residual.cwiseQuotient(diagonal);
  Vector direction = scaled;
  double energy = residual.dot(scaled);
  const double end = energy * kTolerance * kTolerance;
  for (Index i = 0; i < gradient.size() && energy > end; ++i) {
    const Vector image = design.TransposedTimes(weights.cwiseProduct(design.Times(direction))) +
                         penalty.cwiseProduct(direction);
    const double length = energy / direction.dot(image);
    step += length * direction;
    residual -= length * image;
    scaled = residual.cwiseQuotient(diagonal);
    const double before = energy;
    energy = residual.dot(scaled);
    direction = scaled + (energy / before) * direction;
  }
  return step;
}

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

RewardModel RewardModel::Fit(const BanditLog& log, std::span<const std::uint32_t> rounds,
                             double ridge, const RewardModel* start) {
  constexpr int kIterations = 30;
  constexpr double kSmallStep = 1e-3;
  constexpr double kLargeStep = 4;  // In log odds; far from the solution Newton's may overshoot.
  constexpr double kLeastVariance = 1e-10;
  const Design design(log, rounds);
  RewardModel model;
  model.logistic_ = std::ranges::all_of(log.rewards, [](double r) { return r >= 0 && r <= 1; });
  const auto count = static_cast<double>(rounds.size());
  Vector rewards(design.row_count());
  for (Index row = 0; row < rewards.size(); ++row) {
    rewards[row] = log.rewards[rounds[static_cast<std::size_t>(row)]];
  }
  double mean = rewards.mean();
  if (model.logistic_) {
    mean = std::clamp(mean, 0.5 / (count + 1), 1 - 0.5 / (count + 1));
  }
  const double variance = model.logistic_ ? mean * (1 - mean) : 1;
  Vector penalty = Vector::Constant(design.feature_count(), ridge * variance);
  penalty[0] = 0;  // The mean of all is free.
  Vector effects = Vector::Zero(design.feature_count());
  effects[0] = model.logistic_ ? std::log(mean / (1 - mean)) : mean;
  if (start != nullptr) {
    effects = Eigen::Map<const Vector>(start->effects_.data(), effects.size());
  }
  for (int i = 0; i < kIterations; ++i) {
    const Vector expected =
        design.Times(effects).unaryExpr([&](double predictor) { return model.Mean(predictor); });
    Vector weights = Vector::Ones(rewards.size());
    if (model.logistic_) {
      weights =
          expected.cwiseProduct(Vector::Ones(rewards.size()) - expected).cwiseMax(kLeastVariance);
    }
    const Vector gradient =
        design.TransposedTimes(rewards - expected) - penalty.cwiseProduct(effects);
    const Vector step = SolveStep(design, weights, penalty, gradient);
    const double longest = step.cwiseAbs().maxCoeff();
    effects +=
        model.logistic_ && longest > kLargeStep ? Vector(step * (kLargeStep / longest)) : step;
    if (longest < kSmallStep) {
      break;
    }
  }
  model.effects_.assign(effects.begin(), effects.end());
  return model;
}

double RewardModel::BaseOf(const BanditLog& log, std::size_t round) const {
  const Layout layout(log);
  double base = effects_[0] + effects_[layout.positions + log.positions[round]];
  for (const std::uint32_t category : log.context(round)) {
    base += effects_[layout.categories + category];
  }
  return base;
}

double RewardModel::Mean(double predictor) const {
  return logistic_ ? Logistic(predictor) : predictor;
}

double RewardModel::Predict(const BanditLog& log, std::size_t round, std::uint32_t action) const {
  const Layout layout(log);
  return Mean(BaseOf(log, round) + effects_[layout.actions + action] +
              effects_[layout.CellOf(log.positions[round], action)]);
}

double RewardModel::PredictPolicy(const BanditLog& log, std::size_t round,
                                  const PolicyTable& policy) const {
  const Layout layout(log);
  const double base = BaseOf(log, round);
  const auto probabilities = policy.row(log.positions[round]);
  const std::size_t cells = layout.CellOf(log.positions[round], 0);
  double sum = 0;
  for (std::size_t action = 0; action < probabilities.size(); ++action) {
    if (probabilities[action] > 0) {
      sum += probabilities[action] *
             Mean(base + effects_[layout.actions + action] + effects_[cells + action]);
    }
  }
  return sum;
}

}  // namespace vitrine
