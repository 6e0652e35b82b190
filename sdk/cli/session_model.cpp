// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/session_model.h"

#include <vitrine/base/math.h>
#include <vitrine/base/random.h>
#include <vitrine/catalog/pack.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr std::size_t kDimension = 256;
// Nonzero entries of an item's random vector, half +1 and half -1.
constexpr std::size_t kNonzero = 8;
// How far apart two interactions of a session may be to count as near.
constexpr std::size_t kWindow = 4;

class Learner {
 public:
  Learner(std::span<const Session> sessions, std::uint64_t seed)
      : sessions_(sessions), seed_(seed) {
    for (const Session& session : sessions) {
      for (const std::string& item : session.items) {
        counts_.try_emplace(items_.try_emplace(item, items_.size()).first->second, 0)
            .first->second += 1;
      }
    }
  }

  std::vector<float> Vectors() const {
    std::vector<float> vectors(items_.size() * kDimension, 0.0F);
    for (const Session& session : sessions_) {
      for (std::size_t i = 0; i < session.items.size(); ++i) {
        // An item is near itself, so that even one that was always alone has a vector.
        const std::size_t end = std::min(session.items.size(), i + kWindow + 1);
        for (std::size_t j = i; j < end; ++j) {
          const std::size_t a = items_.at(session.items[i]);
          const std::size_t b = items_.at(session.items[j]);
          const float nearness = 1.0F / static_cast<float>(1 + j - i);
          AddRandomVector(b, nearness, std::span(vectors).subspan(a * kDimension, kDimension));
          AddRandomVector(a, nearness, std::span(vectors).subspan(b * kDimension, kDimension));
        }
      }
    }
    for (std::size_t item = 0; item < items_.size(); ++item) {
      Normalise(std::span(vectors).subspan(item * kDimension, kDimension));
    }
    return vectors;
  }

  std::vector<float> Popularity() const {
    double most = 1;
    for (const auto& [item, count] : counts_) {
      most = std::max(most, count);
    }
    std::vector<float> popularity(items_.size());
    for (const auto& [item, count] : counts_) {
      popularity[item] = static_cast<float>(Log(1 + count) / Log(1 + most));
    }
    return popularity;
  }

  std::vector<Product> Products() const {
    std::vector<Product> products(items_.size());
    for (const auto& [id, item] : items_) {
      products[item].id = id;
      products[item].title = id;
      products[item].image_links = {"none"};
      products[item].price = {0, "EUR"};
    }
    return products;
  }

 private:
  void AddRandomVector(std::size_t item, float weight, std::span<float> sum) const {
    Random random(seed_, item);
    const auto damped = weight / static_cast<float>(std::sqrt(counts_.at(item)));
    for (std::size_t i = 0; i < kNonzero; ++i) {
      sum[random.Below(kDimension)] += i % 2 == 0 ? damped : -damped;
    }
  }

  static void Normalise(std::span<float> vector) {
    double square = 0;
    for (const float value : vector) {
      square += static_cast<double>(value) * static_cast<double>(value);
    }
    if (square > 0) {
      const auto scale = static_cast<float>(1.0 / std::sqrt(square));
      for (float& value : vector) {
        value *= scale;
      }
    }
  }

  std::span<const Session> sessions_;
  std::uint64_t seed_;
  std::map<std::string, std::size_t, std::less<>> items_;
  std::map<std::size_t, double> counts_;
};

}  // namespace

Result<Catalog> LearnCatalog(std::span<const Session> sessions, std::uint64_t seed) {
  const Learner learner(sessions, seed);
  const std::vector<Product> products = learner.Products();
  const std::vector<float> vectors = learner.Vectors();
  const std::vector<float> popularity = learner.Popularity();
  auto pack =
      WritePack(products, {.vectors = vectors, .dimension = kDimension, .popularity = popularity});
  return pack ? Catalog::Open(std::move(*pack)) : std::unexpected(pack.error());
}

}  // namespace vitrine::cli
