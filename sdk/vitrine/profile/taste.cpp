// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/profile/profile.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {
namespace {

constexpr double kMillisecondsPerMinute = 60.0 * 1000.0;
constexpr double kMillisecondsPerDay = 24.0 * 60.0 * kMillisecondsPerMinute;

// What one interaction of each kind says, in the order of EventKind. Only the proportions matter.
constexpr std::array<double, 6> kKindWeights = {0.05, 0.5, 1.0, 3.0, 4.0, -1.5};

// What a whole list says at the most, however long it is: many products in it were never looked at.
constexpr double kListWeight = 2 * kKindWeights[0];

// The long-term taste starts at this share of the session taste, so that the visit of today leads.
constexpr double kLongTermShare = 0.25;

// How strongly an interaction speaks for its category, and how much less for each wider one.
constexpr float kCategoryStep = 0.5F;

// A price band's neighbours are half as welcome.
constexpr float kNeighbourBand = 0.5F;

void AddPriceBand(Taste& taste, TermIndex root, std::size_t band, float weight) {
  const auto add = [&](std::size_t which, float share) {
    taste.price_bands[root * kPriceBandCount + which] += weight * share;
  };
  add(band, 1.0F);
  if (band > 0) {
    add(band - 1, kNeighbourBand);
  }
  if (band + 1 < kPriceBandCount) {
    add(band + 1, kNeighbourBand);
  }
}

void AddProduct(Taste& taste, const Catalog& catalog, ProductIndex product, float weight) {
  TermIndex root = kNoTerm;
  float share = 1.0F;
  for (TermIndex node = catalog.category(product); node != kNoTerm;
       node = catalog.category_parent(node)) {
    taste.categories[node] += weight * share;
    share *= kCategoryStep;
    root = node;
  }
  if (root != kNoTerm) {
    AddPriceBand(taste, root, catalog.price_band(product), weight);
  }
  if (const TermIndex brand = catalog.brand(product); brand != kNoTerm) {
    taste.brands[brand] += weight;
  }
  const auto colours = catalog.colours(product);
  for (const TermIndex colour : colours) {
    taste.colours[colour] += weight / static_cast<float>(colours.size());
  }
  std::vector<float> row(catalog.dimension());
  if (!row.empty()) {
    CopyRow(catalog.vectors(), product, row);
  }
  for (std::size_t i = 0; i < row.size(); ++i) {
    taste.vector[i] += weight * row[i];
  }
}

// The weight of every interaction by its kind alone. One event's products share their time.
std::vector<double> KindWeights(std::span<const Interaction> interactions) {
  std::vector<double> weights;
  weights.reserve(interactions.size());
  std::map<std::int64_t, std::size_t> lengths;
  for (const Interaction& interaction : interactions) {
    lengths[interaction.time_ms] += interaction.kind == EventKind::kImpression ? 1 : 0;
  }
  for (const Interaction& interaction : interactions) {
    const double weight = kKindWeights.at(static_cast<std::size_t>(interaction.kind));
    const auto length = static_cast<double>(lengths[interaction.time_ms]);
    weights.push_back(interaction.kind == EventKind::kImpression
                          ? std::min(weight, kListWeight / length)
                          : weight);
  }
  return weights;
}

}  // namespace

std::vector<float> InteractionWeights(const Profile& profile, std::int64_t now_ms,
                                      const TasteOptions& options) {
  const auto interactions = profile.interactions();
  const std::vector<double> kinds = KindWeights(interactions);
  std::vector<float> weights(interactions.size());
  double newer = 0;  // Deliberate interactions after this one; impressions do not push others back.
  for (std::size_t i = interactions.size(); i-- > 0;) {
    const Interaction& interaction = interactions[i];
    // Subtracted as doubles: a restored time may be any.
    const double age_ms =
        std::max(0.0, static_cast<double>(now_ms) - static_cast<double>(interaction.time_ms));
    const double session = Exp2(-age_ms / (options.session_half_life_min * kMillisecondsPerMinute) -
                                newer / options.recency_half_life_events);
    const double long_term =
        kLongTermShare * Exp2(-age_ms / (options.long_term_half_life_days * kMillisecondsPerDay));
    weights[i] = static_cast<float>(kinds[i] * (session + long_term));
    if (interaction.kind != EventKind::kImpression) {
      newer += 1;
    }
  }
  return weights;
}

Taste TasteAt(const Catalog& catalog, const Profile& profile, std::int64_t now_ms,
              const TasteOptions& options) {
  Taste taste;
  taste.categories.assign(catalog.category_count(), 0.0F);
  taste.brands.assign(catalog.brand_count(), 0.0F);
  taste.colours.assign(catalog.colour_count(), 0.0F);
  taste.price_bands.assign(catalog.category_count() * kPriceBandCount, 0.0F);
  taste.vector.assign(catalog.dimension(), 0.0F);
  const auto interactions = profile.interactions();
  const std::vector<float> weights = InteractionWeights(profile, now_ms, options);
  for (std::size_t i = 0; i < interactions.size(); ++i) {
    if (const auto product = catalog.Find(interactions[i].product_id)) {
      AddProduct(taste, catalog, *product, weights[i]);
    }
  }
  return taste;
}

}  // namespace vitrine
