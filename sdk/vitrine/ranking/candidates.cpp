// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/candidates.h>

#include <vitrine/base/math.h>
#include <vitrine/ranking/scan.h>
#include <vitrine/ranking/small_sort.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace vitrine {
namespace {

constexpr std::array<double, kDecayCount> kDecayVisits = {0, 1, 3};

// The order before the network has its say: it only decides who is looked at.
constexpr std::array<float, kChannelCount> kChannelWeights = {1.0F, 0.3F, 0.1F, 0.3F};
constexpr std::size_t kOrderDecay = 2;
constexpr float kVisitedBonus = 1.0F;

// Parts of the list that are kept for what only the vectors and the popularity bring.
constexpr std::size_t kVectorShare = 4;
constexpr std::size_t kPopularShare = 8;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Adds one visit's say, `age` visits ago, to a candidate; returns what it adds to its order.
float AddEvidence(const Neighbour& neighbour, std::span<const float, kDecayCount> decay,
                  Candidate& candidate) {
  const std::array<Strength, kChannelCount> strengths = {neighbour.linear, neighbour.follow,
                                                         neighbour.precede, neighbour.covisit};
  float order = 0;
  for (std::size_t channel = 0; channel < kChannelCount; ++channel) {
    const float value = ValueOf(strengths[channel]);
    for (std::size_t i = 0; i < kDecayCount; ++i) {
      candidate.evidence[channel][i] += decay[i] * value;
    }
    order += kChannelWeights[channel] * decay[kOrderDecay] * value;
  }
  return order;
}

std::array<float, kDecayCount> DecayAt(std::size_t age) {
  std::array<float, kDecayCount> decay{};
  for (std::size_t i = 0; i < kDecayCount; ++i) {
    decay[i] = kDecayVisits[i] > 0
                   ? static_cast<float>(Exp(-static_cast<double>(age) / kDecayVisits[i]))
                   : static_cast<float>(age == 0);
  }
  return decay;
}

class Search {
 public:
  Search(const Catalog& catalog, std::span<const Visit> visits,
         std::span<const ProductIndex> popular)
      : catalog_(catalog), visits_(visits), popular_(popular), places_(catalog.size(), kNone) {}

  std::vector<Candidate> Find(std::size_t count) {
    AddNeighbours();
    for (const Visit& visit : visits_) {
      order_[PlaceOf(visit.product)] += kVisitedBonus;
    }
    KeepBest(count - count / kVectorShare - count / kPopularShare);
    AddNearest(count / kVectorShare);
    AddPopular(count);
    return std::move(candidates_);
  }

 private:
  std::uint32_t PlaceOf(ProductIndex product) {
    std::uint32_t& place = places_[product];
    if (place == kNone) {
      place = static_cast<std::uint32_t>(candidates_.size());
      candidates_.push_back({.product = product});
      order_.push_back(0);
    }
    return place;
  }

  bool IsSoldOut(ProductIndex product) const {
    return catalog_.availability(product) == Availability::kOutOfStock;
  }

  void AddNeighbours() {
    for (std::size_t age = 0; age < visits_.size(); ++age) {
      const std::array<float, kDecayCount> decay = DecayAt(age);
      for (const Neighbour& neighbour :
           catalog_.neighbours(visits_[visits_.size() - 1 - age].product)) {
        if (!IsSoldOut(neighbour.product)) {
          const std::uint32_t place = PlaceOf(neighbour.product);
          order_[place] += AddEvidence(neighbour, decay, candidates_[place]);
        }
      }
    }
  }

  // Keeps the `count` best, in their order; equals by their position in the catalogue.
  void KeepBest(std::size_t count) {
    std::vector<std::uint32_t> best(candidates_.size());
    std::iota(best.begin(), best.end(), 0U);
    const auto better = [this](std::uint32_t a, std::uint32_t b) {
      return order_[a] != order_[b] ? order_[a] > order_[b]
                                    : candidates_[a].product < candidates_[b].product;
    };
    const std::size_t kept = std::min(count, best.size());
    std::ranges::partial_sort(best, best.begin() + static_cast<std::ptrdiff_t>(kept), better);
    for (std::size_t i = kept; i < best.size(); ++i) {
      places_[candidates_[best[i]].product] = kNone;
    }
    std::vector<Candidate> sorted;
    sorted.reserve(kept);
    for (std::size_t i = 0; i < kept; ++i) {
      sorted.push_back(candidates_[best[i]]);
      places_[sorted.back().product] = static_cast<std::uint32_t>(i);
    }
    candidates_ = std::move(sorted);
    order_.resize(kept);
  }

  void AddNearest(std::size_t count) {
    const std::size_t dimension = catalog_.dimension();
    if (dimension == 0 || visits_.empty()) {
      return;
    }
    std::vector<float> query(dimension);
    std::vector<float> row(dimension);
    for (std::size_t age = 0; age < visits_.size(); ++age) {
      const auto weight =
          static_cast<float>(Exp(-static_cast<double>(age) / kDecayVisits[kOrderDecay]));
      CopyRow(catalog_.vectors(), visits_[visits_.size() - 1 - age].product, row);
      for (std::size_t i = 0; i < dimension; ++i) {
        query[i] += weight * row[i];
      }
    }
    // As many as there are candidates may be among the nearest, and are passed over.
    std::size_t wanted = count;
    for (const ScoredRow& near : TopRows(catalog_.vectors(), query, count + candidates_.size())) {
      if (wanted > 0 && places_[near.row] == kNone && !IsSoldOut(near.row)) {
        PlaceOf(near.row);
        --wanted;
      }
    }
  }

  // The most popular that are no candidates yet, until there are `size`.
  void AddPopular(std::size_t size) {
    for (const ProductIndex product : popular_) {
      if (candidates_.size() < size && places_[product] == kNone && !IsSoldOut(product)) {
        PlaceOf(product);
      }
    }
  }

  const Catalog& catalog_;
  std::span<const Visit> visits_;
  std::span<const ProductIndex> popular_;
  std::vector<std::uint32_t> places_;  // Of a product among the candidates, or kNone.
  std::vector<Candidate> candidates_;
  std::vector<float> order_;
};

}  // namespace

std::vector<ProductIndex> PopularProducts(const Catalog& catalog, std::size_t count) {
  std::vector<float> scores(catalog.popularity().begin(), catalog.popularity().end());
  for (std::size_t product = 0; product < catalog.behaviour().size(); ++product) {
    scores[product] += static_cast<float>(catalog.behaviour()[product].latest) / 255.0F;
  }
  TopList best(count);
  best.Offer(scores, 0);
  std::vector<ProductIndex> products;
  for (const ScoredRow& entry : best.Take()) {
    products.push_back(entry.row);
  }
  return products;
}

std::vector<Candidate> FindCandidates(const Catalog& catalog, std::span<const Visit> visits,
                                      std::span<const ProductIndex> popular, std::size_t count) {
  return Search(catalog, visits, popular).Find(count);
}

std::vector<Candidate> WeighCandidates(const Catalog& catalog, std::span<const Visit> visits,
                                       std::span<const ProductIndex> products) {
  std::vector<std::pair<ProductIndex, std::uint32_t>> places;  // Ascending by product.
  std::vector<Candidate> candidates;
  std::vector<float> order(products.size());
  for (std::uint32_t place = 0; place < products.size(); ++place) {
    places.emplace_back(products[place], place);
    candidates.push_back({.product = products[place]});
  }
  SmallSort(std::span(places), std::less());
  const auto place_of = [&](ProductIndex product) -> std::uint32_t {
    const auto found = std::ranges::lower_bound(places, std::pair(product, std::uint32_t{0}));
    return found != places.end() && found->first == product ? found->second : kNone;
  };
  for (std::size_t age = 0; age < visits.size(); ++age) {
    const std::array<float, kDecayCount> decay = DecayAt(age);
    for (const Neighbour& neighbour : catalog.neighbours(visits[visits.size() - 1 - age].product)) {
      if (const std::uint32_t place = place_of(neighbour.product); place != kNone) {
        order[place] += AddEvidence(neighbour, decay, candidates[place]);
      }
    }
  }
  for (const Visit& visit : visits) {
    if (const std::uint32_t place = place_of(visit.product); place != kNone) {
      order[place] += kVisitedBonus;
    }
  }
  SmallSort(std::span(places), [&](const auto& a, const auto& b) {
    const float first = order[a.second];
    const float second = order[b.second];
    if (first != second) {
      return first > second;
    }
    return first > 0 ? a.first < b.first : a.second < b.second;
  });
  std::vector<Candidate> sorted;
  sorted.reserve(places.size());
  for (const auto& [product, place] : places) {
    sorted.push_back(candidates[place]);
  }
  return sorted;
}

}  // namespace vitrine
