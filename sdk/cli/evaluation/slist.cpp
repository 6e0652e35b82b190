// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/contender.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

// Chosen on the last day before the test sessions, as the paper's authors choose theirs.
constexpr float kFullShare = 0.5F;
constexpr float kRidge = 10;
constexpr double kPositionDecay = 1;
constexpr double kAgeDecayDays = 4;
constexpr double kInferenceDecay = 2;

using Matrix = Eigen::MatrixXf;

struct Weighted {
  ProductIndex product;
  double weight;
};

// Items by their nearness to the cut, each once, where it is nearest.
template <typename Range>
std::vector<Weighted> Nearest(const Range& visits_from_cut, double decay) {
  std::vector<Weighted> nearest;
  double distance = 0;
  for (const Visit& visit : visits_from_cut) {
    if (std::ranges::find(nearest, visit.product, &Weighted::product) == nearest.end()) {
      nearest.push_back({visit.product, std::exp(-distance / decay)});
    }
    distance += 1;
  }
  return nearest;
}

void AddOuter(std::span<const Weighted> rows, std::span<const Weighted> columns, double weight,
              Matrix& sum) {
  for (const Weighted& row : rows) {
    for (const Weighted& column : columns) {
      sum(row.product, column.product) += static_cast<float>(weight * row.weight * column.weight);
    }
  }
}

Matrix Fit(const training::SessionIndex& index) {
  const auto size = static_cast<Eigen::Index>(index.product_count());
  Matrix left = Matrix::Zero(size, size);
  Matrix right = Matrix::Zero(size, size);
  for (const training::Session& session : index.sessions()) {
    const double days = index.DaysBeforeNewest(session.back().time_ms);
    const double weight = std::exp(-days / kAgeDecayDays);
    const auto whole = Nearest(session, std::numeric_limits<double>::infinity());
    AddOuter(whole, whole, weight * kFullShare, left);
    AddOuter(whole, whole, weight * kFullShare, right);
    for (std::size_t cut = 1; cut < session.size(); ++cut) {
      const std::span<const Visit> visits(session);
      const training::Session before(session.rend() - static_cast<std::ptrdiff_t>(cut),
                                     session.rend());
      const auto source = Nearest(before, kPositionDecay);
      const auto target = Nearest(visits.subspan(cut), kPositionDecay);
      AddOuter(source, source, weight * (1 - kFullShare), left);
      AddOuter(source, target, weight * (1 - kFullShare), right);
    }
  }
  left.diagonal().array() += kRidge;
  left.llt().solveInPlace(right);
  return right;
}

}  // namespace

Contender SessionLinearModel(const training::SessionIndex& index) {
  const auto model = std::make_shared<const Matrix>(Fit(index));
  return Contender{"slist", [model](std::span<const Visit> visits, std::span<float> scores) {
                     Eigen::Map<Eigen::RowVectorXf> sums(scores.data(),
                                                         static_cast<Eigen::Index>(scores.size()));
                     sums.setZero();
                     const training::Session from_newest(visits.rbegin(), visits.rend());
                     for (const Weighted& item : Nearest(from_newest, kInferenceDecay)) {
                       sums += static_cast<float>(item.weight) * model->row(item.product);
                     }
                     return Result<void>();
                   }};
}

}  // namespace vitrine::cli
