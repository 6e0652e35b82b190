// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/slates.h"

#include "sdk/cli/evaluation/evaluation.h"
#include "sdk/cli/evaluation/greedy_dpp.h"

#include <vitrine/base/number_text.h>
#include <vitrine/ranking/diversity.h>
#include <vitrine/ranking/scan.h>

#include <array>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

namespace vitrine::cli {
namespace {

// As many as compete for a page.
constexpr std::size_t kCandidates = 200;

using Chooser = std::function<Result<std::vector<std::uint32_t>>(std::span<const float> relevance,
                                                                 const VectorRows& vectors)>;

// A part of a row, as FloatRows wants it aligned.
struct alignas(64) Lanes {
  std::array<float, 16> values;
};

// The candidates' vectors in rows of their own.
class Rows {
 public:
  Rows(const Catalog& catalog, std::span<const ScoredRow> candidates)
      : dimension_(catalog.dimension()),
        lanes_(candidates.size() * catalog.dimension() /
               std::tuple_size_v<decltype(Lanes::values)>) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      CopyRow(catalog.vectors(), candidates[i].row, values().subspan(i * dimension_, dimension_));
    }
  }

  FloatRows rows() { return {.dimension = dimension_, .values = values()}; }

 private:
  std::span<float> values() {
    return {reinterpret_cast<float*>(lanes_.data()), lanes_.size() * sizeof(Lanes) / sizeof(float)};
  }

  std::size_t dimension_;
  std::vector<Lanes> lanes_;
};

// Puts what is chosen of the best candidates first, in its order.
Contender Diversified(std::string name, const Catalog& catalog, const Contender& by_score,
                      Chooser choose) {
  return {std::move(name),
          [&catalog, score = by_score.score, choose = std::move(choose)](
              std::span<const Visit> visits, std::span<float> scores) -> Result<void> {
            if (auto scored = score(visits, scores); !scored) {
              return scored;
            }
            TopList best(kCandidates);
            best.Offer(scores, 0);
            const std::vector<ScoredRow> candidates = best.Take();
            const float high = candidates.front().score;
            const float range = high - candidates.back().score;
            std::vector<float> relevance;
            for (const ScoredRow& candidate : candidates) {
              relevance.push_back(range > 0 ? 1 - (high - candidate.score) / range : 0);
            }
            Rows rows(catalog, candidates);
            const auto chosen = choose(relevance, rows.rows());
            if (!chosen) {
              return std::unexpected(chosen.error());
            }
            float above = high + static_cast<float>(kCutoff);
            for (const std::uint32_t candidate : *chosen) {
              scores[candidates[candidate].row] = above;
              above -= 1;
            }
            return {};
          }};
}

}  // namespace

std::vector<Contender> DiverseSlates(const Catalog& catalog, const Contender& by_score) {
  std::vector<Contender> slates;
  for (const float diversity_01 : {0.1F, 0.2F, 0.35F, 0.5F, 0.65F, 0.8F}) {
    slates.push_back(
        Diversified("mmr " + NumberText(diversity_01), catalog, by_score,
                    [diversity_01](std::span<const float> relevance, const VectorRows& vectors) {
                      return MaximalMarginalRelevance(relevance, vectors, kCutoff, diversity_01);
                    }));
  }
  for (const double relevance_weight : {16.0, 8.0, 4.0, 2.0, 1.0, 0.5}) {
    slates.push_back(Diversified(
        "dpp " + NumberText(relevance_weight), catalog, by_score,
        [relevance_weight](std::span<const float> relevance,
                           const VectorRows& vectors) -> Result<std::vector<std::uint32_t>> {
          return GreedyDpp(relevance, vectors, kCutoff, relevance_weight);
        }));
  }
  return slates;
}

}  // namespace vitrine::cli
