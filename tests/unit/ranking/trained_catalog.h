// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/features.h>
#include <vitrine/ranking/network.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {

/// A shopper who opened these products, one after the other.
inline Profile Viewed(std::initializer_list<std::string> ids) {
  Profile profile;
  std::int64_t time_ms = 0;
  for (const std::string& id : ids) {
    profile.Observe({EventKind::kView, ++time_ms, "", {id}});
  }
  return profile;
}

/// A network whose score is one of the features, times a factor.
inline NetworkWeights ScoreByFeature(std::size_t feature, float factor) {
  NetworkWeights weights;
  weights.means.assign(kFeatureCount, 0.0F);
  weights.scales.assign(kFeatureCount, 1.0F);
  weights.layers.push_back({std::vector<float>(kFeatureCount), {0.0F}});
  weights.layers[0].weights[feature] = factor;
  return weights;
}

/// `count` products "p100", "p101", ...: each names the next three, the nearer more strongly, and
/// lies beside them on an arc of vectors.
inline Catalog TrainedCatalog(std::size_t count, const std::vector<std::byte>& weights,
                              Availability last = Availability::kInStock) {
  std::vector<Product> products;
  std::vector<float> vectors;
  std::vector<std::uint32_t> ends;
  std::vector<Neighbour> neighbours;
  std::vector<Behaviour> behaviour;
  for (std::uint32_t i = 0; i < count; ++i) {
    Product product;
    product.id = "p" + std::to_string(100 + i);
    product.title = product.id;
    product.image_links = {"none"};
    product.price = {std::int64_t{i + 1} * 1'000'000, "EUR"};
    products.push_back(product);
    std::vector<float> vector(16);
    vector[i % 16] = 0.8F;
    vector[(i + 1) % 16] = 0.6F;
    vectors.insert(vectors.end(), vector.begin(), vector.end());
    for (std::uint32_t step = 1; step <= 3 && i + step < count; ++step) {
      const auto strength = static_cast<Strength>(250 / step);
      neighbours.push_back({i + step, strength, strength, 10, strength});
    }
    ends.push_back(static_cast<std::uint32_t>(neighbours.size()));
    behaviour.push_back({static_cast<Strength>(i % 200), static_cast<Strength>(i % 100), 50, 60});
  }
  products.back().availability = last;
  auto pack = WritePack(products, {.vectors = vectors,
                                   .dimension = 16,
                                   .precision = VectorPrecision::kInt8,
                                   .list_ends = ends,
                                   .neighbours = neighbours,
                                   .behaviour = behaviour,
                                   .weights = weights});
  return Catalog::Open(std::move(pack).value()).value();
}

}  // namespace vitrine
