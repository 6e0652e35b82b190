// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/contender.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::size_t kSampledSessions = 1000;

struct Item {
  ProductIndex product;
  double weight;      // Its position of the known ones, 1-based, over their number.
  std::size_t since;  // Visits since, this one included.
};

// What one session has, ascending.
using ItemSet = std::vector<ProductIndex>;

class Knn {
 public:
  Knn(const training::SessionIndex& index, std::size_t neighbours)
      : index_(index), neighbours_(neighbours) {
    for (const training::Session& session : index.sessions()) {
      sets_.push_back(training::DifferentProducts(session));
    }
  }

  void Score(std::span<const Visit> visits, std::span<float> scores) const {
    std::ranges::fill(scores, 0.0F);
    const std::vector<Item> items = ItemsOf(visits);
    double square = 0;
    for (const Item& item : items) {
      square += item.weight * item.weight;
    }
    std::vector<std::pair<double, std::uint32_t>> likest;
    for (const std::uint32_t session : NewestWithAny(items)) {
      double sum = 0;
      for (const Item& item : items) {
        sum += std::ranges::binary_search(sets_[session], item.product) ? item.weight : 0;
      }
      const auto size = static_cast<double>(sets_[session].size());
      likest.emplace_back(sum / std::sqrt(square * size), session);
    }
    const std::size_t voters = std::min(neighbours_, likest.size());
    std::ranges::partial_sort(likest, likest.begin() + static_cast<std::ptrdiff_t>(voters),
                              std::greater());
    for (const auto& [likeness, session] : std::span(likest).first(voters)) {
      std::size_t since = visits.size();
      for (const Item& item : items) {
        if (std::ranges::binary_search(sets_[session], item.product)) {
          since = std::min(since, item.since);
        }
      }
      for (const ProductIndex product : sets_[session]) {
        scores[product] += static_cast<float>(likeness / static_cast<double>(since));
      }
    }
  }

 private:
  static std::vector<Item> ItemsOf(std::span<const Visit> visits) {
    std::vector<Item> items;
    for (std::size_t i = visits.size(); i-- > 0;) {
      if (std::ranges::find(items, visits[i].product, &Item::product) == items.end()) {
        items.push_back({visits[i].product,
                         static_cast<double>(i + 1) / static_cast<double>(visits.size()),
                         visits.size() - i});
      }
    }
    return items;
  }

  std::vector<std::uint32_t> NewestWithAny(std::span<const Item> items) const {
    std::vector<std::uint32_t> sessions;
    for (const Item& item : items) {
      const auto with = index_.With(item.product);
      sessions.insert(sessions.end(), with.begin(), with.end());
    }
    std::ranges::sort(sessions, std::greater());
    sessions.erase(std::ranges::unique(sessions).begin(), sessions.end());
    sessions.resize(std::min(sessions.size(), kSampledSessions));
    return sessions;
  }

  const training::SessionIndex& index_;
  std::size_t neighbours_;
  std::vector<ItemSet> sets_;
};

}  // namespace

Contender VectorSessionKnn(const training::SessionIndex& index, std::size_t neighbours) {
  const auto knn = std::make_shared<const Knn>(index, neighbours);
  return {"v-sknn-" + std::to_string(neighbours),
          [knn](std::span<const Visit> visits, std::span<float> scores) {
            knn->Score(visits, scores);
            return Result<void>();
          }};
}

}  // namespace vitrine::cli
