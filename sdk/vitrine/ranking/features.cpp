// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/features.h>

#include <vitrine/base/math.h>
#include <vitrine/ranking/small_sort.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace vitrine {
namespace {

// The last ones, of what is the same for all candidates.
constexpr std::size_t kHistoryFeatures = 8;

constexpr double kSlowVisits = 3;
constexpr double kLongestMs = 1000.0 * 60 * 60 * 24 * 365;

float Root(Strength strength) { return static_cast<float>(strength) * (1.0F / 255.0F); }

float LogOf(double value) { return static_cast<float>(Log(value)); }

float LogSeconds(std::int64_t from_ms, std::int64_t to_ms) {
  const double ms = static_cast<double>(to_ms) - static_cast<double>(from_ms);
  return LogOf(1.0 + std::clamp(ms, 0.0, kLongestMs) / 1000.0);
}

// What is the same for all candidates, computed once.
class Context {
 public:
  Context(const Catalog& catalog, std::span<const Visit> visits)
      : catalog_(catalog), visits_(visits), newest_(visits.back().product) {
    weights_.resize(visits.size());
    float sum = 0;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      const auto age = static_cast<double>(visits.size() - 1 - i);
      weights_[i] = static_cast<float>(Exp(-age / kSlowVisits));
      sum += weights_[i];
    }
    for (float& weight : weights_) {
      weight /= sum;
    }
    DescribeVectors();
    DescribeHistory();
  }

  // Writes one row; `position` is the candidate's.
  void Write(const Candidate& candidate, std::size_t position, std::span<float> row) const {
    std::size_t next = 0;
    const auto add = [&](float value) { row[next++] = value; };
    for (const auto& channel : candidate.evidence) {
      std::ranges::for_each(channel, add);
    }
    const ProductIndex product = candidate.product;
    const Neighbour back = ReverseNeighbour(product);
    add(Root(back.linear));
    add(Root(back.follow));
    add(Root(back.covisit));
    add(Likeness(product, newest_vector_));
    add(Likeness(product, mean_vector_));
    add(LogOf(1.0 + static_cast<double>(position)));
    const Behaviour behaviour = BehaviourOf(product);
    const float popularity = catalog_.popularity()[product];
    add(popularity);
    add(Root(behaviour.recent));
    add(Root(behaviour.latest));
    add(Root(behaviour.recent) - popularity);
    add(Root(behaviour.repeat));
    add(Root(behaviour.leave));
    AddVisits(product, add);
    AddFacets(product, add);
    std::ranges::for_each(history_, add);
    assert(next == kFeatureCount);
  }

 private:
  void DescribeVectors() {
    if (catalog_.dimension() == 0) {
      return;
    }
    newest_vector_.resize(catalog_.dimension());
    mean_vector_.resize(catalog_.dimension());
    for (std::size_t i = 0; i < visits_.size(); ++i) {
      CopyRow(catalog_.vectors(), visits_[i].product, newest_vector_);
      for (std::size_t k = 0; k < mean_vector_.size(); ++k) {
        mean_vector_[k] += weights_[i] * newest_vector_[k];
      }
    }
    float square = 0;
    for (const float value : mean_vector_) {
      square += value * value;
    }
    for (float& value : mean_vector_) {
      value = square > 0 ? value / std::sqrt(square) : 0.0F;
    }
  }

  float Likeness(ProductIndex product, std::span<const float> vector) const {
    return vector.empty() ? 0.0F : DotRow(catalog_.vectors(), product, vector);
  }

  Behaviour BehaviourOf(ProductIndex product) const {
    return catalog_.behaviour().empty() ? Behaviour{} : catalog_.behaviour()[product];
  }

  Neighbour ReverseNeighbour(ProductIndex product) const {
    const auto list = catalog_.neighbours(product);
    const auto found = std::ranges::find(list, newest_, &Neighbour::product);
    return found == list.end() ? Neighbour{} : *found;
  }

  void AddVisits(ProductIndex product, const auto& add) const {
    std::size_t count = 0;
    std::size_t since = 0;
    for (std::size_t i = 0; i < visits_.size(); ++i) {
      if (visits_[i].product == product) {
        ++count;
        since = visits_.size() - i;
      }
    }
    add(static_cast<float>(count > 0));
    add(since > 0 ? 1.0F / static_cast<float>(since) : 0.0F);
    add(static_cast<float>(since == 1));
    add(LogOf(1.0 + static_cast<double>(count)));
  }

  void AddFacets(ProductIndex product, const auto& add) const {
    float category = 0;
    float brand = 0;
    float band = 0;
    for (std::size_t i = 0; i < visits_.size(); ++i) {
      const ProductIndex visited = visits_[i].product;
      const bool same_category = catalog_.category(product) != kNoTerm &&
                                 catalog_.category(product) == catalog_.category(visited);
      const bool same_brand =
          catalog_.brand(product) != kNoTerm && catalog_.brand(product) == catalog_.brand(visited);
      category += same_category ? weights_[i] : 0.0F;
      brand += same_brand ? weights_[i] : 0.0F;
      band += same_category && catalog_.price_band(product) == catalog_.price_band(visited)
                  ? weights_[i]
                  : 0.0F;
    }
    add(category);
    add(brand);
    add(band);
    const CurrentPrice mine = catalog_.price(product);
    const CurrentPrice theirs = catalog_.price(newest_);
    const bool comparable =
        mine.currency == theirs.currency && mine.micros > 0 && theirs.micros > 0;
    add(comparable ? std::min(3.0F, std::abs(LogOf(static_cast<double>(mine.micros) /
                                                   static_cast<double>(theirs.micros))))
                   : 0.0F);
  }

  // What is the same for every candidate.
  void DescribeHistory() {
    std::size_t next = 0;
    const auto add = [&](float value) { history_[next++] = value; };
    std::vector<ProductIndex> different;
    for (const Visit& visit : visits_) {
      different.push_back(visit.product);
    }
    SortAscending(different);
    const auto repeated = std::ranges::unique(different);
    const auto count = static_cast<double>(visits_.size());
    add(LogOf(count));
    add(static_cast<float>((count - static_cast<double>(repeated.size())) / count));
    add(visits_.size() < 2
            ? 0.0F
            : LogSeconds(visits_[visits_.size() - 2].time_ms, visits_.back().time_ms));
    add(LogSeconds(visits_.front().time_ms, visits_.back().time_ms));
    const Behaviour behaviour = BehaviourOf(newest_);
    add(catalog_.popularity()[newest_]);
    add(Root(behaviour.recent));
    add(Root(behaviour.repeat));
    add(LogOf(1.0 + static_cast<double>(catalog_.neighbours(newest_).size())));
  }

  const Catalog& catalog_;
  std::span<const Visit> visits_;
  ProductIndex newest_;
  std::vector<float> weights_;  // Of the visits, their sum 1.
  std::vector<float> newest_vector_;
  std::vector<float> mean_vector_;  // Of length 1, or zero.
  std::array<float, kHistoryFeatures> history_{};
};

}  // namespace

void ComputeFeatures(const Catalog& catalog, std::span<const Visit> visits,
                     std::span<const Candidate> candidates, std::span<float> features) {
  assert(!visits.empty() && features.size() == candidates.size() * kFeatureCount);
  const Context context(catalog, visits);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    context.Write(candidates[i], i, features.subspan(i * kFeatureCount, kFeatureCount));
  }
}

}  // namespace vitrine
