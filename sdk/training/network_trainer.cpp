// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/network_trainer.h"

#include "sdk/training/parallel.h"

#include <vitrine/base/random.h>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace vitrine::training {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXf;
using Rows = Eigen::Map<const Matrix>;

// Questions whose gradients are summed by one core; fixed, so that the sum is.
constexpr std::size_t kPiece = 8;

constexpr float kFirstMoment = 0.9F;
constexpr float kSecondMoment = 0.999F;
constexpr float kEpsilon = 1e-8F;

// Features that hardly vary are left out: their scale becomes 0.
constexpr float kLeastDeviation = 1e-6F;

struct Layer {
  Matrix weights;  // [outputs, inputs]
  Vector biases;
};

std::vector<Layer> ZeroLayers(std::span<const std::size_t> widths) {
  std::vector<Layer> layers;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const auto inputs = static_cast<Eigen::Index>(widths[i]);
    const auto outputs = static_cast<Eigen::Index>(widths[i + 1]);
    layers.push_back({Matrix::Zero(outputs, inputs), Vector::Zero(outputs)});
  }
  return layers;
}

class Trainer {
 public:
  Trainer(const Questions& questions, const NetworkOptions& options)
      : questions_(questions), options_(options), random_(options.seed) {
    std::vector<std::size_t> widths = {kFeatureCount};
    widths.insert(widths.end(), options.hidden.begin(), options.hidden.end());
    widths.push_back(1);
    layers_ = ZeroLayers(widths);
    first_ = second_ = layers_;
    const std::size_t pieces = (options.batch + kPiece - 1) / kPiece;
    gradients_.assign(pieces, layers_);
    losses_.resize(pieces);
    for (Layer& layer : layers_) {
      const double deviation = std::sqrt(2.0 / static_cast<double>(layer.weights.cols()));
      for (Eigen::Index i = 0; i < layer.weights.size(); ++i) {
        layer.weights.data()[i] = static_cast<float>(random_.Normal() * deviation);
      }
    }
    Standardise();
  }

  double Epoch(std::size_t epoch) {
    std::vector<std::size_t> order(questions_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[random_.Below(static_cast<std::uint32_t>(i))]);
    }
    const std::size_t batches = (order.size() + options_.batch - 1) / options_.batch;
    double loss = 0;
    for (std::size_t batch = 0; batch < batches; ++batch) {
      const auto rest = std::span(order).subspan(batch * options_.batch);
      const auto chosen = rest.first(std::min(rest.size(), options_.batch));
      loss += AddGradients(chosen);
      const double done =
          (static_cast<double>(epoch) + static_cast<double>(batch) / static_cast<double>(batches)) /
          static_cast<double>(options_.epochs);
      Step(options_.learning_rate * 0.5 * (1 + std::cos(std::numbers::pi * done)), chosen.size());
    }
    return loss / static_cast<double>(order.size());
  }

  NetworkWeights Weights() const {
    NetworkWeights weights;
    weights.means.assign(means_.data(), means_.data() + means_.size());
    weights.scales.assign(scales_.data(), scales_.data() + scales_.size());
    for (const Layer& layer : layers_) {
      weights.layers.push_back({{layer.weights.data(), layer.weights.data() + layer.weights.size()},
                                {layer.biases.data(), layer.biases.data() + layer.biases.size()}});
    }
    return weights;
  }

 private:
  Rows AllRows() const {
    return {questions_.features.data(),
            static_cast<Eigen::Index>(questions_.features.size() / kFeatureCount),
            static_cast<Eigen::Index>(kFeatureCount)};
  }

  void Standardise() {
    const Rows rows = AllRows();
    means_ = rows.cast<double>().colwise().mean().cast<float>();
    scales_.resize(means_.size());
    for (Eigen::Index column = 0; column < rows.cols(); ++column) {
      const double variance =
          (rows.col(column).array() - means_(column)).cast<double>().square().mean();
      const auto deviation = static_cast<float>(std::sqrt(variance));
      scales_(column) = deviation > kLeastDeviation ? 1.0F / deviation : 0.0F;
    }
  }

  // Leaves the sum of the gradients in the first of gradients_; returns the sum of the losses.
  double AddGradients(std::span<const std::size_t> chosen) {
    const std::size_t pieces = (chosen.size() + kPiece - 1) / kPiece;
    ForEachPiece(pieces, 1, [&](std::size_t piece, std::size_t) {
      const auto rest = chosen.subspan(piece * kPiece);
      losses_[piece] = 0;
      for (Layer& layer : gradients_[piece]) {
        layer.weights.setZero();
        layer.biases.setZero();
      }
      for (const std::size_t question : rest.first(std::min(rest.size(), kPiece))) {
        losses_[piece] += AddGradient(question, gradients_[piece]);
      }
    });
    for (std::size_t piece = 1; piece < pieces; ++piece) {
      for (std::size_t i = 0; i < layers_.size(); ++i) {
        gradients_[0][i].weights += gradients_[piece][i].weights;
        gradients_[0][i].biases += gradients_[piece][i].biases;
      }
    }
    return std::accumulate(losses_.begin(), losses_.begin() + static_cast<std::ptrdiff_t>(pieces),
                           0.0);
  }

  double AddGradient(std::size_t question, std::vector<Layer>& gradient) const {
    const auto begin = static_cast<Eigen::Index>(questions_.begin(question));
    const auto count = static_cast<Eigen::Index>(questions_.ends[question]) - begin;
    std::vector<Matrix> values;  // What goes into each layer, then what comes out of the last.
    values.emplace_back(((AllRows().middleRows(begin, count).rowwise() - means_).array().rowwise() *
                         scales_.array())
                            .matrix());
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      Matrix out = values.back() * layers_[i].weights.transpose();
      out.rowwise() += layers_[i].biases.transpose();
      values.emplace_back(i + 1 < layers_.size() ? Matrix(out.cwiseMax(0.0F)) : std::move(out));
    }
    const Vector scores = values.back().col(0);
    const float highest = scores.maxCoeff();
    Vector shares = (scores.array() - highest).exp();
    const float sum = shares.sum();
    shares /= sum;
    const auto answer = static_cast<Eigen::Index>(questions_.answers[question]);
    const double loss = std::log(sum) + highest - scores(answer);
    shares(answer) -= 1;
    Matrix slope = shares;
    for (std::size_t i = layers_.size(); i-- > 0;) {
      gradient[i].weights.noalias() += slope.transpose() * values[i];
      gradient[i].biases += slope.colwise().sum().transpose();
      if (i > 0) {
        const Matrix back = slope * layers_[i].weights;
        slope = (values[i].array() > 0).select(back, 0.0F);
      }
    }
    return loss;
  }

  void Step(double rate, std::size_t questions) {
    ++steps_;
    const auto step = static_cast<float>(rate * std::sqrt(1 - std::pow(kSecondMoment, steps_)) /
                                         (1 - std::pow(kFirstMoment, steps_)));
    const auto decay = static_cast<float>(1 - rate * options_.weight_decay);
    const float share = 1.0F / static_cast<float>(questions);
    const auto update = [&](auto& value, auto& gradient, auto& first, auto& second) {
      gradient *= share;
      first = kFirstMoment * first + (1 - kFirstMoment) * gradient;
      second = kSecondMoment * second + (1 - kSecondMoment) * gradient.cwiseAbs2();
      value.array() -= step * first.array() / (second.array().sqrt() + kEpsilon);
    };
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      layers_[i].weights *= decay;
      update(layers_[i].weights, gradients_[0][i].weights, first_[i].weights, second_[i].weights);
      update(layers_[i].biases, gradients_[0][i].biases, first_[i].biases, second_[i].biases);
    }
  }

  const Questions& questions_;
  const NetworkOptions& options_;
  Random random_;
  Eigen::RowVectorXf means_;
  Eigen::RowVectorXf scales_;
  std::vector<Layer> layers_;
  std::vector<Layer> first_;  // Adam's moments.
  std::vector<Layer> second_;
  std::vector<std::vector<Layer>> gradients_;  // One for each piece of a batch.
  std::vector<double> losses_;
  int steps_ = 0;
};

}  // namespace

NetworkWeights TrainNetwork(const Questions& questions, const NetworkOptions& options,
                            const std::function<void(std::size_t, double)>& progress) {
  Trainer trainer(questions, options);
  for (std::size_t epoch = 0; epoch < options.epochs; ++epoch) {
    progress(epoch, trainer.Epoch(epoch));
  }
  return trainer.Weights();
}

}  // namespace vitrine::training
