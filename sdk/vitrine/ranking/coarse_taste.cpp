// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/coarse_taste.h>

#include <array>
#include <cstddef>

namespace vitrine {
namespace {

constexpr float kSecondShare = 0.5F;
constexpr float kTierShare = 0.5F;

// Of the five bands the outer two of either side are a tier, as good as thirds and fifths agree.
constexpr std::array<std::size_t, kPriceBandCount> kTierOfBand = {0, 0, 1, 2, 2};

int TierOf(const Taste& taste, TermIndex root) {
  std::array<float, kPriceTierCount> tiers{};
  float all = 0;
  for (std::size_t band = 0; band < kPriceBandCount; ++band) {
    const float weight = taste.price_bands[root * kPriceBandCount + band];
    tiers[kTierOfBand[band]] += weight;
    all += weight;
  }
  for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
    if (tiers[tier] > kTierShare * all) {
      return static_cast<int>(tier);
    }
  }
  return -1;
}

}  // namespace

std::array<DepartmentTaste, kMaxInterests> CoarseTaste(const Catalog& catalog,
                                                       const Profile& profile,
                                                       std::int64_t now_ms) {
  const Taste taste = TasteAt(catalog, profile, now_ms, {});
  std::array<DepartmentTaste, kMaxInterests> best;
  const auto weight = [&](TermIndex root) { return root == kNoTerm ? 0 : taste.categories[root]; };
  for (TermIndex node = 0; node < catalog.category_count(); ++node) {
    if (catalog.category_parent(node) != kNoTerm) {
      continue;
    }
    if (weight(node) > weight(best[0].department)) {
      best[1] = best[0];
      best[0] = {node, TierOf(taste, node)};
    } else if (weight(node) > weight(best[1].department)) {
      best[1] = {node, TierOf(taste, node)};
    }
  }
  if (weight(best[1].department) < kSecondShare * weight(best[0].department)) {
    best[1] = {};
  }
  return best;
}

}  // namespace vitrine
