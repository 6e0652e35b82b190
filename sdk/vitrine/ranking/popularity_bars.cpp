// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/popularity_bars.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>

namespace vitrine {
namespace {

constexpr std::size_t kLeastProducts = 3;

// The popularity that fewer than a third exceed; what nothing reaches for too few products.
float BarOf(std::vector<float>& popularity) {
  if (popularity.size() < kLeastProducts) {
    return std::numeric_limits<float>::infinity();
  }
  const auto third = static_cast<std::ptrdiff_t>((popularity.size() + 2) / 3 - 1);
  std::ranges::nth_element(popularity, popularity.begin() + third, std::ranges::greater());
  return popularity[static_cast<std::size_t>(third)];
}

std::vector<float> BarsOf(std::vector<std::vector<float>> by_term) {
  std::vector<float> bars;
  bars.reserve(by_term.size());
  for (std::vector<float>& popularity : by_term) {
    bars.push_back(BarOf(popularity));
  }
  return bars;
}

}  // namespace

PopularityBars::PopularityBars(const Catalog& catalog) {
  const std::span<const float> popularity = catalog.popularity();
  std::vector<float> shop(popularity.begin(), popularity.end());
  std::vector<std::vector<float>> categories(catalog.category_count());
  std::vector<std::vector<float>> brands(catalog.brand_count());
  std::vector<std::vector<float>> colours(catalog.colour_count());
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    if (const TermIndex category = catalog.category(product); category != kNoTerm) {
      categories[category].push_back(popularity[product]);
    }
    if (const TermIndex brand = catalog.brand(product); brand != kNoTerm) {
      brands[brand].push_back(popularity[product]);
    }
    for (const TermIndex colour : catalog.colours(product)) {
      colours[colour].push_back(popularity[product]);
    }
  }
  shop_ = BarOf(shop);
  categories_ = BarsOf(std::move(categories));
  brands_ = BarsOf(std::move(brands));
  colours_ = BarsOf(std::move(colours));
}

bool PopularityBars::IsPopular(const Catalog& catalog, ProductIndex product, FacetKind facet,
                               TermIndex term) const {
  const float popularity = catalog.popularity()[product];
  switch (facet) {
    case FacetKind::kNone:
      return popularity >= shop_;
    case FacetKind::kCategory:
      return popularity >= categories_[term];
    case FacetKind::kBrand:
      return popularity >= brands_[term];
    case FacetKind::kColour:
      return popularity >= colours_[term];
    case FacetKind::kPriceBand:
    case FacetKind::kLook:
    case FacetKind::kTogether:
      break;
  }
  return false;
}

}  // namespace vitrine
